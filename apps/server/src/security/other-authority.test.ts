import { createHash } from 'node:crypto'
import type { Person, Refusal } from '@fachwerk/kernel'
import type { RouteEntry } from '@fachwerk/web'
import type { LightMyRequestResponse } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { visitor, type Visitor } from '../../../../packages/web/src/test-kit/visitor.ts'
import { byId, peopleOfAuthority, roles } from '../test-kit/role-people.ts'
import { openWholeServer, type WholeServer } from '../test-kit/whole-server.ts'

// Ids of another authority, put into every parameter of every route, by every role: the answer is that to an id which does not exist.
let server: WholeServer
const foreign = new Map<string, string>()
const asking = new Map<string, { readonly visitor: Visitor; readonly csrf: string }>()

const process = `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="t">
  <bpmn:process id="fremdes" name="Fremdes" isExecutable="true"><bpmn:startEvent id="s" /><bpmn:sequenceFlow id="f" sourceRef="s" targetRef="t" />
    <bpmn:userTask id="t" name="Prüfen" /><bpmn:sequenceFlow id="g" sourceRef="t" targetRef="e" /><bpmn:endEvent id="e" /></bpmn:process>
</bpmn:definitions>`

beforeAll(async () => {
  server = await openWholeServer({}, [
    peopleOfAuthority('celle', 'stadt-celle', ['buergeramt']),
    peopleOfAuthority('gifhorn', 'stadt-gifhorn', ['buergeramt-gifhorn']),
  ])
  const people = await server.app.kernel.people.demo()
  await plant(byId(people, 'celle-alle'))
  // Operators see every authority; that is what the role is for.
  for (const role of roles.filter((one) => one !== 'operator')) {
    const one = visitor(server.app)
    one.cookies.set('fachwerk-session', await server.app.kernel.sessions.create(`gifhorn-${role}`))
    asking.set(role, { visitor: one, csrf: await one.csrf() })
  }
}, 180_000)
afterAll(() => server.close())

/** One of everything that has an id, in the city of Celle. */
async function plant(celle: Person): Promise<void> {
  const { kernel } = server.app
  const identity = kernel.identity!
  must(await kernel.models.deploy([{ name: 'fremdes.bpmn', content: new TextEncoder().encode(process) }], celle))
  const started = must(await kernel.cases.start('fremdes', {}, celle, 'planted'))
  const task = (await kernel.tasks.list(celle)).items.find(({ caseId }) => caseId === started.id)!
  foreign.set('case', started.id)
  foreign.set('task', task.id)
  foreign.set('draft', (await kernel.drafts.open(`task:${task.id}`, celle)).id)
  foreign.set('file', must(await kernel.files.put('a.txt', 'text/plain', text('geheim'), celle)).id)
  foreign.set('person', celle.id)
  foreign.set('unit', (await identity.units(celle))[0]!.id)
  foreign.set('group', 'buergeramt')
  await server.database.execute(`update kernel.person set kind = 'service' where id = 'celle-alle'`)
  const expiresAt = new Date(Date.now() + 86_400_000)
  const token = await identity.createToken({ person: celle.id, name: 'x', scopes: ['cases:read'], expiresAt }, celle)
  foreign.set('token', must(token).token.id)
}

const must = <T>(answer: { ok: true; value: T } | { ok: false; error: Refusal }): T => {
  if (!answer.ok) throw new Error(answer.error.detail.en)
  return answer.value
}
async function* text(content: string) {
  yield new TextEncoder().encode(content)
}

const parameters = ({ url }: RouteEntry): readonly string[] => url.match(/:[A-Za-z]+/g) ?? []
/** The id at one parameter; something at the others. A model's key and a page of a form are nobody's secret. */
const filled = ({ url }: RouteEntry, name: string, id: string): string =>
  url.replaceAll(/:[A-Za-z]+/g, (each) => (each === name ? encodeURIComponent(id) : each === ':page' ? 'person' : 'irgendwas'))

async function ask(route: RouteEntry, url: string, role: string): Promise<LightMyRequestResponse> {
  const { visitor: one, csrf } = asking.get(role)!
  if (route.method === 'GET') return one.request({ url })
  const method = route.method as 'POST'
  if (route.url.startsWith('/api/')) {
    const payload = JSON.stringify({ submission: '12345678', variables: {} })
    return one.request({ method, url, payload, headers: { 'content-type': 'application/json' } })
  }
  const payload = new URLSearchParams({ _csrf: csrf, revision: '1', reason: 'x', name: 'x', submission: '12345678' }).toString()
  return one.request({ method, url, payload, headers: { 'content-type': 'application/x-www-form-urlencoded' } })
}

/** What a stranger could tell apart: status, where it leads, and the text, without what differs in every answer. */
function visible(answer: LightMyRequestResponse, id: string): string {
  const plain = (given: unknown) =>
    String(given ?? '')
      .replaceAll(id, 'ID')
      .replaceAll(encodeURIComponent(id), 'ID')
      .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'UUID')
  return `${answer.statusCode} ${plain(answer.headers.location)} ${createHash('sha256').update(plain(answer.body)).digest('hex')}`
}

test.each(roles.filter((role) => role !== 'operator'))(
  'for the role %s of another authority nothing is there, in any route',
  async (role) => {
    const told: string[] = []
    const routes = server.app.routeTable.filter((route) => parameters(route).length > 0 && !route.url.startsWith('/assets/'))
    expect(routes.length).toBeGreaterThan(15)
    for (const route of routes)
      for (const name of parameters(route).filter((each) => each !== ':key' && each !== ':page')) {
        const unknown = 'x_gibt-es-nicht'
        const answer = await ask(route, filled(route, name, unknown), role)
        const expected = visible(answer, unknown)
        // Who may not use the route at all hears so before any id is read: one of them shows it.
        const kinds = answer.statusCode === 403 ? [...foreign].slice(0, 1) : [...foreign]
        for (const [kind, id] of kinds) {
          const answer = await ask(route, filled(route, name, id), role)
          const found = visible(answer, id)
          if (found !== expected || answer.body.includes('geheim'))
            told.push(`${route.method} ${route.url} with the ${kind} of another authority: ${found}, unknown id: ${expected}`)
        }
      }
    expect(told).toEqual([])
  },
  180_000,
)
