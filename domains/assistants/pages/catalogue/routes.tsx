import { randomUUID } from 'node:crypto'
import type { CatalogueEntry, Draft } from '@fachwerk/kernel'
import { defineRoutes, page, personOf, refuse, seeOther } from '@fachwerk/web'
import { registerFormRun } from '../run/index.ts'
import { CataloguePage, type OpenDraft } from './catalogue-page.tsx'
import { IntroPage } from './intro-page.tsx'
import { ReceiptPage } from './receipt-page.tsx'
import { loadStartRun, receiptUrl, startable, startSubject } from './start-run.ts'

interface ByKey {
  Params: { key: string }
}

const reading = { policy: { action: 'read', resource: 'assistant' } } as const
const starting = { policy: { action: 'start', resource: 'case' } } as const

/** Assistants: the list, the page that introduces one, its form, and the receipt. */
export const catalogueRoutes = defineRoutes((app) => {
  const schema = (summary: string) => ({ summary, tags: ['pages'] })

  app.get(
    '/assistenten',
    { config: reading, schema: schema('Assistants that the person may start, and open drafts') },
    async (request, reply) => {
      const person = personOf(request)
      const [entries, drafts] = await Promise.all([app.kernel.models.catalogue(person), app.kernel.drafts.list(person)])
      return page(request, reply, <CataloguePage entries={entries} drafts={openDrafts(entries, drafts)} />)
    },
  )
  app.get<ByKey>(
    '/assistenten/:key',
    { config: reading, schema: schema('What an assistant is about') },
    async (request, reply) => {
      const person = personOf(request)
      const found = await startable(app.kernel, request.params.key, person)
      if (!found.ok) return refuse(request, reply, found.error)
      const draft = (await app.kernel.drafts.list(person)).find(({ subject }) => subject === startSubject(found.value.key))
      return page(request, reply, <IntroPage process={found.value} draft={draft} submission={randomUUID()} />)
    },
  )
  app.post<ByKey & { Body: { submission: string } }>(
    '/assistenten/:key/starten',
    { config: starting, schema: { ...schema('Start a case without a form'), body: startBody } },
    async (request, reply) => {
      const person = personOf(request)
      const found = await startable(app.kernel, request.params.key, person)
      if (!found.ok) return refuse(request, reply, found.error)
      if (found.value.startForm) return seeOther(reply, `/assistenten/${encodeURIComponent(found.value.key)}/antrag`)
      const started = await app.kernel.cases.start(found.value.key, {}, person, request.body.submission)
      return started.ok ? seeOther(reply, receiptUrl(found.value.key, started.value.id)) : refuse(request, reply, started.error)
    },
  )
  registerFormRun(app, { prefix: '/assistenten/:key/antrag', policy: starting.policy, load: loadStartRun })
  app.get<{ Params: { key: string; id: string } }>(
    '/assistenten/:key/angekommen/:id',
    { config: { policy: { action: 'read', resource: 'case' } }, schema: schema('Receipt of a case just started') },
    async (request, reply) => {
      const found = await app.kernel.cases.get(request.params.id, personOf(request))
      return found.ok ? page(request, reply, <ReceiptPage received={found.value} />) : refuse(request, reply, found.error)
    },
  )
})

const startBody = {
  type: 'object',
  required: ['submission'],
  properties: { submission: { type: 'string', minLength: 8, maxLength: 100 } },
}

/** Drafts in which something was answered, of assistants that still exist; the newest first. */
const openDrafts = (entries: readonly CatalogueEntry[], drafts: readonly Draft[]): OpenDraft[] =>
  drafts
    .filter((draft) => draft.revision > 0)
    .flatMap((draft) => {
      const entry = entries.find(({ key }) => startSubject(key) === draft.subject)
      return entry ? [{ entry, draft }] : []
    })
    .sort((a, b) => b.draft.changedAt.getTime() - a.draft.changedAt.getTime())
