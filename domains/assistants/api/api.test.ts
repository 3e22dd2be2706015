import { testMasterKey } from '../../../packages/kernel/src/test-kit/house.ts'
import { startKernel, type Kernel, type Module, type Person } from '@fachwerk/kernel'
import { openDatabase, type Database } from '@fachwerk/postgres'
import { createServer } from '@fachwerk/web'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { caseRoutes } from '../pages/cases/routes.tsx'
import { catalogueRoutes } from '../pages/catalogue/routes.tsx'
import { taskRoutes } from '../pages/tasks/routes.tsx'
import { apiRoutes } from './routes.ts'

const text = (de: string) => ({ de, en: de })
const person = (id: string, roles: Person['roles'], groups: readonly string[] = []) => ({
  id,
  name: id,
  roles,
  groups,
  ...(roles.includes('citizen') ? {} : { tenant: 'land' }),
  label: text(id),
  description: text(id),
})
const aylin = person('aylin', ['citizen'])
const torben = person('torben', ['citizen'])
const jonas = person('jonas', ['clerk'], ['amt'])
const petra = person('petra', ['modeller'])

/** A form, then a task of the office, then one waits for a message that names no case. */
const process = `<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="d" targetNamespace="x">
  <bpmn:message id="m" name="Freigabe" />
  <bpmn:process id="antrag" isExecutable="true">
    <bpmn:startEvent id="s"><bpmn:extensionElements><zeebe:formDefinition formId="angaben" /></bpmn:extensionElements></bpmn:startEvent>
    <bpmn:sequenceFlow id="f1" sourceRef="s" targetRef="pruefen" />
    <bpmn:userTask id="pruefen" name="Prüfen"><bpmn:extensionElements><zeebe:formDefinition formId="ergebnis" /><zeebe:assignmentDefinition candidateGroups="amt" /></bpmn:extensionElements></bpmn:userTask>
    <bpmn:sequenceFlow id="f2" sourceRef="pruefen" targetRef="warten" />
    <bpmn:receiveTask id="warten" messageRef="m" />
    <bpmn:sequenceFlow id="f3" sourceRef="warten" targetRef="e" />
    <bpmn:endEvent id="e" />
  </bpmn:process>
</bpmn:definitions>`
/** The office decides what comes next. */
const adHoc = `<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="d2" targetNamespace="x">
  <bpmn:process id="ermitteln" isExecutable="true">
    <bpmn:startEvent id="s" /><bpmn:sequenceFlow id="f1" sourceRef="s" targetRef="h" />
    <bpmn:adHocSubProcess id="h" name="Ermittlungen"><bpmn:extensionElements><zeebe:adHoc activeElementsCollection="=[]" /></bpmn:extensionElements>
      <bpmn:userTask id="ort" name="Ortstermin" /><bpmn:userTask id="zeugen" name="Zeugen befragen" />
      <bpmn:completionCondition>=fertig = true</bpmn:completionCondition>
    </bpmn:adHocSubProcess>
  </bpmn:process>
</bpmn:definitions>`
const form = (id: string, components: readonly object[]) => JSON.stringify({ type: 'default', id, components })
const required = (key: string) => ({ type: 'textfield', key, label: key, validate: { required: true } })
const models = {
  'antrag.bpmn': process,
  'ermitteln.bpmn': adHoc,
  'angaben.form': form('angaben', [required('name'), { type: 'filepicker', key: 'nachweis', label: 'Nachweis' }]),
  'ergebnis.form': form('ergebnis', [required('ergebnis')]),
}

