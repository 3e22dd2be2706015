import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { tokenScopes } from '@fachwerk/kernel'
import type { RouteEntry } from '@fachwerk/web'
import type { LightMyRequestResponse } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { visitor, type Visitor } from '../../../../packages/web/src/test-kit/visitor.ts'
import { root } from '../root.ts'
import { byId, peopleOfAuthority, roles } from '../test-kit/role-people.ts'
import { openWholeServer, urlOf, type WholeServer } from '../test-kit/whole-server.ts'

// Every route of the running server × everybody who may ask, against the committed file: what changes there is read by a person.
const file = join(root, 'tests/access/route-matrix.md')
const columns = ['nobody', ...roles, ...tokenScopes.map((scope) => `token ${scope}`)]

let server: WholeServer
/** By the policy, so far: the answer may be that to an id which does not exist, so the log is asked. */
let refusals = 0
const tokens = new Map<string, string>()
beforeAll(async () => {
  server = await openWholeServer({ securityLog: (event) => void (refusals += Number(event === 'access-refused')) }, [
    peopleOfAuthority('m', 'stadt-celle', ['buergeramt']),
  ])
  const { identity, people } = server.app.kernel
  const everybody = await people.demo()
  const all = byId(everybody, 'm-alle')
  // Tokens are given to service accounts only.
  await server.database.execute(`update kernel.person set kind = 'service' where id = 'm-alle'`)
  for (const scope of tokenScopes) {
    const expiresAt = new Date(Date.now() + 86_400_000)
    const made = await identity!.createToken({ person: all.id, name: scope, scopes: [scope], expiresAt }, all)
    if (!made.ok) throw new Error(made.error.detail.en)
    tokens.set(`token ${scope}`, made.value.secret)
  }
}, 120_000)
afterAll(() => server.close())

/** Files are the same for everybody; they stand in the table once, as one line. */
const isAsset = ({ url }: RouteEntry): boolean => url.startsWith('/assets/')
const named = ({ method, url }: RouteEntry): string => `${method} ${url}`

async function visitorOf(column: string): Promise<Visitor> {
  const one = visitor(server.app)
  if (column !== 'nobody') one.cookies.set('fachwerk-session', await server.app.kernel.sessions.create(`m-${column}`))
  return one
}

/** For routes that change nothing one visitor of each kind is enough; they are asked first, before somebody signs out everywhere. */
const readers = new Map<string, Visitor>()
async function readerOf(column: string): Promise<Visitor> {
  const known = readers.get(column) ?? (await visitorOf(column))
  readers.set(column, known)
  return known
}

/** Somebody new for each change: signing out, or changing who one is, is among the routes. */
async function ask(route: RouteEntry, column: string): Promise<LightMyRequestResponse> {
  const request = { method: route.method as 'GET', url: urlOf(route, '0-gibt-es-nicht') }
  const token = tokens.get(column)
  const json = { payload: '{}', headers: { 'content-type': 'application/json' } }
  const body = route.method === 'GET' ? {} : route.url.startsWith('/api/') ? json : undefined
  if (token !== undefined) {
    const headers = { ...json.headers, authorization: `Bearer ${token}` }
    return server.app.inject({ ...request, ...(route.method === 'GET' ? {} : { payload: '{}' }), headers })
  }
  const one = route.method === 'GET' ? await readerOf(column) : await visitorOf(column)
  return body ? one.request({ ...request, ...body }) : one.send(request.url, {})
}

/** `yes`: it reached the route, whatever that then said; which thing may be seen is another test's question. */
async function outcomeOf(route: RouteEntry, column: string): Promise<string> {
  const before = refusals
  const { statusCode, headers } = await ask(route, column)
  if (statusCode === 401 || String(headers.location ?? '').includes('weiter=')) return 'sign in'
  return refusals > before || statusCode === 403 ? String(statusCode) : 'yes'
}

async function matrix(): Promise<ReadonlyMap<string, string>> {
  const lines = new Map<string, string>()
  const routes = server.app.routeTable.filter((one) => !isAsset(one))
  for (const route of routes.toSorted((a, b) => Number(a.method !== 'GET') - Number(b.method !== 'GET'))) {
    const { policy } = route.config
    const cells: string[] = []
    for (const column of columns) cells.push(await outcomeOf(route, column))
    const what = typeof policy === 'object' ? `${policy.action} ${policy.resource}` : 'public'
    lines.set(named(route), `| ${[`\`${named(route)}\``, what, ...cells].join(' | ')} |`)
  }
  return lines
}

const head = `# Who reaches which route

What the running server answers, asked by \`apps/server/src/security/route-matrix.test.ts\` route by route: \`yes\` the request reached the route,
\`sign in\` sent to the sign-in or 401, \`403\` and \`404\` refused by the policy: where the address names one thing, in the words for one that does not exist. Tokens belong to a person with all roles; pages take none. Which case, task or
file somebody may see is not decided here but where it is looked up; \`other-authority.test.ts\` asks that. A changed or new line is written by
\`FACHWERK_WRITE_MATRIX=1 npx vitest run route-matrix\` — and read by whoever reviews it.

| Route | Policy | ${columns.join(' | ')} |
| --- | --- | ${columns.map(() => '---').join(' | ')} |
`

test('every route answers everybody as the committed matrix says', async () => {
  const found = await matrix()
  if (process.env['FACHWERK_WRITE_MATRIX']) writeFileSync(file, `${head}${[...found.values()].toSorted().join('\n')}\n`)
  const committed = readFileSync(file, 'utf8')
  const lines = new Map(
    [...committed.matchAll(/^\| `([^`]+)` .*\|$/gm)].map(([line, route]) => [route!, line.replaceAll(/ +/g, ' ')] as const),
  )
  const missing = [...found.keys()].filter((route) => !lines.has(route))
  const how = 'Run FACHWERK_WRITE_MATRIX=1 npx vitest run route-matrix, read the difference, and commit it.'
  expect(missing, `These routes have no line in tests/access/route-matrix.md. ${how}`).toEqual([])
  const wrong = [...found].flatMap(([route, line]) =>
    lines.get(route) === line ? [] : [`${line}\n  committed: ${lines.get(route)}`],
  )
  expect(wrong, `These routes answer differently from the matrix. If that is meant: ${how}`).toEqual([])
  expect(
    [...lines.keys()].filter((route) => !found.has(route)),
    `These lines have no route any more. ${how}`,
  ).toEqual([])
}, 300_000)
