import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Draft } from '@fachwerk/kernel'
import { personOf, refuse } from '@fachwerk/web'
import { answersOf } from './answer-values.ts'
import type { FormRun, FormRunRoutes, OpenRun } from './form-run.ts'

/** Loads the run and the draft of the person who asks; answers with the refusal itself where there is none. */
export async function openRun(routes: FormRunRoutes, request: FastifyRequest, reply: FastifyReply): Promise<OpenRun | undefined> {
  const loaded = await routes.load(request)
  if (!loaded.ok) {
    refuse(request, reply, loaded.error)
    return undefined
  }
  const person = personOf(request)
  return withDraft(loaded.value, person, await request.server.kernel.drafts.open(loaded.value.subject, person))
}

export const withDraft = (run: FormRun, person: OpenRun['person'], draft: Draft): OpenRun => ({
  run,
  person,
  draft,
  answers: answersOf(run.form, run.known, draft),
})