describe('the API of a running house', () => {
  let database: Database
  let kernel: Kernel
  let app: FastifyInstance
  const cookies = new Map<string, string>()
  beforeAll(async () => {
    database = await openDatabase({ dataDirectory: 'memory://' })
    const people = [aylin, torben, jonas, petra]
    const module: Module = { id: 'test', models: [], jobs: {}, demo: { people, seed: async () => {} } }
    kernel = await startKernel({ database, modules: [module], demo: true, masterKey: testMasterKey })
    app = await createServer({ kernel, routes: [caseRoutes, taskRoutes, catalogueRoutes, apiRoutes], demo: true })
    for (const { id } of people) cookies.set(id, `fachwerk-session=${await kernel.sessions.create(id)}`)
    const files = Object.entries(models).map(([name, source]) => ({ name, content: Buffer.from(source).toString('base64') }))
    expect((await send(petra, '/api/v1/deployments', { files })).statusCode).toBe(201)
  }, 60_000)
  afterAll(async () => {
    await app.close()
    await kernel.stop()
    await database.close()
  })
  const send = (as: Person, url: string, payload?: object) =>
    app.inject({
      method: 'POST',
      url,
      headers: { cookie: cookies.get(as.id)!, 'content-type': 'application/json' },
      ...(payload && { payload }),
    })
  const see = (as: Person, url: string) =>
    app.inject({ url, headers: { cookie: cookies.get(as.id)!, accept: url.startsWith('/api') ? '*/*' : 'text/html' } })
  const start = async (submission: string, variables: object = { name: 'Ada' }): Promise<string> =>
    (await send(aylin, '/api/v1/cases', { processKey: 'antrag', submission, variables })).json().id
  const taskOf = async (caseId: string): Promise<string> => (await see(jonas, `/api/v1/cases/${caseId}`)).json().tasks[0].id

  test('what needs no body takes none', async () => {
    const task = await taskOf(await start('empty'))
    for (const step of ['claim', 'release', 'claim'])
      expect((await send(jonas, `/api/v1/tasks/${task}/${step}`)).statusCode, step).toBe(200)
    expect((await send(jonas, `/api/v1/tasks/${task}/complete`)).statusCode).toBe(400)
  })

  test('a body of another shape: 400 names each field', async () => {
    const errorsOf = async (payload: object) => (await send(aylin, '/api/v1/cases', payload)).json().errors
    expect(await errorsOf({ submission: 's' })).toEqual([
      { field: 'processKey', message: { de: 'Dieses Feld fehlt.', en: 'This field is missing.' } },
    ])
    expect(await errorsOf({ submission: '', processKey: 'x' })).toMatchObject([{ field: 'submission' }])
    expect(await errorsOf({ submission: 's', processKey: 'x', wrong: 1 })).toMatchObject([{ field: 'wrong' }])
    const nested = await send(petra, '/api/v1/deployments', { files: [{ name: 'a' }] })
    expect(nested.json().errors).toMatchObject([{ field: 'files.0.content', message: { de: 'Dieses Feld fehlt.' } }])
  })

  test('a model that cannot run is refused when it is published: 422 names rule, element and remedy', async () => {
    const deadlock = process
      .replace('id="antrag"', 'id="steckt_fest"')
      .replace(
        'targetRef="pruefen" />',
        'targetRef="sammeln" /><bpmn:startEvent id="s2"><bpmn:messageEventDefinition messageRef="m" /></bpmn:startEvent><bpmn:sequenceFlow id="f0" sourceRef="s2" targetRef="sammeln" /><bpmn:parallelGateway id="sammeln" /><bpmn:sequenceFlow id="f4" sourceRef="sammeln" targetRef="pruefen" />',
      )
    const files = [{ name: 'fest.bpmn', content: Buffer.from(deadlock).toString('base64') }]
    const refused = await send(petra, '/api/v1/deployments', { files })
    expect(refused.statusCode).toBe(422)
    const [problem] = refused.json().problems.filter(({ severity }: { severity: string }) => severity === 'error')
    expect(problem).toMatchObject({ rule: 'deadlock', element: 'sammeln', file: 'fest.bpmn', remedy: { de: expect.any(String) } })
    expect((await send(petra, '/api/v1/deployments', { files, onlyCheck: true })).json().problems).toContainEqual(problem)
  })

  test('answers that do not fit are refused once, by field', async () => {
    const refused = await send(aylin, '/api/v1/cases', { processKey: 'antrag', submission: 'wrong' })
    expect([refused.statusCode, refused.json().problems]).toMatchObject([422, [{ element: 'name', rule: 'required' }]])
    const task = await taskOf(await start('answers'))
    const wrong = await send(jonas, `/api/v1/tasks/${task}/complete`, { submission: 'a' })
    expect([wrong.statusCode, wrong.json().problems]).toMatchObject([422, [{ element: 'ergebnis', rule: 'required' }]])
  })

  test('a purpose that the declaration does not allow is refused, and one that is none', async () => {
    const id = await start('purpose')
    const read = async (purpose: string) => see(jonas, `/api/v1/cases/${id}?purpose=${purpose}`)
    expect((await read('case-work')).statusCode).toBe(200)
    const refused = await read('statistics')
    expect([refused.statusCode, refused.json().detail]).toEqual([403, expect.stringContaining('angefragt war: Statistik')])
    // Whose part in the case has nothing to do with it finds nothing.
    expect((await see(aylin, `/api/v1/cases/${id}?purpose=statistics`)).statusCode).toBe(404)
    expect((await read('own-data')).statusCode).toBe(400)
  })

  test('a message without a key reaches the case whose model gives none', async () => {
    const id = await start('message')
    const done = { submission: 'message', variables: { ergebnis: 'gut' } }
    expect((await send(jonas, `/api/v1/tasks/${await taskOf(id)}/complete`, done)).statusCode).toBe(200)
    expect((await send(jonas, '/api/v1/messages', { name: 'Freigabe' })).json()).toEqual({ delivered: true })
    expect((await see(jonas, `/api/v1/cases/${id}`)).json().state).toBe('completed')
    expect((await send(jonas, '/api/v1/messages', { name: 'Freigabe', correlationKey: '' })).json()).toEqual({ delivered: false })
    expect((await send(aylin, '/api/v1/messages', { name: 'Freigabe' })).statusCode).toBe(403)
  })

  test('a message is kept, the same id refused; signals, values and variables from outside; not for citizens', async () => {
    const kept = { name: 'Spaeter', correlationKey: 'A', timeToLive: 'PT1H', messageId: 'm-1' }
    expect((await send(jonas, '/api/v1/messages', kept)).json()).toMatchObject({
      delivered: false,
      keptUntil: expect.any(String) as string,
    })
    expect((await send(jonas, '/api/v1/messages', kept)).statusCode).toBe(409)
    expect((await send(jonas, '/api/v1/messages', { ...kept, timeToLive: 'bald' })).statusCode).toBe(422)
    expect((await send(jonas, '/api/v1/signals', { name: 'Alarm' })).json()).toEqual({ reached: 0 })
    expect((await send(jonas, '/api/v1/conditions', { variables: { pegel: 8 } })).json()).toEqual({ reached: 0 })
    const id = await start('outside')
    expect((await send(jonas, `/api/v1/cases/${id}/variables`, { variables: { betrag: 3 } })).statusCode).toBe(204)
    expect((await see(jonas, `/api/v1/cases/${id}`)).json().variables).toMatchObject({ betrag: 3 })
    expect((await send(jonas, `/api/v1/cases/${id}/activities`, { activation: '99', element: 'x' })).statusCode).toBe(409)
    const calls = [
      ['/api/v1/signals', { name: 'Alarm' }],
      ['/api/v1/conditions', { variables: {} }],
      [`/api/v1/cases/${id}/variables`, { variables: {} }],
      [`/api/v1/cases/${id}/activities`, { activation: '1', element: 'x' }],
    ] as const
    const statuses = await Promise.all(calls.map(async ([url, body]) => (await send(aylin, url, body)).statusCode))
    expect(statuses).toEqual([403, 403, 404, 404])
  })

  test('in an ad-hoc sub-process the office decides what comes next, on the page and by API', async () => {
    const { id } = (await send(jonas, '/api/v1/cases', { processKey: 'ermitteln', submission: 'adhoc' })).json() as { id: string }
    const page = (await see(jonas, `/vorgaenge/${id}`)).body
    expect(page).toContain('Was soll als Nächstes geschehen?')
    expect(page).toContain('Ortstermin beginnen')
    const [, activation] = /aktivitaeten\/(\w+)\/ort"/.exec(page)!
    expect((await send(jonas, `/api/v1/cases/${id}/activities`, { activation, element: 'ort' })).statusCode).toBe(204)
    expect((await see(jonas, `/api/v1/cases/${id}`)).json().standsAt).toContain('Ortstermin')
    expect((await send(jonas, `/api/v1/cases/${id}/activities`, { activation, element: 'nichts' })).statusCode).toBe(409)
    expect((await send(aylin, `/vorgaenge/${id}/aktivitaeten/${activation}/ort`)).statusCode).not.toBe(303)
  })

  test('what belongs to others is not there for citizens', async () => {
    const content = Buffer.from('Meldebescheinigung').toString('base64')
    const file = (await send(aylin, '/api/v1/files', { name: 'm.txt', type: 'text/plain', content })).json()
    const id = await start('private', { name: 'Ada', nachweis: [file] })
    const own = await start('also-private')
    const task = await taskOf(id)
    expect((await see(aylin, `/vorgaenge/${id}`)).statusCode).toBe(200)
    expect((await see(aylin, `/vorgaenge/${id}/dateien/${file.id}`)).statusCode).toBe(200)
    const mine = (await send(torben, '/api/v1/cases', { processKey: 'antrag', submission: 't', variables: { name: 'T' } })).json()
    const pages = [
      `/vorgaenge/${id}`,
      `/vorgaenge/${own}`,
      `/vorgaenge/${id}/dateien/${file.id}`,
      `/vorgaenge/${mine.id}/dateien/${file.id}`,
      `/vorgaenge/${id}/entscheidungen/0/0`,
      `/aufgaben/${task}`,
      `/aufgaben/${task}/bearbeiten`,
      `/aufgaben/${task}/bearbeiten/abschnitte`,
      `/aufgaben/${task}/bearbeiten/pruefen`,
      `/assistenten/antrag/angekommen/${id}`,
      `/dateien/${file.id}`,
      `/api/v1/cases/${id}`,
      `/api/v1/tasks/${task}`,
    ]
    for (const url of pages) expect((await see(torben, url)).statusCode, url).toBe(404)
    for (const step of ['claim', 'release'])
      expect((await send(torben, `/api/v1/tasks/${task}/${step}`)).statusCode, step).toBe(404)
    const answer = { submission: 'x', variables: { ergebnis: 'gut' } }
    expect((await send(torben, `/api/v1/tasks/${task}/complete`, answer)).statusCode).toBe(404)
    for (const list of ['/api/v1/cases', '/api/v1/tasks?scope=all'])
      expect(JSON.stringify((await see(torben, list)).json())).not.toContain(id)
  })

  test('a draft of somebody else can be neither read, sent nor discarded', async () => {
    const draft = await kernel.drafts.open('start:antrag', aylin)
    await kernel.drafts.save(draft.id, { name: 'Geheim' }, [], 0, aylin)
    expect(await kernel.drafts.get(draft.id, torben)).toMatchObject({ error: { code: 'not-found' } })
    expect(await kernel.drafts.save(draft.id, {}, [], 1, torben)).toMatchObject({ ok: false })
    await kernel.drafts.discard(draft.id, torben)
    expect((await see(torben, '/assistenten/antrag/antrag?dicht=1')).body).not.toContain('Geheim')
    expect((await see(aylin, '/assistenten/antrag/antrag?dicht=1')).body).toContain('Geheim')
  })
})
