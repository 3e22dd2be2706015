/** Shows what was refused or went wrong: a page for browsers, problem+json for programs. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Refusal } from '@fachwerk/kernel'
import { ProblemPage } from './components/problem-page.tsx'
import { page } from './page.tsx'
import { problemJson, problemOfRefusal, wantsHtml, type ProblemDetails } from './problem.ts'

/** Answers with a refusal of the kernel under the fitting status (404, 403, 409, 413, 422, 503). */
export const refuse = (request: FastifyRequest, reply: FastifyReply, refusal: Refusal): FastifyReply =>
  sendProblem(request, reply, problemOfRefusal(refusal))

export function sendProblem(request: FastifyRequest, reply: FastifyReply, problem: ProblemDetails): FastifyReply {
  if (wantsHtml(request))
    return page(request, reply, <ProblemPage problem={problem} reference={String(request.id)} />, { status: problem.status })
  return reply
    .code(problem.status)
    .type('application/problem+json; charset=utf-8')
    .header('cache-control', 'no-store')
    .send(JSON.stringify(problemJson(problem, request)))
}
