import { Readable } from 'node:stream'
import type { CaseSummary, Kernel, LedgerFinding, Person, Refusal, RegisteredActivity } from '@fachwerk/kernel'
import { ok, type Result } from '@fachwerk/problem'
import { defineRoutes, page, personOf, readForm, refuse, seeOther, type FachwerkApp, type RoutePolicy } from '@fachwerk/web'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { registerCsv } from '../../export/register-csv.ts'
import { controllerOf, type Controller } from '../../model/register.ts'
import { filterOf, pageSize, type AccessQuery } from '../my-data/access-filter.ts'
import { formUrl, prefill } from '../my-data/prefill.ts'
import { stepNamesOf } from '../step-names.ts'
import { DeletionsPage } from './deletions-page.tsx'
import { ExaminationBegunPage, FindingsPage } from './findings-page.tsx'
import { holdRoutes } from './hold-routes.tsx'
import { LedgerPage } from './ledger-page.tsx'
import { officerMessages } from './messages.ts'
import { BreachesPage, OfficerOverviewPage, RequestsPage } from './overview-page.tsx'
import { RegisterPage } from './register-page.tsx'
import { TenantAccessesPage } from './tenant-accesses-page.tsx'

const on = (resource: RoutePolicy['resource']): RoutePolicy => ({
  action: 'read',
  resource,
  relation: 'tenant',
  purpose: 'privacy-control',
})
const ledger = on('ledger')
const schema = (summary: string) => ({ summary, tags: ['pages'] })

export const officerRoutes = defineRoutes((app) => {
  app.get(
    '/datenschutz',
    { config: { policy: ledger }, schema: schema('Data protection: what is to be done') },
    async (request, reply) => {
      const by = personOf(request)
      const [requests, breaches, findings] = await Promise.all([
        openRequests(app.kernel, by),
        casesOf(app.kernel, by, ['datenpanne']),
        app.kernel.ledger.findings(by),
      ])
      if (!findings.ok) return refuse(request, reply, findings.error)
      return page(request, reply, <OfficerOverviewPage requests={requests} breaches={breaches.open} findings={findings.value} />)
    },
  )
  app.get(
    '/datenschutz/anliegen',
    { config: { policy: ledger }, schema: schema('Requests of data subjects') },
    async (request, reply) =>
      page(request, reply, <RequestsPage {...await casesOf(app.kernel, personOf(request), requestProcesses)} />),
  )
  app.get(
    '/datenschutz/pannen',
    { config: { policy: ledger }, schema: schema('Breaches with the hours left') },
    async (request, reply) =>
      page(request, reply, <BreachesPage {...await casesOf(app.kernel, personOf(request), ['datenpanne'])} />),
  )
  app.get<{ Querystring: AccessQuery }>(
    '/datenschutz/zugriffe',
    { config: { policy: ledger }, schema: schema('Ledger of the authority') },
    async (request, reply) => {
      const filter = filterOf(request.query)
      const accesses = await app.kernel.ledger.ofTenant(personOf(request), { ...filter, own: filter.own === true })
      if (!accesses.ok) return refuse(request, reply, accesses.error)
      const stepName = await stepNamesOf(app.kernel, accesses.value.items)
      const shown = { accesses: accesses.value, query: request.query, offset: filter.offset, stepName }
      return page(request, reply, <TenantAccessesPage {...shown} />)
    },
  )
  app.get(
    '/datenschutz/protokoll',
    { config: { policy: ledger }, schema: schema('State of the ledger') },
    async (request, reply) => {
      const [checkpoint, systems] = await Promise.all([app.kernel.ledger.checkpoint(), app.kernel.ledger.systems()])
      return page(request, reply, <LedgerPage checkpoint={checkpoint} systems={systems} />)
    },
  )
  app.get(
    '/datenschutz/protokoll.ndjson',
    { config: { policy: { ...ledger, channel: 'export' } }, schema: schema('The ledger, for verifying it elsewhere') },
    async (request, reply) => {
      const lines = Readable.from(app.kernel.ledger.export(personOf(request)))
      return attachment(reply, 'protokoll.ndjson').type('application/x-ndjson; charset=utf-8').send(lines)
    },
  )
  app.get<{ Querystring: { ab?: string } }>(
    '/datenschutz/loeschungen',
    { config: { policy: on('deletion') }, schema: schema('What has been deleted') },
    async (request, reply) => {
      const { offset } = filterOf({ ab: request.query.ab ?? '' })
      const deletions = await app.kernel.privacy.deletions(personOf(request), { offset, limit: pageSize })
      return deletions.ok
        ? page(request, reply, <DeletionsPage deletions={deletions.value} offset={offset} />)
        : refuse(request, reply, deletions.error)
    },
  )
  registerRoutes(app)
  findingRoutes(app)
  holdRoutes(app)
})

