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
/** One of everything that has an id, by kind: of Celle, and of Gifhorn, whose people ask. */
type Kind =
  | 'case'
  | 'task'
  | 'draft'
  | 'file'
  | 'person'
  | 'service'
  | 'unit'
  | 'group'
  | 'token'
  | 'tenant'
  | 'deputy'
  | 'agreement'
  | 'pending'
  | 'hold'
  | 'entry'
type Planted = ReadonlyMap<Kind, string>
let foreign: Planted
let own: Planted
/** Everybody of Gifhorn, by role. */
const owners = new Map<string, Visitor>()
/** Who asks, with a draft of their own: what is sent without one is refused for that. */
const asking = new Map<string, { readonly visitor: Visitor; readonly csrf: string; readonly draft: string }>()

const process = `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="t">
  <bpmn:process id="fremdes" name="Fremdes" isExecutable="true">
    <bpmn:extensionElements><fachwerk:personalData xmlns:fachwerk="https://fachwerk.dev/schema/1.0/bpmn" variable="ort" category="address" /></bpmn:extensionElements><bpmn:startEvent id="s" /><bpmn:sequenceFlow id="f" sourceRef="s" targetRef="t" />
    <bpmn:userTask id="t" name="Prüfen" /><bpmn:sequenceFlow id="g" sourceRef="t" targetRef="e" /><bpmn:endEvent id="e" /></bpmn:process>
</bpmn:definitions>`

beforeAll(async () => {
  server = await openWholeServer({}, [
    peopleOfAuthority('celle', 'stadt-celle', ['buergeramt']),
    peopleOfAuthority('gifhorn', 'stadt-gifhorn', ['buergeramt-gifhorn']),
  ])
  const people = await server.app.kernel.people.demo()
  own = await plant(byId(people, 'gifhorn-alle'), 'gifhorn', 'buergeramt-gifhorn')
  foreign = await plant(byId(people, 'celle-alle'), 'celle', 'buergeramt')
  for (const role of [...roles, 'alle']) {
    const one = visitor(server.app)
    one.cookies.set('fachwerk-session', await server.app.kernel.sessions.create(`gifhorn-${role}`))
    owners.set(role, one)
    // Operators see every authority; that is what the role is for.
    if (role === 'operator' || role === 'alle') continue
    const { id: draft } = await server.app.kernel.drafts.open('start:bewohnerparkausweis', byId(people, `gifhorn-${role}`))
    asking.set(role, { visitor: one, csrf: await one.csrf(), draft })
  }
}, 180_000)
afterAll(() => server.close())

async function plant(all: Person, prefix: string, group: string): Promise<Planted> {
  const { kernel } = server.app
  const { identity } = kernel
  const until = new Date(Date.now() + 86_400_000)
  const model = process.replaceAll('fremdes', `fremdes-${prefix}`)
  must(await kernel.models.deploy([{ name: `${prefix}.bpmn`, content: new TextEncoder().encode(model) }], all))
  const file = must(await kernel.files.put('a.txt', 'text/plain', text('geheim'), all))
  const { id: fileId, name, type, size, sha256 } = file
  const answers = { anlage: { id: fileId, name, type, size, sha256 } }
  const started = must(await kernel.cases.start(`fremdes-${prefix}`, answers, all, `planted-${prefix}`))
  const task = (await kernel.tasks.list(all)).items.find(({ caseId }) => caseId === started.id)!
  const by = { ...all, id: `${prefix}-administrator`, roles: ['administrator'] } as const
  const officer = { ...all, id: `${prefix}-privacy-officer`, roles: ['privacy-officer'] } as const
  const clerk = `${prefix}-clerk`
  const service = must(
    await identity.createMember({ name: 'Programm', kind: 'service', roles: ['clerk'], groups: [] }, by),
  ).person
  const token = must(await identity.createToken({ person: service.id, name: 'x', scopes: ['cases:read'], expiresAt: until }, by))
  const unit = must(await identity.saveUnit({ id: '', name: 'Amt', revision: 0 }, by))
  const deputy = must(
    await identity.addDeputy({ absent: clerk, deputy: by.id, from: new Date(), until }, { ...all, id: clerk, roles: ['clerk'] }),
  )
  // With the police, who does not ask.
  const treaty = { group, host: all.tenant!, guest: 'polizei-celle', purpose: 'Streife', legalBasis: '§ 4 VwVfG', until }
  const agreement = must(await identity.proposeAgreement(treaty, by))
  const held = { caseId: started.id, ground: 'Klage', legalBasis: 'Art. 17 Abs. 3 lit. e DSGVO', review: until }
  const hold = must(await kernel.privacy.addHold(held, officer))
  const pending = must(await identity.requestChange('erase-person', clerk, 'Antrag', officer))
  must(await kernel.cases.get(started.id, { ...all, id: clerk, roles: ['clerk'] }))
  const [entry] = must(await kernel.ledger.ofTenant(officer)).items
  return new Map<Kind, string>([
    ['case', started.id],
    ['task', task.id],
    ['draft', (await kernel.drafts.open(`task:${task.id}`, all)).id],
    ['file', fileId],
    ['person', clerk],
    ['service', service.id],
    ['unit', unit.id],
    ['group', group],
    ['token', token.token.id],
    ['tenant', all.tenant!],
    ['deputy', deputy.id],
    ['agreement', agreement.id],
    ['pending', pending.id],
    ['hold', hold.id],
    ['entry', String(entry!.index)],
  ])
}

