import type { CaseDetails, Person, Refusal, TaskSummary } from '@fachwerk/kernel'
import { defineRoutes, page, personOf, readForm, refuse, seeOther, type FachwerkApp } from '@fachwerk/web'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { labelsOf } from './answer-labels.ts'
import { answersOf, formsOf } from './case-answers.ts'
import { CaseListPage, caseStates, type CaseListFilter } from './case-list-page.tsx'
import { CasePage } from './case-page.tsx'
import { isStaff, waitsFor } from './is-staff.ts'
import { RulesPage } from './rules-page.tsx'

interface ListQuery {
  readonly text?: string
  readonly verfahren?: string
  readonly stand?: string
  readonly ab?: string
}
type OneCase = { Params: { id: string } }

const pageSize = 50
const reading = { policy: { action: 'read', resource: 'case' } } as const
const working = { policy: { action: 'work', resource: 'case' } } as const
const mending = { policy: { action: 'administer', resource: 'case', purpose: 'operations' } } as const

export const caseRoutes = defineRoutes((app) => {
  app.get<{ Querystring: ListQuery }>(
    '/vorgaenge',
    { config: reading, schema: { summary: 'Cases', tags: ['pages'] } },
    async (request, reply) => {
      const person = personOf(request)
      const filter = filterOf(request.query)
      const [cases, processes, waiting] = await Promise.all([
        app.kernel.cases.list(person, filter),
        isStaff(person) ? processesOf(app) : [],
        waitingCases(app, person),
      ])
      return page(request, reply, <CaseListPage cases={cases} filter={filter} processes={processes} waiting={waiting} />)
    },
  )

  app.get<OneCase & { Querystring: { erneut?: string } }>(
    '/vorgaenge/:id',
    { config: reading, schema: { summary: 'Case', tags: ['pages'] } },
    async (request, reply) => {
      return showCase(app, request, reply, request.params.id, { retried: request.query.erneut === '1' })
    },
  )

  app.get<{ Params: { id: string; decision: string; trace: string } }>(
    '/vorgaenge/:id/entscheidungen/:decision/:trace',
    { config: reading, schema: { summary: 'All rules of a decision taken', tags: ['pages'] } },
    async (request, reply) => {
      const found = await app.kernel.cases.get(request.params.id, personOf(request))
      if (!found.ok) return refuse(request, reply, found.error)
      // Citizens read the reasons of their case; the table is work of the authority.
      if (!isStaff(personOf(request))) return refuse(request, reply, noSuchDecision)
      const decision = found.value.decisions[Number(request.params.decision)]
      const trace = decision?.trace[Number(request.params.trace)]
      if (!decision || !trace?.table) return refuse(request, reply, noSuchDecision)
      return page(request, reply, <RulesPage details={found.value} trace={trace} table={trace.table} at={decision.at} />)
    },
  )

  app.get<{ Params: { id: string; file: string } }>(
    '/vorgaenge/:id/dateien/:file',
    { config: { policy: { action: 'read', resource: 'file' } }, schema: { summary: 'File of a case', tags: ['pages'] } },
    async (request, reply) => {
      const person = personOf(request)
      const found = await app.kernel.cases.get(request.params.id, person)
      if (!found.ok) return refuse(request, reply, found.error)
      const file = await app.kernel.files.get(request.params.file, person)
      if (!file.ok) return refuse(request, reply, file.error)
      // Always a download: what others uploaded is never shown by our origin.
      return reply
        .type('application/octet-stream')
        .header('x-content-type-options', 'nosniff')
        .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(file.value.name)}`)
        .send(Buffer.from(file.value.content))
    },
  )

  app.post<{ Params: { id: string; incident: string } }>(
    '/vorgaenge/:id/stoerungen/:incident',
    { config: mending, schema: { summary: 'Try the step of an incident again', tags: ['pages'] } },
    async (request, reply) => {
      const { id, incident } = request.params
      const resolved = await app.kernel.cases.resolveIncident(id, incident, personOf(request))
      return resolved.ok ? seeOther(reply, `/vorgaenge/${id}?erneut=1`) : refuse(request, reply, resolved.error)
    },
  )

  app.post<{ Params: { id: string; activation: string; element: string } }>(
    '/vorgaenge/:id/aktivitaeten/:activation/:element',
    { config: working, schema: { summary: 'Begin an activity of an ad-hoc sub-process', tags: ['pages'] } },
    async (request, reply) => {
      const { id, activation, element } = request.params
      const begun = await app.kernel.cases.startActivity(id, activation, element, personOf(request))
      return begun.ok ? seeOther(reply, `/vorgaenge/${id}`) : refuse(request, reply, begun.error)
    },
  )

  app.post<OneCase>(
    '/vorgaenge/:id/abbrechen',
    { config: mending, schema: { summary: 'Cancel a case', tags: ['pages'] } },
    async (request, reply) => {
      const { id } = request.params
      const reason = (await readForm(request))['reason']
      if (typeof reason !== 'string' || reason.trim() === '') return showCase(app, request, reply, id, { cancelRefused: true })
      const cancelled = await app.kernel.cases.cancel(id, reason.trim().slice(0, 500), personOf(request))
      return cancelled.ok ? seeOther(reply, `/vorgaenge/${id}`) : refuse(request, reply, cancelled.error)
    },
  )
})

async function showCase(
  app: FachwerkApp,
  request: FastifyRequest,
  reply: FastifyReply,
  id: string,
  notes: { retried?: boolean; cancelRefused?: boolean },
): Promise<FastifyReply> {
  const person = personOf(request)
  const found = await app.kernel.cases.get(id, person)
  if (!found.ok) return refuse(request, reply, found.error)
  const isOwn = found.value.startedBy === person.id
  const [forms, accesses, withheld, own] = await Promise.all([
    formsOf(found.value, app.kernel.models),
    app.kernel.ledger.ofCase(id, person, { limit: 30 }),
    isOwn ? app.kernel.ledger.withheld(person) : [],
    ownTasks(app, found.value, person),
  ])
  const answers = answersOf(found.value, forms, request.language)
  const content = (
    <CasePage
      details={found.value}
      answers={answers}
      labelOf={labelsOf(forms)}
      ownTasks={own}
      accesses={accesses.ok ? accesses.value : undefined}
      isWithheld={withheld.length > 0}
      {...notes}
    />
  )
  return page(request, reply, content, { status: notes.cancelRefused ? 422 : 200 })
}

/** Open tasks of the case that are the reader's: held by them, or free for them to take over. The kernel knows who may work on what. */
async function ownTasks(app: FachwerkApp, details: CaseDetails, person: Person): Promise<TaskSummary[]> {
  if (details.tasks.length === 0) return []
  const { items } = await app.kernel.tasks.list(person, { scope: 'all', caseId: details.id, titles: false, limit: 200 })
  return items.filter((task) => waitsFor(task, person))
}

async function waitingCases(app: FachwerkApp, person: Person): Promise<ReadonlySet<string>> {
  const scopes = ['mine', 'group'] as const
  const pages = await Promise.all(scopes.map((scope) => app.kernel.tasks.list(person, { scope, titles: false, limit: 200 })))
  return new Set(pages.flatMap((page) => page.items.filter((task) => waitsFor(task, person)).map((task) => task.caseId)))
}

async function processesOf(app: FachwerkApp): Promise<{ key: string; name: string }[]> {
  const names = new Map(
    (await app.kernel.models.list()).filter((model) => model.kind === 'process').map((model) => [model.key, model.name]),
  )
  return [...names].map(([key, name]) => ({ key, name })).toSorted((a, b) => a.name.localeCompare(b.name, 'de'))
}

function filterOf(query: ListQuery): CaseListFilter {
  const state = caseStates.find((each) => each === query.stand)
  const offset = Math.max(0, Math.min(1_000_000, Math.trunc(Number(query.ab)) || 0))
  const text = query.text?.trim().slice(0, 200)
  return {
    offset,
    limit: pageSize,
    ...(text && { text }),
    ...(query.verfahren && { processKey: query.verfahren }),
    ...(state && { state }),
  }
}

const noSuchDecision: Refusal = {
  code: 'not-found',
  title: { de: 'Diese Entscheidung gibt es nicht', en: 'This decision does not exist' },
  detail: {
    de: 'Öffnen Sie den Vorgang und folgen Sie dort dem Link „Alle Regeln“.',
    en: 'Open the case and follow its link “All rules”.',
  },
}
