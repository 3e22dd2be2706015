/**
 * Protection against forged requests: every form carries a token derived from the visitor's own cookie. No secret of the server is
 * involved, so a form that was open while the server restarted still counts.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { FastifyRequest } from 'fastify'

/** Bound to the session, or to the visit before signing in. */
export const csrfTokenFor = (cookie: string): string => createHmac('sha256', cookie).update('fachwerk-csrf').digest('base64url')

export function csrfMatches(request: FastifyRequest, given: unknown): boolean {
  if (typeof given !== 'string') return false
  const expected = Buffer.from(request.csrfToken)
  const actual = Buffer.from(given)
  return expected.length === actual.length && timingSafeEqual(expected, actual)
}

/** The form came from elsewhere, or the visitor signed out meanwhile. Answered with 403. */
export class CsrfError extends Error {
  override readonly name = 'CsrfError'
  readonly statusCode = 403
}
