import type { ModelFile, PublishedModel, Refusal } from '@fachwerk/kernel'
import {
  collectFile,
  defineRoutes,
  page,
  personOf,
  readForm,
  refuse,
  sendDownload,
  translator,
  type FachwerkApp,
} from '@fachwerk/web'
import type { FastifyRequest } from 'fastify'
import { modelMessages } from './messages.ts'
import { ModelListPage } from './model-list-page.tsx'
import { ProcessPage } from './process-page.tsx'
import { CheckedPage, PublishedPage, RefusedPage } from './result-page.tsx'
import { UploadPage } from './upload-page.tsx'

const reading = { policy: { action: 'read', resource: 'model' } } as const
const publishing = { policy: { action: 'work', resource: 'model' } } as const
const maxBytes = 20_000_000

export const modelRoutes = defineRoutes((app) => {
  app.get('/werkstatt', { config: reading, schema: { summary: 'Published models', tags: ['pages'] } }, async (request, reply) => {
    const models = await app.kernel.models.list()
    return page(request, reply, <ModelListPage models={models} names={await namesOf(app, models)} />)
  })

  app.get(
    '/werkstatt/hochladen',
    { config: publishing, schema: { summary: 'Upload a model', tags: ['pages'] } },
    async (request, reply) => page(request, reply, <UploadPage />),
  )

  app.post(
    '/werkstatt/hochladen',
    { config: { ...publishing, multipart: true }, schema: { summary: 'Check and publish models', tags: ['pages'] } },
    async (request, reply) => {
      const uploaded = await readFiles(request)
      if ('error' in uploaded)
        return page(request, reply, <UploadPage error={uploaded.error} />, { status: uploaded.error === 'missing' ? 422 : 413 })
      if (uploaded.onlyCheck)
        return page(request, reply, <CheckedPage problems={await app.kernel.models.check(uploaded.files)} />)
      const deployed = await app.kernel.models.deploy(uploaded.files, personOf(request))
      if (deployed.ok) return page(request, reply, <PublishedPage deployment={deployed.value} />)
      if (deployed.error.code !== 'invalid' && deployed.error.code !== 'too-large') return refuse(request, reply, deployed.error)
      return page(request, reply, <RefusedPage refusal={deployed.error} />, {
        status: deployed.error.code === 'invalid' ? 422 : 413,
      })
    },
  )

  app.get<{ Params: { key: string } }>(
    '/werkstatt/modelle/:key',
    { config: reading, schema: { summary: 'Process in the workshop', tags: ['pages'] } },
    async (request, reply) => {
      const process = await app.kernel.models.process(request.params.key)
      if (!process) return refuse(request, reply, notFound)
      const versions = (await app.kernel.models.list())
        .filter((model) => model.kind === 'process' && model.key === process.key)
        .toSorted((a, b) => b.version - a.version)
      const mayStart = (await app.kernel.models.catalogue(personOf(request))).some(({ key }) => key === process.key)
      const names = await namesOf(app, versions)
      return page(request, reply, <ProcessPage process={process} versions={versions} names={names} mayStart={mayStart} />)
    },
  )

  app.get<{ Params: { version: string } }>(
    '/werkstatt/quellen/:version',
    { config: reading, schema: { summary: 'Source of a published model', tags: ['pages'] } },
    async (request, reply) => {
      const source = await app.kernel.models.source(request.params.version)
      if (!source) return refuse(request, reply, notFound)
      const name = source.name.split(/[\\/]/).at(-1) ?? source.name
      return sendDownload(reply, name, source.content)
    },
  )
})

/** Reads every file to its end, so that the form arrives whole; over the limit nothing is kept. */
async function readFiles(
  request: FastifyRequest,
): Promise<{ files: ModelFile[]; onlyCheck: boolean } | { error: 'missing' | 'too-large' }> {
  const files: ModelFile[] = []
  let left = maxBytes
  let tooLarge = false
  const fields = await readForm(request, async (file) => {
    const content = await collectFile(file, left)
    if (content === undefined) tooLarge = true
    else {
      left -= content.byteLength
      files.push({ name: file.name, content })
    }
  })
  if (tooLarge) return { error: 'too-large' }
  return files.length === 0 ? { error: 'missing' } : { files, onlyCheck: fields['aktion'] === 'pruefen' }
}

/** Names of those who published; people are known by id. */
async function namesOf(app: FachwerkApp, models: readonly PublishedModel[]): Promise<Record<string, string>> {
  const ids = [...new Set(models.map((model) => model.by))]
  const people = await Promise.all(ids.map((id) => app.kernel.people.get(id)))
  return Object.fromEntries(people.flatMap((person) => (person ? [[person.id, person.name]] : [])))
}

const de = translator(modelMessages, 'de')
const en = translator(modelMessages, 'en')
const notFound: Refusal = {
  code: 'not-found',
  title: { de: de('not-found.title'), en: en('not-found.title') },
  detail: { de: de('not-found.detail'), en: en('not-found.detail') },
}
