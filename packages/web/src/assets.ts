/** Stylesheet, fonts, icon and islands. Their addresses carry a version, so browsers may keep them for a year. */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, gzip } from 'node:zlib'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { stylesheet } from './styles/stylesheet.ts'

const require = createRequire(import.meta.url)
const fontFolder = join(dirname(require.resolve('@kern-ux/native/package.json')), 'dist/fonts/fira-sans')
const islandFolder = join(import.meta.dirname, '../dist')

const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 34 34"><rect width="34" height="34" rx="3" fill="#fff"/><g fill="none" stroke="#7a3b1d" stroke-width="3"><path d="M3.5 3.5h27v27h-27zM17 3.5v27M3.5 17h27M17 17 5 30M17 17l12 13"/></g></svg>`

let version: string | undefined
/** Changes when the stylesheet or an island changes. */
function assetVersion(): string {
  if (version) return version
  const hash = createHash('sha256').update(stylesheet()).update(icon)
  if (existsSync(islandFolder))
    for (const name of readdirSync(islandFolder).sort()) hash.update(name).update(readFileSync(join(islandFolder, name)))
  version = hash.digest('hex').slice(0, 12)
  return version
}

/** Address of a file: `fachwerk.css`, `icon.svg`, `fonts/…`, `islands/…`. */
export const assetUrl = (name: string): string => `/assets/${assetVersion()}/${name}`

const yearInSeconds = 31_536_000
const cacheControl = `public, max-age=${yearInSeconds}, immutable`

export function registerAssets(app: FastifyInstance): void {
  const css = compressible(Buffer.from(stylesheet()))
  const open = { config: { policy: 'public' }, schema: { hide: true } } as const
  app.get(assetUrl('fachwerk.css'), open, (request, reply) => sendText(request, reply, 'text/css; charset=utf-8', css))
  app.get(assetUrl('icon.svg'), open, (_request, reply) =>
    reply.type('image/svg+xml; charset=utf-8').header('cache-control', cacheControl).send(icon),
  )
  serveFolder(app, fontFolder, assetUrl('fonts/'), false)
  if (existsSync(islandFolder)) serveFolder(app, islandFolder, assetUrl('islands/'), true)
}

function serveFolder(app: FastifyInstance, root: string, prefix: string, preCompressed: boolean): void {
  app.register(async (scope) => {
    scope.addHook('onRoute', (route) => {
      route.config = { ...route.config, policy: 'public' }
      route.schema = { ...route.schema, hide: true }
    })
    await scope.register(fastifyStatic, {
      root,
      prefix,
      preCompressed,
      decorateReply: false,
      maxAge: yearInSeconds * 1000,
      immutable: true,
      index: false,
    })
  })
}

interface Encodings {
  readonly plain: Buffer
  readonly br: () => Promise<Buffer>
  readonly gzip: () => Promise<Buffer>
}
const compressible = (plain: Buffer): Encodings => ({
  plain,
  br: once(() => promisify(brotliCompress)(plain)),
  gzip: once(() => promisify(gzip)(plain)),
})

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined
  return () => (made ??= make())
}

async function sendText(request: FastifyRequest, reply: FastifyReply, type: string, text: Encodings): Promise<FastifyReply> {
  const accepted = request.headers['accept-encoding'] ?? ''
  const encoding = /\bbr\b/.test(accepted) ? 'br' : /\bgzip\b/.test(accepted) ? 'gzip' : undefined
  reply.type(type).header('cache-control', cacheControl).header('vary', 'accept-encoding')
  if (!encoding) return reply.send(text.plain)
  return reply.header('content-encoding', encoding).send(await text[encoding]())
}
