/** What was not caught: unknown addresses, bodies nobody can read, broken invariants. */
import type { FastifyError, FastifyInstance } from 'fastify'
import { fieldProblems } from './field-problems.ts'
import { problemOf, type ProblemDetails } from './problem.ts'
import { sendProblem } from './refusal.tsx'
import { CsrfError } from './security/csrf.ts'

export function registerErrors(app: FastifyInstance): void {
  app.setNotFoundHandler((request, reply) => sendProblem(request, reply, problemOf(404)))
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const problem = problemOfError(error)
    if (problem.status >= 500)
      request.log.error({ error: { name: error.name, code: error.code, stack: error.stack } }, 'request failed')
    return sendProblem(request, reply, problem)
  })
}

function problemOfError(error: FastifyError): ProblemDetails {
  if (error instanceof CsrfError) return problemOf(403, 'form-outdated')
  // The limits of multipart are told with statuses of their own; all of them mean: too much.
  if (/^FST_(REQ_FILE_TOO_LARGE|PARTS_LIMIT|FILES_LIMIT|FIELDS_LIMIT)$/.test(error.code ?? '')) return problemOf(413)
  if (error.code === 'ENOSPC') return problemOf(503)
  if (error.code === 'FST_ERR_VALIDATION') return { ...problemOf(400), errors: fieldProblems(error.validation ?? []) }
  return problemOf(error.statusCode !== undefined && error.statusCode >= 400 ? error.statusCode : 500)
}