/** What the parameter of a route names: the first line that fits the address up to and with it. A new route needs a line here. */
const kinds: readonly (readonly [RegExp, Kind | 'nothing of an authority'])[] = [
  // Parts of one case, by their place in it: the case decides.
  [/\/:(decision|trace|incident|activation|element)$/, 'nothing of an authority'],
  // Published models are for all; a page is one of a form; a secret is whoever has it; what sort of thing, not which.
  [/\/:(key|version|page|secret|kind)$/, 'nothing of an authority'],
  [/\/:file$/, 'file'],
  [/\/(vorgaenge|cases|angekommen|gespeichert\/:kind)\/:id$/, 'case'],
  [/\/(aufgaben|tasks)\/:id$/, 'task'],
  [/\/(behoerden|authorities)\/:id$/, 'tenant'],
  [/\/(einheiten|units)\/:id$/, 'unit'],
  [/\/(gemeinsame-gruppen|agreements)\/:id$/, 'agreement'],
  [/\/(gruppen|groups)\/:id$/, 'group'],
  [/\/((personen|people)\/:id|:person)$/, 'person'],
  [/\/zugaenge\/:id$/, 'service'],
  [/\/(tokens\/:id|schluessel\/:token)$/, 'token'],
  [/\/(vertretung|vertretungen|deputies)\/:id$/, 'deputy'],
  [/\/(wartend|pending)\/:id$/, 'pending'],
  [/\/sperren\/:id$/, 'hold'],
  [/\/zugriffe\/:index$/, 'entry'],
]
const kindAt = ({ url }: RouteEntry, name: string) => {
  const upTo = url.slice(0, url.indexOf(name) + name.length)
  return kinds.find(([pattern]) => pattern.test(upTo))?.[1]
}

const must = <T>(answer: { ok: true; value: T } | { ok: false; error: Refusal }): T => {
  if (!answer.ok) throw new Error(answer.error.detail.en)
  return answer.value
}
async function* text(content: string) {
  yield new TextEncoder().encode(content)
}

const parameters = ({ url }: RouteEntry): readonly string[] => url.match(/:[A-Za-z]+/g) ?? []
/** The id at one parameter; at the others what those who ask have themselves. */
const filled = (route: RouteEntry, name: string, id: string): string =>
  route.url.replaceAll(/:[A-Za-z]+/g, (each) => {
    if (each === name) return encodeURIComponent(id)
    if (each === ':page') return 'person'
    const kind = kindAt(route, each)
    return kind === undefined || kind === 'nothing of an authority' ? (each === ':kind' ? 'case' : '0') : own.get(kind)!
  })

/** Well-formed, so that it is the id which decides. */
const changeOf = ({ url }: RouteEntry) =>
  url.endsWith('/roles') ? { roles: ['clerk'], revision: 1 } : { name: 'x', revision: 1 }
const workOf = ({ url }: RouteEntry) =>
  url.endsWith('/variables')
    ? { variables: { x: 1 } }
    : url.endsWith('/activities')
      ? { activation: '1', element: 't' }
      : { submission: '12345678', variables: {} }

