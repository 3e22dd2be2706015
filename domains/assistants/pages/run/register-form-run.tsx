/** The routes of a run: questions, sections, everything on one page, check, send. Works without JavaScript. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Refusal } from '@fachwerk/kernel'
import { allFields, checkAnswers, visiblePages, type FieldError, type FormModel, type FormPage } from '@fachwerk/forms'
import { page, personOf, readForm, refuse, seeOther, type FachwerkApp } from '@fachwerk/web'
import type { VNode } from 'preact'
import { answersToSubmit } from './answer-values.ts'
import { CheckPage } from './check-page.tsx'
import { DensePage } from './dense-page.tsx'
import type { FormRunRoutes, OpenRun } from './form-run.ts'
import { runMessages } from './messages.ts'
import { openRun } from './open-run.ts'
import { OverviewPage } from './overview-page.tsx'
import { firstOpen, neighbours, pageStates } from './page-states.ts'
import { savePages, type Outcome } from './page-submission.ts'
import { QuestionPage, type QuestionPageProps } from './question-page.tsx'
import { receiveForm } from './received-form.ts'
import { checkUrl, denseUrl, overviewUrl, pageUrl } from './run-urls.ts'
import { SubmittedRuns } from './submitted-runs.ts'

interface PageRequest {
  Params: { page: string }
  Querystring: { zurueck?: string }
}

export function registerFormRun(app: FachwerkApp, routes: FormRunRoutes): void {
  const config = { policy: routes.policy }
  const multipart = { ...config, multipart: true }
  const submitted = new SubmittedRuns()
  const { prefix } = routes

  app.get<{ Querystring: { dicht?: string } }>(
    prefix,
    { config, schema: pageSchema('Go on where the form was left; `dicht=1`: all on one page') },
    async (request, reply) => {
      const open = await openRun(routes, request, reply)
      if (!open) return reply
      if (request.query.dicht === '1') return page(request, reply, <DensePage open={open} />)
      const next = firstOpen(pageStates(open, app.now()))
      return seeOther(reply, next ? pageUrl(open.run, next) : checkUrl(open.run))
    },
  )
  app.post(prefix, { config: multipart, schema: pageSchema('Save or send all pages at once') }, async (request, reply) => {
    const open = await openRun(routes, request, reply)
    return open ? postDense(request, reply, open, submitted) : reply
  })
  app.get<PageRequest>(`${prefix}/seite/:page`, { config, schema: pageSchema('A page of questions') }, async (request, reply) => {
    const open = await openRun(routes, request, reply)
    if (!open) return reply
    const asked = visiblePages(open.run.form, open.answers).find(({ id }) => id === request.params.page)
    if (!asked) return seeOther(reply, overviewUrl(open.run))
    return page(request, reply, <QuestionPage {...questionProps(open, asked, isToCheck(request))} />)
  })
  app.post<PageRequest>(
    `${prefix}/seite/:page`,
    { config: multipart, schema: pageSchema('Answers of a page') },
    async (request, reply) => {
      const open = await openRun(routes, request, reply)
      return open ? postPage(request, reply, open) : reply
    },
  )
  app.get(`${prefix}/abschnitte`, { config, schema: pageSchema('All sections with what is done') }, async (request, reply) => {
    const open = await openRun(routes, request, reply)
    return open ? page(request, reply, <OverviewPage open={open} states={pageStates(open, app.now())} />) : reply
  })
  app.get(`${prefix}/pruefen`, { config, schema: pageSchema('Check your answers') }, async (request, reply) => {
    const open = await openRun(routes, request, reply)
    if (!open) return reply
    return firstOpen(pageStates(open, app.now()))
      ? seeOther(reply, overviewUrl(open.run))
      : page(request, reply, <CheckPage open={open} />)
  })
  app.post(`${prefix}/pruefen`, { config, schema: pageSchema('Send') }, async (request, reply) => {
    const draft = (await readForm(request))['_draft']
    return submit(routes, request, reply, typeof draft === 'string' ? draft : '', submitted)
  })
  app.post(`${prefix}/verwerfen`, { config, schema: pageSchema('Discard the draft') }, async (request, reply) => {
    const open = await openRun(routes, request, reply)
    if (!open) return reply
    const discarded = await app.kernel.drafts.discard(open.draft.id, open.person)
    return discarded.ok ? seeOther(reply, open.run.leaveUrl) : refuse(request, reply, discarded.error)
  })
}

const pageSchema = (summary: string) => ({ summary, tags: ['form-run'] })
const isToCheck = (request: FastifyRequest): boolean => (request.query as { zurueck?: string }).zurueck === 'pruefen'

function questionProps(open: OpenRun, asked: FormPage, toCheck: boolean): QuestionPageProps {
  const pages = visiblePages(open.run.form, open.answers)
  return { open, page: asked, number: neighbours(pages, asked).number, total: pages.length, toCheck }
}

async function postPage(request: FastifyRequest<PageRequest>, reply: FastifyReply, open: OpenRun): Promise<FastifyReply> {
  const asked = open.run.form.pages.find(({ id }) => id === request.params.page)
  if (!asked) return seeOther(reply, overviewUrl(open.run))
  const received = await receiveForm(request, [asked])
  const outcome = await savePages(request.server.kernel.drafts, open, [asked], received, request.server.now())
  const toCheck = isToCheck(request)
  if (outcome.kind === 'refused') return refuse(request, reply, outcome.refusal)
  if (outcome.kind === 'conflict')
    return page(request, reply, <QuestionPage {...questionProps(outcome.open, asked, toCheck)} raw={outcome.raw} conflict />, {
      status: 409,
    })
  if (outcome.anchor !== undefined) return seeOther(reply, `${pageUrl(open.run, asked, toCheck)}#${outcome.anchor}`)
  const go = received.control['_go']
  if (go === 'pause') return seeOther(reply, open.run.leaveUrl)
  if (go === 'back') return seeOther(reply, urlBefore(outcome.open, asked, toCheck))
  if (outcome.errors.length > 0)
    return page(
      request,
      reply,
      <QuestionPage {...questionProps(outcome.open, asked, toCheck)} errors={outcome.errors} raw={outcome.raw} />,
      { status: 422 },
    )
  return seeOther(reply, urlAfter(outcome.open, asked, toCheck, request.server.now()))
}

function urlBefore({ run, answers }: OpenRun, asked: FormPage, toCheck: boolean): string {
  if (toCheck) return checkUrl(run)
  const { before } = neighbours(visiblePages(run.form, answers), asked)
  return before ? pageUrl(run, before) : overviewUrl(run)
}

/** On to the next page; after a change link, to what the change has opened up, or back to the check. */
function urlAfter(open: OpenRun, asked: FormPage, toCheck: boolean, now: Date): string {
  const states = pageStates(open, now)
  const { after } = neighbours(
    states.map((state) => state.page),
    asked,
  )
  if (!toCheck && after) return pageUrl(open.run, after)
  const missing = firstOpen(states)
  return missing ? pageUrl(open.run, missing, true) : checkUrl(open.run)
}

