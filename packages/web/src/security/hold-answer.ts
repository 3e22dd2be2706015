/**
 * What a page shows of people leaves the server only once every access to it stands in the ledger. The kernel records while the page is
 * made; here, in one place for all pages, downloads and answers of the API, the answer waits for it — once, just before the first byte.
 */
import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { errorFields, HeldAnswer, type Refusal } from '@fachwerk/kernel'

/** Instead of the answer: an access could not be recorded. */
export class AnswerWithheld extends Error {
  readonly refusal: Refusal
  readonly statusCode = 503
  constructor(refusal: Refusal) {
    super('An answer was withheld.')
    this.refusal = refusal
  }
}

/** Those that only read. What changes something acts on what it reads, and so waits for each entry before it goes on. */
const reads = new Set(['GET', 'HEAD'])

/** To be registered last of what comes before the handlers: headers that are set by then stay when the answer is withheld. */
export function registerHeldAnswers(app: FastifyInstance): void {
  const held = new WeakMap<
    FastifyRequest,
    { readonly answer: HeldAnswer; readonly before: ReturnType<FastifyReply['getHeaders']> }
  >()
  app.addHook('onRequest', (request, reply, done) => {
    if (!reads.has(request.method) || request.person === undefined) return done()
    const answer = new HeldAnswer()
    held.set(request, { answer, before: { ...reply.getHeaders() } })
    keepIn(reply, answer)
    answer.run(done)
  })
  app.addHook('onSend', async (request, reply, payload) => {
    const { answer, before } = held.get(request) ?? {}
    if (!answer || !before) return
    const withheld = await answer.release()
    if (!withheld) return
    held.delete(request)
    request.log.error({ route: request.routeOptions.url, ...errorFields(withheld.cause) }, 'an access could not be recorded')
    if (payload instanceof Readable) payload.destroy()
    // The name of a file tells something too. Cookies stay: a session that has changed its token goes on with the new one.
    for (const name of Object.keys(reply.getHeaders())) if (name !== 'set-cookie') reply.removeHeader(name)
    for (const [name, value] of Object.entries(before)) if (name !== 'set-cookie') reply.header(name, value)
    throw new AnswerWithheld(withheld.refusal)
  })
}

/** Whoever writes past the framework finds the line cut: no head, and so no byte, is sent while something is not recorded. */
function keepIn({ raw, log }: FastifyReply, answer: HeldAnswer): void {
  const writeHead = raw.writeHead.bind(raw) as (...given: unknown[]) => typeof raw
  raw.writeHead = ((...given: unknown[]) => {
    if (!answer.isClosed) return writeHead(...given)
    log.error('an answer was written before its accesses were recorded')
    raw.destroy()
    return raw
  }) as typeof raw.writeHead
}
