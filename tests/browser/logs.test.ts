import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { signInAs, useHouse } from './harness.ts'
import { foundIn, isTelling, stringsIn, typedValues, valuesOfBody } from './typed-values.ts'

// Runs last. Every server of the browser tests logged at level `info`, into files; nothing that anybody typed, no seeded person and no token
// may stand there.
const folder = process.env['FACHWERK_BROWSER_LOGS']!
const house = useHouse()
const seeded: string[] = []

const logs = (): readonly { readonly name: string; readonly text: string }[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.log'))
    .map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }))

test('collects what the demo cases hold, as their clerks see it', async () => {
  const { page } = await house.visit()
  await page.goto('/')
  const people = await page
    .locator('button[name=person], input[name=person]')
    .evaluateAll((found) => found.map((each) => (each as { value?: string }).value ?? ''))
  expect(people.length).toBeGreaterThan(4)
  seeded.push(...people.filter((id) => id !== ''))
  for (const label of ['Bürgerin', 'Sachbearbeiter']) {
    const { page: own } = await house.visit()
    await signInAs(own, label)
    const { items } = (await (await own.request.get('/api/v1/cases?limit=50')).json()) as { items: { id: string }[] }
    for (const { id } of items) {
      const found = (await (await own.request.get(`/api/v1/cases/${id}`)).json()) as Record<string, unknown>
      seeded.push(...stringsIn([found['variables'], found['title'], found['names']]))
    }
  }
  expect(seeded.filter(isTelling).length).toBeGreaterThan(50)
})

test('provokes errors of every kind, with names in them', async () => {
  const name = 'Wilhelmine Quendelbach'
  const sent = encodeURIComponent(name)
  const cookie = `fachwerk-session=${sent}; fachwerk-visit=${sent}`
  const json = { 'content-type': 'application/json' }
  const requests: readonly [string, RequestInit][] = [
    [`/vorgaenge/${sent}?text=${sent}`, {}],
    [`/api/v1/cases/${sent}%00`, {}],
    [`/%ff${sent}`, {}],
    [`/api/v1/cases?text=${sent}&limit=${sent}`, {}],
    ['/anmelden', { method: 'POST', body: new URLSearchParams({ person: name, login: name, password: name }) }],
    ['/api/v1/cases', { method: 'POST', headers: json, body: `{"processKey":"${name}"` }],
    ['/api/v1/cases', { method: 'POST', headers: json, body: JSON.stringify({ processKey: [name], variables: name }) }],
    ['/api/v1/messages', { method: 'POST', headers: { 'content-type': `multipart/form-data; boundary=${sent}` }, body: name }],
    ['/anmelden', { method: 'POST', headers: { origin: `https://${sent}.example` }, body: new URLSearchParams({ name }) }],
  ]
  for (const [url, request] of requests) {
    const headers = { cookie, referer: `http://localhost/?name=${sent}`, 'user-agent': name, ...(request.headers as object) }
    const answer = await fetch(house.server.url + url, { redirect: 'manual', ...request, headers })
    expect([url, answer.status < 500]).toEqual([url, true])
  }
  seeded.push(name, sent, 'Wilhelmine', 'Quendelbach')
})

test('no log of the whole run holds any of it', async () => {
  await house.server.stop()
  const written = logs()
  expect(written.length).toBeGreaterThan(0)
  const lines = written.flatMap(({ text }) => text.split('\n')).filter((line) => line.startsWith('{'))
  // The servers did log, every request by its route.
  expect(lines.filter((line) => line.includes('"msg":"request"')).length).toBeGreaterThan(20)
  expect(lines.some((line) => line.includes('"route":"/api/v1/cases/:id"'))).toBe(true)
  const values = [...typedValues(), ...seeded].filter(isTelling)
  // What the servers say of themselves: the routes are patterns, and the place where they listen.
  const own = new Set(lines.map((line) => (JSON.parse(line) as { route?: string }).route ?? ''))
  const hits = written.flatMap(({ name, text }) =>
    foundIn(
      text,
      values.filter((value) => !own.has(value)),
    ).map((value) => `${name}: ${value}`),
  )
  expect(hits).toEqual([])
  // No address of a visitor either.
  expect(lines.filter((line) => /"(remoteAddress|ip|remoteIp)"|user-agent/i.test(line))).toEqual([])
})

test('the search finds what is there', () => {
  const line = '{"level":30,"route":"/vorgaenge/:id","msg":"case of Aylin Demir, CE-AD 417, born 1990-04-12, token abcDEF_123-x"}'
  const values = ['Aylin Demir', 'CE-AD 417', '1990-04-12', 'abcDEF_123-x', 'Jonas', 'CE-AD 4', '1990-04']
  expect(foundIn(line, values.filter(isTelling))).toEqual(values.slice(0, 4).concat('1990-04'))
  expect(['ja', 'bewohner', '1990', '', 'x'].filter(isTelling)).toEqual([])
  expect(valuesOfBody('a=Demir&b=%C3%A4', 'application/x-www-form-urlencoded')).toEqual(['Demir', 'ä'])
  const part =
    '--b\r\nContent-Disposition: form-data; name="a"\r\n\r\nDemir\r\n--b\r\nContent-Disposition: form-data; name="f"; filename="scan.pdf"\r\n\r\nx\r\n--b--'
  expect(valuesOfBody(part, 'multipart/form-data; boundary=b')).toEqual(['Demir', 'scan.pdf'])
  expect(valuesOfBody('{"a":{"b":["Demir",7]}}', 'application/json')).toEqual(['Demir', '7'])
})
