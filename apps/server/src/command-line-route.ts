import { createHash, timingSafeEqual } from 'node:crypto'
import { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { defineRoutes, refuse, type Routes } from '@fachwerk/web'
import { commandLine } from './command-line-person.ts'

interface Body {
  readonly files: readonly { readonly name: string; /** Base64. */ readonly content: string }[]
}

const schema = {
  summary: 'Publish models from the command line on the same machine',
  tags: ['command line'],
  body: {
    type: 'object',
    required: ['files'],
    properties: {
      files: {
        type: 'array',
        maxItems: 200,
        items: {
          type: 'object',
          required: ['name', 'content'],
          properties: { name: { type: 'string', maxLength: 255 }, content: { type: 'string' } },
        },
      },
    },
  },
} as const

const administratorSchema = {
  summary: 'Create an administrator from the command line on the same machine',
  tags: ['command line'],
  body: {
    type: 'object',
    required: ['name', 'email', 'tenant'],
    properties: {
      name: { type: 'string', maxLength: 200 },
      email: { type: 'string', maxLength: 300 },
      tenant: { type: 'string', maxLength: 100 },
    },
  },
} as const

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

/** Compares digests, so neither content nor length of the token shows in the time it takes. */
const carries = (request: FastifyRequest, token: string): boolean =>
  timingSafeEqual(digest(request.headers.authorization ?? ''), digest(`Bearer ${token}`))

const exportSchema = {
  summary: 'Export of the ledger for the command line on the same machine',
  tags: ['command line'],
  querystring: { type: 'object', properties: { since: { type: 'integer', minimum: 0 } } },
} as const

/**
 * `fachwerk deploy` and `fachwerk ledger` beside a running server, which owns the database: whoever can read the token file in the data
 * folder (mode 0600) may publish and export. The routes are open to sessions of nobody; the token is made anew at every start.
 */
export const commandLineRoute = (token: string): Routes =>
  defineRoutes((app) => {
    const limit = 150_000_000
    const onRequest = async (request: FastifyRequest, reply: FastifyReply) => refuseWithoutToken(request, reply, token)
    const config = { policy: 'public' } as const
    app.post<{ Body: Body }>(
      '/api/v1/command-line/deployments',
      { schema, bodyLimit: limit, config, onRequest },
      async (request, reply) => {
        const files = request.body.files.map(({ name, content }) => ({
          name,
          content: new Uint8Array(Buffer.from(content, 'base64')),
        }))
        const deployment = await app.kernel.models.deploy(files, commandLine)
        return deployment.ok ? reply.code(201).send(deployment.value) : refuse(request, reply, deployment.error)
      },
    )
    app.post<{ Body: { name: string; email: string; tenant: string } }>(
      '/api/v1/command-line/administrators',
      {
        schema: administratorSchema,
        config,
        onRequest,
      },
      async (request, reply) => {
        const created = await app.kernel.accounts.createAdministrator(request.body, commandLine)
        if (!created.ok) return refuse(request, reply, created.error)
        const { secret, expiresAt } = created.value
        const origin = app.publicUrl ?? `http://${request.host.replace('127.0.0.1', 'localhost')}`
        return reply.code(201).send({ url: `${origin}/einladung/${secret}`, expiresAt })
      },
    )
    app.get<{ Querystring: { since?: number } }>(
      '/api/v1/command-line/ledger',
      { schema: exportSchema, config, onRequest },
      async (request, reply) =>
        reply.type('application/x-ndjson').send(Readable.from(app.kernel.ledger.export(commandLine, request.query.since))),
    )
  })

const refuseWithoutToken = (request: FastifyRequest, reply: FastifyReply, token: string) =>
  carries(request, token)
    ? undefined
    : refuse(request, reply, {
        code: 'not-found',
        title: { de: 'Nicht gefunden', en: 'Not found' },
        detail: { de: 'Diese Adresse gibt es nicht.', en: 'There is no such address.' },
      })
