/** The start form of a process as a run: what was answered becomes the variables of a new case. */
import type { FastifyRequest } from 'fastify'
import type { Kernel, Person, PublishedProcess, Refusal } from '@fachwerk/kernel'
import { fail, ok, type Result } from '@fachwerk/problem'
import { personOf } from '@fachwerk/web'
import type { FormRun } from '../run/index.ts'
import { catalogueMessages } from './messages.ts'

export const startSubject = (processKey: string): string => `start:${processKey}`
export const receiptUrl = (processKey: string, caseId: string): string =>
  `/assistenten/${encodeURIComponent(processKey)}/angekommen/${encodeURIComponent(caseId)}`

const missing: Refusal = {
  code: 'not-found',
  title: { de: catalogueMessages.de['missing.title'], en: catalogueMessages.en['missing.title'] },
  detail: { de: catalogueMessages.de['missing.detail'], en: catalogueMessages.en['missing.detail'] },
}

/** A process that this person may start. */
export async function startable(kernel: Kernel, key: string, person: Person): Promise<Result<PublishedProcess, Refusal>> {
  const isListed = (await kernel.models.catalogue(person)).some((entry) => entry.key === key)
  const process = isListed ? await kernel.models.process(key) : undefined
  return process ? ok(process) : fail(missing)
}

export async function loadStartRun(request: FastifyRequest): Promise<Result<FormRun, Refusal>> {
  const { kernel } = request.server
  const person = personOf(request)
  const found = await startable(kernel, (request.params as { key: string }).key, person)
  if (!found.ok) return found
  const { key, model, startForm } = found.value
  if (!startForm) return fail(missing)
  const intro = `/assistenten/${encodeURIComponent(key)}`
  return ok({
    form: startForm,
    title: model.name,
    subject: startSubject(key),
    url: `${intro}/antrag`,
    known: {},
    section: 'assistants',
    leaveUrl: '/assistenten',
    submit: async (answers, submission) => {
      const started = await kernel.cases.start(key, answers, person, submission)
      return started.ok ? ok({ url: receiptUrl(key, started.value.id) }) : started
    },
  })
}
