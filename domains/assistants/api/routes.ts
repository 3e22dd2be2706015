import type { Action, CaseFilter, Person, Resource, TaskFilter } from '@fachwerk/kernel'
import type { Purpose } from '@fachwerk/privacy'
import type { JsonObject } from '@fachwerk/problem'
import { defineRoutes, personOf, refuse } from '@fachwerk/web'
import {
  catalogueSchema,
  claimSchema,
  completeSchema,
  deploySchema,
  listCasesSchema,
  listTasksSchema,
  messageSchema,
  oneCaseSchema,
  oneTaskSchema,
  releaseSchema,
  conditionSchema,
  setVariablesSchema,
  signalSchema,
  startActivitySchema,
  startSchema,
  uploadSchema,
} from './schemas.ts'

/** Base64 of the 20 MB that an upload may have. */
const deployLimit = 28_000_000

interface Deploy {
  readonly files: readonly { readonly name: string; readonly content: string }[]
  readonly onlyCheck?: boolean
}
interface Start {
  readonly processKey: string
  readonly variables?: JsonObject
  readonly submission: string
}
interface Message {
  readonly name: string
  readonly correlationKey?: string
  readonly timeToLive?: string
  readonly messageId?: string
  readonly variables?: JsonObject
}
interface Complete {
  readonly variables?: JsonObject
  readonly submission: string
}
interface Upload {
  readonly name: string
  readonly type: string
  readonly content: string
}
/** As whoever says what the data is for: the declaration of the case must allow it, and it stands in the ledger. */
const withPurpose = (person: Person, purpose: Purpose | undefined): Person =>
  purpose === undefined ? person : { ...person, access: { channel: 'api', ...person.access, purpose } }

const policy = (action: Action, resource: Resource) => ({ policy: { action, resource } })

type One = { Params: { id: string } }

