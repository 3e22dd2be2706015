import type { CaseSummary, Kernel, LedgerProof, LedgerView, Person, Refusal } from '@fachwerk/kernel'
import { fail, ok, type Result } from '@fachwerk/problem'
import {
  accessSentence,
  defineRoutes,
  page,
  personOf,
  readForm,
  refuse,
  seeOther,
  visitsOf,
  type FachwerkApp,
  type RoutePolicy,
} from '@fachwerk/web'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { collectExport } from '../../export/data-export.ts'
import { exportPdf } from '../../export/data-pdf.ts'
import { filterOf, type AccessQuery } from './access-filter.ts'
import { AccessListPage } from './access-list-page.tsx'
import type { Choice } from './filter-fields.tsx'
import { stepNamesOf } from '../step-names.ts'
import { AccessPage } from './access-page.tsx'
import { CompletenessPage } from './completeness-page.tsx'
import { myDataMessages } from './messages.ts'
import { OverviewPage } from './overview-page.tsx'
import { formUrl, isAskKind, knownAnswers, offeredAuthorities, prefill, processOf, type About } from './prefill.ts'
import { ResumePage } from './resume-page.tsx'
import { StoredPage } from './stored-page.tsx'

const person: RoutePolicy = { action: 'read', resource: 'person', relation: 'own', purpose: 'own-data' }
const ledger: RoutePolicy = { action: 'read', resource: 'ledger', relation: 'own', purpose: 'own-data' }
const download = { ...person, channel: 'export' } as const
const schema = (summary: string) => ({ summary, tags: ['pages'] })

type ByIndex = { Params: { index: string } }

export const myDataRoutes = defineRoutes((app) => {
  app.get(
    '/meine-daten',
    { config: { policy: person }, schema: schema('My data: what is stored, who saw it') },
    async (request, reply) => {
      const by = personOf(request)
      const [stored, accesses, withheld, requests] = await Promise.all([
        app.kernel.privacy.storedAbout(by),
        app.kernel.ledger.mine(by, { limit: 60 }),
        app.kernel.ledger.withheld(by),
        ownRequests(app.kernel, by),
      ])
      return page(request, reply, <OverviewPage stored={stored} accesses={accesses} withheld={withheld} requests={requests} />)
    },
  )

  app.get<{ Params: { kind: string; id: string } }>(
    '/meine-daten/gespeichert/:kind/:id',
    { config: { policy: person }, schema: schema('One thing stored about me, with its values') },
    async (request, reply) => {
      const { kind, id } = request.params
      const stored = await app.kernel.privacy.storedAbout(personOf(request))
      const found = stored.find((each) => each.kind === kind && each.id === id)
      return found ? page(request, reply, <StoredPage stored={found} />) : refuse(request, reply, missing)
    },
  )

  app.get<{ Querystring: AccessQuery }>(
    '/meine-daten/zugriffe',
    { config: { policy: ledger }, schema: schema('Accesses to my data, filtered') },
    async (request, reply) => {
      const by = personOf(request)
      const filter = filterOf(request.query)
      const [accesses, withheld, choices] = await Promise.all([
        app.kernel.ledger.mine(by, filter),
        app.kernel.ledger.withheld(by),
        choicesOf(app.kernel, by),
      ])
      const props = { accesses, withheld, query: request.query, offset: filter.offset, ...choices }
      return page(request, reply, <AccessListPage {...props} />)
    },
  )

  app.get<ByIndex>(
    '/meine-daten/zugriffe/:index',
    { config: { policy: ledger }, schema: schema('One access to my data, with its proof') },
    async (request, reply) => {
      const access = await accessOf(app.kernel, request.params.index, personOf(request))
      if (!access.ok) return refuse(request, reply, access.error)
      const stepName = await stepNamesOf(app.kernel, [access.value.entry])
      return page(request, reply, <AccessPage {...access.value} stepName={stepName} />)
    },
  )
  app.get<ByIndex>(
    '/meine-daten/zugriffe/:index/nachweis.json',
    { config: { policy: ledger }, schema: schema('Inclusion proof of one access') },
    async (request, reply) => {
      const access = await accessOf(app.kernel, request.params.index, personOf(request))
      if (!access.ok) return refuse(request, reply, access.error)
      return sendJson(reply, `nachweis-${access.value.entry.index}.json`, access.value.proof)
    },
  )

  app.get(
    '/meine-daten/vollstaendigkeit',
    { config: { policy: ledger }, schema: schema('How complete the list of accesses is') },
    async (request, reply) => {
      const [systems, withheld] = await Promise.all([app.kernel.ledger.systems(), app.kernel.ledger.withheld(personOf(request))])
      return page(request, reply, <CompletenessPage systems={systems} withheld={withheld} />)
    },
  )

  app.get(
    '/meine-daten/export.json',
    { config: { policy: download }, schema: schema('All of it as JSON') },
    async (request, reply) => sendJson(reply, 'meine-daten.json', await collectExport(app.kernel, personOf(request), app.now())),
  )
  app.get(
    '/meine-daten/export.pdf',
    { config: { policy: download }, schema: schema('All of it as PDF') },
    async (request, reply) => {
      const content = await exportPdf(await collectExport(app.kernel, personOf(request), app.now()))
      return attachment(reply, 'meine-daten.pdf').type('application/pdf').send(content)
    },
  )

  app.post(
    '/meine-daten/anliegen',
    {
      config: { policy: { action: 'work', resource: 'draft', relation: 'own' } },
      schema: schema('Open an assistant, filled with what is known'),
    },
    async (request, reply) => openAssistant(app, request, reply),
  )
})

