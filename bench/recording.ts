import { randomBytes } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { startKernel, type Kernel } from '@fachwerk/kernel'
import { chromium, type Page } from 'playwright-core'
import { openDatabase, type DatabaseOptions } from '@fachwerk/postgres'
import { createServer } from '@fachwerk/web'
import { navigation, routes } from '../apps/server/src/module-pages.ts'
import { modules } from '../apps/server/src/modules.ts'
import { Disclosure } from '../packages/kernel/src/vault/disclosure.ts'
import { startRealPostgres } from '../packages/postgres/src/test-kit/real-postgres.ts'
import { Visitor } from './visitor.ts'

const pairs = { fetched: 300, inBrowser: 80 }
const executablePath = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium'
/** Of the demo: works on permits in Celle. */
const clerk = 'jonas-wessels'

/**
 * What recording accesses adds to a page: every page is fetched with and without it in turn, one request at a time, so that whatever else
 * the machine does hits both alike. Nothing in the product can switch it off: here the port's method is replaced by one that claims to show
 * nothing, in this process only.
 */
const withSwitch = () => {
  const show = Disclosure.prototype.show
  let recording = true
  Disclosure.prototype.show = function (this: Disclosure, person, showings, compute, channel) {
    return show.call(this, person, recording ? showings : [], compute as never, channel) as never
  }
  return {
    set: (on: boolean) => (recording = on),
    end: () => (Disclosure.prototype.show = show),
  }
}

/** Fetches a page and says how many milliseconds it took. */
type Look = (path: string) => Promise<number>

/** As a program fetches it: until its last byte. */
const fetching =
  (visitor: Visitor): Look =>
  async (path) => {
    const began = performance.now()
    const { status } = await visitor.get(path)
    if (status !== 200) throw new Error(`${path}: ${status}`)
    return performance.now() - began
  }

/** As a person has it: in Chromium, from the click until everything is loaded. */
const browsing =
  (page: Page, url: string): Look =>
  async (path) => {
    const answer = await page.goto(url + path, { waitUntil: 'load' })
    if (answer?.status() !== 200) throw new Error(`${path}: ${answer?.status()}`)
    return page.evaluate(() => (performance.getEntriesByType('navigation')[0] as PerformanceNavigationTiming).loadEventEnd)
  }

const medianOf = (times: readonly number[]): number => times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)]!
const rounded = (milliseconds: number): number => Math.round(milliseconds * 100) / 100

const measurePage = async (look: Look, pairs: number, path: string, set: (on: boolean) => void) => {
  const times: Record<'on' | 'off', number[]> = { on: [], off: [] }
  const looked = (on: boolean) => {
    set(on)
    return look(path)
  }
  for (let warmUp = 0; warmUp < 30; warmUp++) await looked(warmUp % 2 === 0)
  for (let pair = 0; pair < pairs; pair++) {
    // Each is the first of its pair as often as the second.
    for (const on of pair % 2 === 0 ? [true, false] : [false, true]) times[on ? 'on' : 'off'].push(await looked(on))
  }
  set(true)
  const [withIt, without] = [medianOf(times.on), medianOf(times.off)]
  return { recordedMs: rounded(withIt), unrecordedMs: rounded(without), addedPercent: rounded((withIt / without - 1) * 100) }
}

/** With the session of the demo person; forms and all. */
const signIn = async (page: Page, url: string): Promise<void> => {
  await page.goto(url)
  await page
    .locator(`form:has(input[name=person][value="${clerk}"]) button, button[name=person][value="${clerk}"]`)
    .first()
    .click()
  await page.waitForURL((now) => now.pathname !== '/anmelden')
}

const measure = async (options: DatabaseOptions) => {
  const database = await openDatabase(options)
  const kernel: Kernel = await startKernel({ database, modules: [...modules], demo: true, masterKey: randomBytes(32) })
  const app = await createServer({ kernel, routes, navigation, demo: true })
  await app.listen({ port: 0, host: '127.0.0.1' })
  const visitor = new Visitor(`http://127.0.0.1:${(app.server.address() as AddressInfo).port}`)
  const start = await visitor.get('/')
  await visitor.post('/anmelden', { ...Visitor.hiddenFields(start.body, '/anmelden'), person: clerk })
  const person = (await kernel.people.get(clerk))!
  const task = (await kernel.tasks.list(person, { scope: 'group' })).items[0]!
  const recording = withSwitch()
  const pages = { casePage: `/vorgaenge/${task.caseId}`, caseList: '/vorgaenge', taskPage: `/aufgaben/${task.id}` }
  const measured = async (look: Look, times: number) => {
    const figures: Record<string, unknown> = {}
    for (const [name, path] of Object.entries(pages)) figures[name] = await measurePage(look, times, path, recording.set)
    return figures
  }
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] }).catch(() => undefined)
  try {
    const page = await browser?.newPage()
    if (page) await signIn(page, visitor.url)
    return {
      fetched: await measured(fetching(visitor), pairs.fetched),
      inBrowser: page ? await measured(browsing(page, visitor.url), pairs.inBrowser) : null,
    }
  } finally {
    recording.end()
    await browser?.close()
    await app.close()
    await kernel.stop()
    await database.close()
  }
}

/** Milliseconds of pages with and without their entry in the ledger, as pairs; embedded and on PostgreSQL; `inBrowser: null`: no Chromium. */
export const recordingFigures = async () => {
  const server = await startRealPostgres()
  try {
    const postgresql = server === undefined ? null : await measure({ url: server.url })
    return { postgresql, pglite: await measure({ dataDirectory: 'memory://' }) }
  } finally {
    await server?.stop()
  }
}