/** The JSON API. Refusals are problem+json (RFC 9457); who calls is the person of the session. */
export const apiRoutes = defineRoutes((app) => {
  const { models, cases, tasks, files: store } = app.kernel

  app.post<{ Body: Deploy }>(
    '/api/v1/deployments',
    { schema: deploySchema, config: policy('work', 'model'), bodyLimit: deployLimit },
    async (request, reply) => {
      const files = request.body.files.map(({ name, content }) => ({
        name,
        content: new Uint8Array(Buffer.from(content, 'base64')),
      }))
      if (request.body.onlyCheck) return { problems: await models.check(files) }
      const deployed = await models.deploy(files, personOf(request))
      return deployed.ok ? reply.code(201).send(deployed.value) : refuse(request, reply, deployed.error)
    },
  )

  app.get('/api/v1/assistants', { schema: catalogueSchema, config: policy('read', 'assistant') }, async (request) => ({
    items: await models.catalogue(personOf(request)),
  }))

  app.post<{ Body: Start }>('/api/v1/cases', { schema: startSchema, config: policy('start', 'case') }, async (request, reply) => {
    const { processKey, submission, variables = {} } = request.body
    const started = await cases.start(processKey, variables, personOf(request), submission)
    return started.ok ? reply.code(201).send(started.value) : refuse(request, reply, started.error)
  })
  app.get<{ Querystring: CaseFilter }>(
    '/api/v1/cases',
    { schema: listCasesSchema, config: policy('read', 'case') },
    async (request) => cases.list(personOf(request), request.query),
  )
  app.get<One & { Querystring: { purpose?: Purpose } }>(
    '/api/v1/cases/:id',
    { schema: oneCaseSchema, config: policy('read', 'case') },
    async (request, reply) => {
      const found = await cases.get(request.params.id, withPurpose(personOf(request), request.query.purpose))
      return found.ok ? reply.send(found.value) : refuse(request, reply, found.error)
    },
  )
  app.post<{ Body: Message }>(
    '/api/v1/messages',
    { schema: messageSchema, config: policy('work', 'message') },
    async (request, reply) => {
      const { name, correlationKey = '', variables = {}, ...keeping } = request.body
      const sent = await cases.correlate(name, correlationKey, variables, personOf(request), keeping)
      return sent.ok ? reply.send(sent.value) : refuse(request, reply, sent.error)
    },
  )
  app.post<{ Body: Pick<Message, 'name' | 'variables'> }>(
    '/api/v1/signals',
    { schema: signalSchema, config: policy('work', 'message') },
    async (request, reply) => {
      const { name, variables = {} } = request.body
      const sent = await cases.broadcast(name, variables, personOf(request))
      return sent.ok ? reply.send(sent.value) : refuse(request, reply, sent.error)
    },
  )
  app.post<{ Body: { variables: JsonObject } }>(
    '/api/v1/conditions',
    { schema: conditionSchema, config: policy('work', 'message') },
    async (request, reply) => {
      const told = await cases.tell(request.body.variables, personOf(request))
      return told.ok ? reply.send(told.value) : refuse(request, reply, told.error)
    },
  )
  app.post<One & { Body: { variables: JsonObject } }>(
    '/api/v1/cases/:id/variables',
    { schema: setVariablesSchema, config: policy('work', 'case') },
    async (request, reply) => {
      const set = await cases.setVariables(request.params.id, request.body.variables, personOf(request))
      return set.ok ? reply.code(204).send() : refuse(request, reply, set.error)
    },
  )
  app.post<One & { Body: { activation: string; element: string } }>(
    '/api/v1/cases/:id/activities',
    { schema: startActivitySchema, config: policy('work', 'case') },
    async (request, reply) => {
      const { activation, element } = request.body
      const begun = await cases.startActivity(request.params.id, activation, element, personOf(request))
      return begun.ok ? reply.code(204).send() : refuse(request, reply, begun.error)
    },
  )

  app.get<{ Querystring: TaskFilter }>(
    '/api/v1/tasks',
    { schema: listTasksSchema, config: policy('read', 'task') },
    async (request) => tasks.list(personOf(request), request.query),
  )
  app.get<One>('/api/v1/tasks/:id', { schema: oneTaskSchema, config: policy('read', 'task') }, async (request, reply) => {
    const found = await tasks.get(request.params.id, personOf(request))
    return found.ok ? reply.send(found.value) : refuse(request, reply, found.error)
  })
  app.post<One>('/api/v1/tasks/:id/claim', { schema: claimSchema, config: policy('work', 'task') }, async (request, reply) => {
    const claimed = await tasks.claim(request.params.id, personOf(request))
    return claimed.ok ? reply.send(claimed.value) : refuse(request, reply, claimed.error)
  })
  app.post<One>(
    '/api/v1/tasks/:id/release',
    { schema: releaseSchema, config: policy('work', 'task') },
    async (request, reply) => {
      const released = await tasks.release(request.params.id, personOf(request))
      return released.ok ? reply.send(released.value) : refuse(request, reply, released.error)
    },
  )
  app.post<One & { Body: Complete }>(
    '/api/v1/tasks/:id/complete',
    { schema: completeSchema, config: policy('work', 'task') },
    async (request, reply) => {
      const { submission, variables = {} } = request.body
      const completed = await tasks.complete(request.params.id, variables, personOf(request), submission)
      return completed.ok ? reply.send(completed.value) : refuse(request, reply, completed.error)
    },
  )

  app.post<{ Body: Upload }>(
    '/api/v1/files',
    { schema: uploadSchema, config: policy('work', 'file'), bodyLimit: deployLimit },
    async (request, reply) => {
      const { name, type, content } = request.body
      const stored = await store.put(name, type, once(Buffer.from(content, 'base64')), personOf(request))
      return stored.ok ? reply.code(201).send(stored.value) : refuse(request, reply, stored.error)
    },
  )
})

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}