async function openAssistant(app: FachwerkApp, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const fields = await readForm(request)
  const kind = fields['anliegen']
  if (!isAskKind(kind)) return refuse(request, reply, missing)
  const by = personOf(request)
  const about = await aboutOf(app, fields, by)
  if (!about.ok) return refuse(request, reply, about.error)
  const processKey = processOf(kind)
  const answers = knownAnswers(kind, about.value, by, await offeredAuthorities(app.kernel, processKey))
  const opened = await prefill(app.kernel, processKey, answers, by, fields['neu'] === '1')
  if (!opened.ok) return refuse(request, reply, opened.error)
  if (opened.value.kind === 'ready') return seeOther(reply, formUrl(processKey))
  const kept = ['anliegen', 'eintrag', 'gespeichert'].flatMap((name) => {
    const value = fields[name]
    return typeof value === 'string' ? [[name, value] as const] : []
  })
  return page(request, reply, <ResumePage processKey={processKey} fields={Object.fromEntries(kept)} />)
}

/** What the request is about, looked up anew: nobody can put words into the form that the ledger does not hold. */
async function aboutOf(
  app: FachwerkApp,
  fields: Readonly<Record<string, string | readonly string[] | undefined>>,
  by: Person,
): Promise<Result<About, Refusal>> {
  const { eintrag, gespeichert } = fields
  if (typeof eintrag === 'string') {
    const access = await accessOf(app.kernel, eintrag, by)
    if (!access.ok) return access
    const { entry } = access.value
    return ok({ entry, sentence: accessSentence(visitsOf([entry])[0]!, { language: 'de', now: app.now() }) })
  }
  if (typeof gespeichert !== 'string') return ok({})
  const stored = (await app.kernel.privacy.storedAbout(by)).find(({ kind, id }) => `${kind} ${id}` === gespeichert)
  return stored ? ok({ stored }) : fail(missing)
}

interface ProvenAccess {
  readonly entry: LedgerView
  readonly proof: LedgerProof
}

/** One entry of the person's own. Withheld ones and those of others are answered alike: there is no such entry. */
async function accessOf(kernel: Kernel, text: string, by: Person): Promise<Result<ProvenAccess, Refusal>> {
  const index = Number(text)
  if (!/^\d{1,15}$/.test(text) || !Number.isSafeInteger(index)) return fail(missing)
  const proof = await kernel.ledger.proof(index, by)
  if (!proof.ok) return proof.error.code === 'not-found' ? fail(missing) : proof
  const { at } = proof.value.entry
  const near = await kernel.ledger.mine(by, { from: new Date(at), until: new Date(at + 1), own: true, limit: 500 })
  const entry = near.items.find((each) => each.index === index)
  return entry ? ok({ entry, proof: proof.value }) : fail(missing)
}

async function ownRequests(kernel: Kernel, by: Person): Promise<readonly CaseSummary[]> {
  const pages = await Promise.all(
    ['datenschutzanliegen', 'loeschverlangen'].map((processKey) => kernel.cases.list(by, { processKey, limit: 20 })),
  )
  return pages
    .flatMap(({ items }) => items)
    .filter(({ startedBy }) => startedBy === by.id)
    .toSorted((a, b) => b.startedAt.getTime() - a.startedAt.getTime())
    .slice(0, 5)
}

/** What can be chosen in the filter: where data is stored, and whose cases were opened lately. */
async function choicesOf(kernel: Kernel, by: Person): Promise<{ authorities: readonly Choice[]; cases: readonly Choice[] }> {
  const [stored, recent] = await Promise.all([kernel.privacy.storedAbout(by), kernel.ledger.mine(by, { limit: 200 })])
  const authorities = new Map<string, string>()
  const cases = new Map<string, string>()
  for (const { tenant, tenantName } of stored)
    if (tenant !== undefined && tenantName !== undefined) authorities.set(tenant, tenantName)
  for (const entry of recent.items) {
    authorities.set(entry.tenant, entry.tenantName)
    if (entry.case) cases.set(entry.case.id, `${entry.case.number} ${entry.case.process}`)
  }
  const choices = (map: ReadonlyMap<string, string>) =>
    [...map].map(([value, label]) => ({ value, label })).toSorted((a, b) => a.label.localeCompare(b.label, 'de'))
  return { authorities: choices(authorities), cases: choices(cases) }
}

const attachment = (reply: FastifyReply, name: string): FastifyReply =>
  reply.header('cache-control', 'no-store').header('content-disposition', `attachment; filename="${name}"`)
const sendJson = (reply: FastifyReply, name: string, value: unknown): FastifyReply =>
  attachment(reply, name)
    .type('application/json; charset=utf-8')
    .send(`${JSON.stringify(value, undefined, 1)}\n`)

const missing: Refusal = {
  code: 'not-found',
  title: { de: myDataMessages.de['missing.title'], en: myDataMessages.en['missing.title'] },
  detail: { de: myDataMessages.de['missing.detail'], en: myDataMessages.en['missing.detail'] },
}