function registerRoutes(app: FachwerkApp): void {
  const config = { policy: on('register') }
  app.get('/datenschutz/verzeichnis', { config, schema: schema('Register of processing activities') }, async (request, reply) => {
    const register = await registerOf(app.kernel, personOf(request))
    return register.ok ? page(request, reply, <RegisterPage {...register.value} />) : refuse(request, reply, register.error)
  })
  app.get('/datenschutz/verzeichnis.csv', { config, schema: schema('The register as CSV') }, async (request, reply) => {
    const register = await registerOf(app.kernel, personOf(request))
    if (!register.ok) return refuse(request, reply, register.error)
    const { activities, controller } = register.value
    return attachment(reply, 'verzeichnis.csv').type('text/csv; charset=utf-8').send(registerCsv(activities, controller))
  })
  app.get('/datenschutz/verzeichnis.json', { config, schema: schema('The register as JSON') }, async (request, reply) => {
    const register = await registerOf(app.kernel, personOf(request))
    if (!register.ok) return refuse(request, reply, register.error)
    const { activities, controller } = register.value
    const entries = activities.map((activity) => ({ ...activity, controller }))
    return attachment(reply, 'verzeichnis.json')
      .type('application/json; charset=utf-8')
      .send(`${JSON.stringify(entries, undefined, 1)}\n`)
  })
}

interface Register {
  readonly activities: readonly RegisteredActivity[]
  readonly controller: Controller
}

/** What the officer's own authority answers for: its procedures, and those that are the same for all. */
async function registerOf(kernel: Kernel, by: Person): Promise<Result<Register, Refusal>> {
  const [all, tenants] = await Promise.all([kernel.privacy.register(by), kernel.identity.tenants(by)])
  if (!all.ok) return all
  const own = tenants.find(({ id }) => id === by.tenant)
  return ok({
    activities: all.value.filter(({ authority }) => authority === undefined || authority === by.tenant),
    controller: controllerOf(own ?? { name: by.unit ?? '' }),
  })
}

function findingRoutes(app: FachwerkApp): void {
  app.get(
    '/datenschutz/auffaelligkeiten',
    { config: { policy: ledger }, schema: schema('Unusual accesses') },
    async (request, reply) => {
      const findings = await app.kernel.ledger.findings(personOf(request))
      return findings.ok
        ? page(request, reply, <FindingsPage findings={findings.value} />)
        : refuse(request, reply, findings.error)
    },
  )
  app.post(
    '/datenschutz/auffaelligkeiten/pruefen',
    { config: { policy: { ...ledger } }, schema: schema('Open the examination of a finding') },
    async (request, reply) => openExamination(app, request, reply),
  )
}

async function openExamination(app: FachwerkApp, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const by = personOf(request)
  const chosen = (await readForm(request))['finding']
  const findings = await app.kernel.ledger.findings(by)
  if (!findings.ok) return refuse(request, reply, findings.error)
  const finding = typeof chosen === 'string' && /^\d{1,6}$/.test(chosen) ? findings.value[Number(chosen)] : undefined
  if (!finding) return refuse(request, reply, missing)
  // The draft is the officer's own work, not the supervision it comes from.
  const { access: _access, ...self } = by
  const opened = await prefill(app.kernel, 'zugriffspruefung', examinationOf(finding, by), self, false)
  if (!opened.ok) return refuse(request, reply, opened.error)
  return opened.value.kind === 'ready'
    ? seeOther(reply, formUrl('zugriffspruefung'))
    : page(request, reply, <ExaminationBegunPage />)
}

const examinationOf = (finding: LedgerFinding, by: Person) => ({
  ...(by.tenant !== undefined && { behoerde: by.tenant }),
  anlass: finding.text.de.slice(0, 300),
  // Read by who decides about it: by name, and by what stands in the entries.
  zugreifend: `${finding.actorName} (${finding.actor})`.slice(0, 200),
  eintraege: finding.entries.join(', ').slice(0, 2000),
})

const requestProcesses = ['datenschutzanliegen', 'loeschverlangen']

const openRequests = async (kernel: Kernel, by: Person): Promise<readonly CaseSummary[]> =>
  (await casesOf(kernel, by, requestProcesses)).open

/** Open ones by the end of their period, closed ones newest first. */
async function casesOf(
  kernel: Kernel,
  by: Person,
  processes: readonly string[],
): Promise<{ readonly open: readonly CaseSummary[]; readonly closed: readonly CaseSummary[] }> {
  const lists = await Promise.all(processes.map((processKey) => kernel.cases.list(by, { processKey, limit: 200 })))
  const cases = lists.flatMap(({ items }) => items)
  const due = (each: CaseSummary) => each.due?.getTime() ?? Number.POSITIVE_INFINITY
  return {
    open: cases.filter(({ state }) => state === 'active').toSorted((a, b) => due(a) - due(b)),
    closed: cases
      .filter(({ state }) => state !== 'active')
      .toSorted((a, b) => (b.endedAt?.getTime() ?? 0) - (a.endedAt?.getTime() ?? 0))
      .slice(0, 50),
  }
}

const attachment = (reply: FastifyReply, name: string): FastifyReply =>
  reply.header('cache-control', 'no-store').header('content-disposition', `attachment; filename="${name}"`)

const missing: Refusal = {
  code: 'not-found',
  title: { de: officerMessages.de['missing.title'], en: officerMessages.en['missing.title'] },
  detail: { de: officerMessages.de['missing.detail'], en: officerMessages.en['missing.detail'] },
}