async function postDense(
  request: FastifyRequest,
  reply: FastifyReply,
  open: OpenRun,
  submitted: SubmittedRuns,
): Promise<FastifyReply> {
  const received = await receiveForm(request, open.run.form.pages)
  const draftId = received.control['_draft'] ?? ''
  const done = submitted.urlOf(draftId, open.person.id)
  if (done !== undefined) return seeOther(reply, done)
  const shown = new Set((received.control['_pages'] ?? '').split(' '))
  const pages = open.run.form.pages.filter(({ id }) => shown.has(id))
  const outcome = await savePages(request.server.kernel.drafts, open, pages, received, request.server.now())
  if (outcome.kind === 'refused') return refuse(request, reply, outcome.refusal)
  if (outcome.kind === 'conflict')
    return page(request, reply, <DensePage open={outcome.open} raw={outcome.raw} conflict />, { status: 409 })
  if (outcome.anchor !== undefined || received.control['_go'] === 'save')
    return seeOther(reply, `${denseUrl(open.run)}${outcome.anchor ? `#${outcome.anchor}` : ''}`)
  return afterDense(request, reply, outcome, shown, submitted)
}

async function afterDense(
  request: FastifyRequest,
  reply: FastifyReply,
  { open, errors, raw }: Extract<Outcome, { kind: 'saved' }>,
  shown: ReadonlySet<string>,
  submitted: SubmittedRuns,
): Promise<FastifyReply> {
  const hasMore = visiblePages(open.run.form, open.answers).some(({ id }) => !shown.has(id))
  if (errors.length > 0)
    return page(request, reply, <DensePage open={open} errors={errors} raw={raw} hasMore={hasMore} />, { status: 422 })
  if (hasMore) return page(request, reply, <DensePage open={open} hasMore />, { status: 422 })
  return send(request, reply, open, submitted, (wrong) => <DensePage open={open} errors={wrong} raw={raw} hasMore={hasMore} />)
}

async function submit(
  routes: FormRunRoutes,
  request: FastifyRequest,
  reply: FastifyReply,
  draftId: string,
  submitted: SubmittedRuns,
): Promise<FastifyReply> {
  const person = personOf(request)
  const done = submitted.urlOf(draftId, person.id)
  if (done !== undefined) return seeOther(reply, done)
  // Looked up first: opening would make a new, empty draft where the old one has been sent.
  const kept = await request.server.kernel.drafts.get(draftId, person)
  if (!kept.ok) return refuse(request, reply, alreadySent)
  const open = await openRun(routes, request, reply)
  if (!open) return reply
  if (open.draft.id !== draftId) return refuse(request, reply, alreadySent)
  const errors = checkAnswers(open.run.form, open.answers, { now: request.server.now().getTime() })
  if (errors.length > 0) return page(request, reply, <CheckPage open={open} errors={errors} />, { status: 422 })
  if (firstOpen(pageStates(open, request.server.now()))) return seeOther(reply, overviewUrl(open.run))
  return send(request, reply, open, submitted, (wrong) => <CheckPage open={open} errors={wrong} />)
}

/** `again`: the page with what only the platform could find wrong, at the fields where it stands. */
async function send(
  request: FastifyRequest,
  reply: FastifyReply,
  { run, draft, answers, person }: OpenRun,
  submitted: SubmittedRuns,
  again: (errors: readonly FieldError[]) => VNode,
): Promise<FastifyReply> {
  const sent = await run.submit(answersToSubmit(run.form, run.known, answers), draft.id)
  if (!sent.ok) {
    const wrong = fieldErrorsOf(run.form, sent.error)
    return wrong.length > 0 ? page(request, reply, again(wrong), { status: 422 }) : refuse(request, reply, sent.error)
  }
  submitted.remember(draft.id, person.id, sent.value.url)
  await request.server.kernel.drafts.discard(draft.id, person)
  return seeOther(reply, sent.value.url)
}

/** Problems that stand at a field of the form. */
function fieldErrorsOf(form: FormModel, { code, problems = [] }: Refusal): readonly FieldError[] {
  if (code !== 'invalid') return []
  const keys = new Set(allFields(form).map(({ key }) => key))
  return problems.flatMap(({ element, message }) =>
    element !== undefined && keys.has(element) ? [{ path: element, code: 'pattern' as const, message }] : [],
  )
}

const alreadySent: Refusal = {
  code: 'conflict',
  title: { de: runMessages.de['sent.title'], en: runMessages.en['sent.title'] },
  detail: { de: runMessages.de['sent.detail'], en: runMessages.en['sent.detail'] },
}
