import type { FastifyInstance } from 'fastify'
import { problemOf } from '../problem.ts'
import { sendProblem } from '../refusal.tsx'

/**
 * Where the server knows the address that people reach it under, it answers under no other: a forged `Host` reaches no link in a letter and
 * no cache, and a foreign name that was pointed at this machine (DNS rebinding) finds nothing. 421 is RFC 9110's word for it (section
 * 15.5.20). The machine itself may always ask: health checks do.
 */
export function registerHostCheck(app: FastifyInstance, publicUrl: string | undefined): void {
  if (publicUrl === undefined) return
  const own = new URL(publicUrl).host
  app.addHook('onRequest', async (request, reply) => {
    const host = request.host.toLowerCase()
    if (host === own || isLoopback(host)) return
    return sendProblem(request, reply, problemOf(421))
  })
}

const isLoopback = (host: string): boolean => /^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/.test(host)
