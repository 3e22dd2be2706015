import type { FastifyInstance, FastifyRequest } from 'fastify'

/** What is still taken from somebody who sends too much, so that they read the answer instead of a broken connection. */
const bounds = { bytes: 100_000_000, milliseconds: 30_000 } as const

/** Nobody is answered while they are still sending, within the bounds. */
export function registerRestOfRequest(app: FastifyInstance): void {
  app.addHook('onSend', async ({ raw, headers }) => {
    const hasBody = headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined
    if (hasBody && !raw.complete && !raw.readableEnded && !raw.destroyed) await restOf(raw)
  })
}

/**
 * Takes in and drops what is left of a request. An answer sent while its sender is still sending closes the connection, and most programs
 * then tell of that and not of the answer.
 */
const restOf = (request: FastifyRequest['raw']): Promise<void> =>
  new Promise((resolve) => {
    let dropped = 0
    const done = (): void => {
      clearTimeout(timer)
      request.off('data', drop).off('end', done).off('close', done)
      resolve()
    }
    const drop = (chunk: Buffer): void => {
      dropped += chunk.length
      if (dropped > bounds.bytes) done()
    }
    const timer = setTimeout(done, bounds.milliseconds)
    request.unpipe()
    request.on('data', drop).on('end', done).on('close', done).resume()
  })
