/** What was not caught: unknown addresses, bodies nobody can read, broken invariants. */
import type { FastifyError, FastifyInstance } from 'fastify'
import { errorFields } from '@fachwerk/kernel'
import { fieldProblems } from './field-problems.ts'
import { problemOf, problemOfRefusal, type ProblemDetails } from './problem.ts'
import { sendProblem } from './refusal.tsx'
import { CsrfError } from './security/csrf.ts'
import { AnswerWithheld } from './security/hold-answer.ts'

export function registerErrors(app: FastifyInstance): void {
  app.setNotFoundHandler((request, reply) => sendProblem(request, reply, problemOf(404)))
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const problem = problemOfError(error)
    if (error instanceof CsrfError) app.securityLog('request-forged')
    if (problem.status >= 500 && !(error instanceof AnswerWithheld))
      request.log.error({ route: request.routeOptions.url, ...errorFields(error) }, 'request failed')
    return sendProblem(request, reply, problem)
  })
}

/** What the reader of multipart says of bodies that break off or have no boundary; it gives no code. */
const unreadableParts =
  /^(Multipart: Boundary not found|Unexpected end of (form|multipart data)|Part terminated early|Malformed (part header|content type))/

function problemOfError(error: FastifyError): ProblemDetails {
  if (error instanceof AnswerWithheld) return problemOfRefusal(error.refusal)
  if (error instanceof CsrfError) return problemOf(403, 'form-outdated')
  // The limits of multipart are told with statuses of their own; all of them mean: too much.
  if (/^FST_(REQ_FILE_TOO_LARGE|PARTS_LIMIT|FILES_LIMIT|FIELDS_LIMIT)$/.test(error.code ?? '')) return problemOf(413)
  if (unreadableParts.test(error.message)) return problemOf(400)
  if (error.code === 'ENOSPC') return problemOf(503)
  if (error.code === 'FST_ERR_VALIDATION') return { ...problemOf(400), errors: fieldProblems(error.validation ?? []) }
  return problemOf(error.statusCode !== undefined && error.statusCode >= 400 ? error.statusCode : 500)
}