async function ask(route: RouteEntry, url: string, role: string): Promise<LightMyRequestResponse> {
  const { visitor: one, csrf, draft } = asking.get(role)!
  if (route.method === 'GET') return one.request({ url })
  const method = route.method as 'POST'
  if (route.url.startsWith('/api/')) {
    const payload = JSON.stringify(route.url.includes('/administration/') ? changeOf(route) : workOf(route))
    // A unit is removed as it was seen.
    return one.request({
      method,
      url: method === ('DELETE' as string) && url.includes('/units/') ? `${url}?revision=1` : url,
      payload,
      headers: { 'content-type': 'application/json' },
    })
  }
  const payload = new URLSearchParams({
    _csrf: csrf,
    _draft: draft,
    revision: '1',
    reason: 'x',
    name: 'x',
    submission: '12345678',
  }).toString()
  return one.request({ method, url, payload, headers: { 'content-type': 'application/x-www-form-urlencoded' } })
}

/** What a stranger could tell apart: status, where it leads, and the text, without the address and what differs in every answer. */
function visible(answer: LightMyRequestResponse, url: string, id: string): string {
  const plain = (given: unknown) => {
    const text = String(given ?? '')
      .replaceAll(url, 'URL')
      .replaceAll(encodeURIComponent(url), 'URL')
    // Numbers of entries stand everywhere.
    const without = /^\d+$/.test(id) ? text : text.replaceAll(id, 'ID').replaceAll(encodeURIComponent(id), 'ID')
    return without.replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'UUID')
  }
  return `${answer.statusCode} ${plain(answer.headers.location)} ${createHash('sha256').update(plain(answer.body)).digest('hex')}`
}

/** Every parameter of every route that names something of an authority. */
function questions(): readonly (readonly [route: RouteEntry, name: string, kind: Kind])[] {
  const routes = server.app.routeTable.filter(({ url }) => !url.startsWith('/assets/'))
  return routes.flatMap((route) =>
    parameters(route).flatMap((name) => {
      const kind = kindAt(route, name)
      return kind === undefined || kind === 'nothing of an authority' ? [] : [[route, name, kind] as const]
    }),
  )
}

test('every parameter of every route is asked for, with something that is there', async () => {
  const routes = server.app.routeTable.filter(({ url }) => !url.startsWith('/assets/'))
  const unnamed = routes.flatMap((route) =>
    parameters(route).flatMap((name) => (kindAt(route, name) ? [] : [`${route.url} ${name}`])),
  )
  expect(unnamed, 'These parameters have no line in `kinds`: what do they name?').toEqual([])
  expect(new Set(questions().map(([, , kind]) => kind)).size).toBe(foreign.size - 1)
  // Whoever may see it gets it: the ids are right, and a 404 to others means something. No decision was taken in the planted case.
  const missing: string[] = []
  for (const [route, name, kind] of questions().filter(
    ([{ method, url }]) => method === 'GET' && !url.includes('/entscheidungen/'),
  )) {
    const answers = await Promise.all([...owners].map(([, who]) => who.request({ url: filled(route, name, own.get(kind)!) })))
    if (answers.every(({ statusCode }) => statusCode === 404))
      missing.push(`${route.url} ${name}: ${answers.map((one) => one.statusCode)}`)
  }
  expect(missing).toEqual([])
}, 180_000)

test.each(roles.filter((role) => role !== 'operator'))(
  'for the role %s of another authority nothing is there, in any route',
  async (role) => {
    const told: string[] = []
    for (const [route, name, right] of questions()) {
      const unknown = right === 'entry' ? '987654321' : 'x_gibt-es-nicht'
      const nowhere = filled(route, name, unknown)
      const expected = visible(await ask(route, nowhere, role), nowhere, unknown)
      for (const [kind, id] of foreign) {
        if ((kind === 'entry') !== (right === 'entry')) continue
        const url = filled(route, name, id)
        const answer = await ask(route, url, role)
        const found = visible(answer, url, id)
        if (answer.statusCode !== 404 || found !== expected || answer.body.includes('geheim'))
          told.push(`${route.method} ${route.url} with the ${kind} of another authority: ${found}, unknown id: ${expected}`)
      }
    }
    expect(told).toEqual([])
  },
  180_000,
)
