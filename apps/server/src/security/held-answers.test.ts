import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { defineRoutes, personOf } from '@fachwerk/web'
import type { Visitor } from '../../../../packages/web/src/test-kit/visitor.ts'
import { LedgerWriter } from '../../../../packages/kernel/src/ledger/ledger-writer.ts'
import { oneTask } from '../../../../packages/kernel/src/test-kit/models.ts'
import { routes } from '../module-pages.ts'
import { openWholeServer, type WholeServer } from '../test-kit/whole-server.ts'

// An answer leaves the server when every access it shows is recorded, and not otherwise: pages, downloads and the API alike.
/** Goes past the framework, as no page of ours does. */
const raw = defineRoutes((app) => {
  app.get<{ Params: { id: string } }>(
    '/roh/:id',
    { config: { policy: { action: 'read', resource: 'case' } } },
    async (request, reply) => {
      const found = await app.kernel.cases.get(request.params.id, personOf(request))
      reply.hijack()
      reply.raw.end(JSON.stringify(found))
    },
  )
})

let server: WholeServer
let reader: Visitor
let caseId: string
let number: string
let fileId: string
beforeAll(async () => {
  server = await openWholeServer({ routes: [...routes, raw] })
  const { kernel } = server.app
  const people = await kernel.people.demo()
  const citizen = people.find(({ id, roles }) => roles.join() === 'citizen' && server.visitors[id])!
  await kernel.models.deploy(
    [oneTask('antrag')],
    people.find(({ roles }) => roles.includes('modeller'))!,
  )
  reader = server.visitors[citizen.id]!
  async function* bytes() {
    yield new TextEncoder().encode('Nachweis Wolkenstein')
  }
  const file = await kernel.files.put('wolkenstein.txt', 'text/plain', bytes(), citizen)
  if (!file.ok) throw new Error(file.error.code)
  fileId = file.value.id
  const answers = { nachname: 'Wolkenstein', nachweis: { ...file.value } }
  const started = await kernel.cases.start('antrag', answers, citizen, 'held-answers')
  if (!started.ok) throw new Error(started.error.code)
  ;({ id: caseId, number } = started.value)
}, 60_000)
afterAll(() => server.close())
afterEach(() => vi.restoreAllMocks())

const paths = () => ({
  page: `/vorgaenge/${caseId}`,
  download: `/vorgaenge/${caseId}/dateien/${fileId}`,
  api: `/api/v1/cases/${caseId}`,
})
const shows = (body: string) => body.includes('Wolkenstein') || body.includes(number)

test('what can be recorded is shown', async () => {
  for (const [what, url] of Object.entries(paths())) {
    const answer = await reader.get(url)
    expect([what, answer.statusCode, shows(answer.body)]).toEqual([what, 200, true])
  }
})

test('what cannot be recorded is not shown, by its name neither', async () => {
  vi.spyOn(LedgerWriter.prototype, 'record').mockRejectedValue(new Error('disk full'))
  for (const [what, url] of Object.entries(paths())) {
    const answer = await reader.get(url)
    expect([what, answer.statusCode]).toEqual([what, 503])
    expect([what, shows(answer.body), answer.headers['content-disposition']]).toEqual([what, false, undefined])
    expect(answer.headers['content-security-policy']).toContain("script-src 'self'")
    expect((await reader.request({ method: 'HEAD', url })).statusCode).toBe(503)
  }
})

test('nothing is sent while an entry is on its way', async () => {
  const { promise, resolve } = Promise.withResolvers<void>()
  const recorded = vi.spyOn(LedgerWriter.prototype, 'record').mockReturnValue(promise)
  let answered = false
  const asking = reader.get(paths().page).then((answer) => {
    answered = true
    return answer
  })
  await vi.waitFor(() => expect(recorded).toHaveBeenCalled())
  // Another page of the same server, from beginning to end.
  expect((await server.visitors['guest']!.get('/')).statusCode).toBe(200)
  expect(answered).toBe(false)
  resolve()
  expect(shows((await asking).body)).toBe(true)
})

test('what is written past the framework is cut off while an entry is on its way', async () => {
  await server.app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = server.app.server.address() as AddressInfo
  const cookie = [...reader.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const ask = () => fetch(`http://127.0.0.1:${port}/roh/${caseId}`, { headers: { cookie } }).then((answer) => answer.text())
  vi.spyOn(LedgerWriter.prototype, 'record').mockReturnValue(new Promise(() => {}))
  await expect(ask()).rejects.toThrow()
})
