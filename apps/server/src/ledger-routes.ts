import { defineRoutes, refuse } from '@fachwerk/web'
import type { FastifyReply, FastifyRequest } from 'fastify'

const about = (summary: string) => ({ summary, tags: ['ledger'] })

const consistencySchema = {
  ...about('Proof that the tree of one checkpoint is the beginning of that of another (RFC 9162 §2.1.4), as hexadecimal hashes'),
  querystring: {
    type: 'object',
    required: ['from', 'to'],
    properties: { from: { type: 'integer', minimum: 0 }, to: { type: 'integer', minimum: 0 } },
  },
} as const

const cosignatureSchema = {
  ...about('A checkpoint with the cosignature of a witness that is configured here (C2SP tlog-cosignature)'),
  body: { type: 'object', required: ['note'], properties: { note: { type: 'string', maxLength: 100_000 } } },
} as const

/** What witnesses need of the ledger. Public: sizes, hashes and signatures say nothing about anybody. */
export const ledgerRoutes = defineRoutes((app) => {
  const config = { policy: 'public' } as const
  app.get(
    '/api/v1/ledger/checkpoint',
    { config, schema: about('Newest checkpoint of the ledger (C2SP tlog-checkpoint)') },
    async (request, reply) => {
      const checkpoint = await app.kernel.ledger.checkpoint()
      return checkpoint ? reply.type('text/plain; charset=utf-8').send(checkpoint.note) : nothingYet(request, reply)
    },
  )
  app.get<{ Querystring: { from: number; to: number } }>(
    '/api/v1/ledger/consistency',
    { config, schema: consistencySchema },
    async (request, reply) => {
      const { from, to } = request.query
      const proof = await app.kernel.ledger.consistency(from, to)
      return proof.ok ? { from, to, proof: proof.value } : refuse(request, reply, proof.error)
    },
  )
  app.post<{ Body: { note: string } }>(
    '/api/v1/ledger/cosignatures',
    { config, schema: cosignatureSchema },
    async (request, reply) => {
      const taken = await app.kernel.ledger.addCosignature(request.body.note)
      return taken.ok ? reply.code(204).send() : refuse(request, reply, taken.error)
    },
  )
})

const nothingYet = (request: FastifyRequest, reply: FastifyReply) =>
  refuse(request, reply, {
    code: 'not-found',
    title: { de: 'Noch kein Prüfpunkt', en: 'No checkpoint yet' },
    detail: { de: 'In diesem Protokoll steht noch nichts.', en: 'Nothing has been recorded in this ledger yet.' },
  })
