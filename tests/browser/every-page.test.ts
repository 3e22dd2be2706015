import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectAccessible, launchBrowser, newVisitor, removeData, signInAs, startServer, type RunningServer } from './harness.ts'

let server: RunningServer
let browser: Browser
beforeAll(async () => {
  server = await startServer()
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
  removeData(server)
})

/** Pages that differ only in ids are one kind of page: `/vorgaenge/c_4f…` → `/vorgaenge/*`, `/verwaltung/personen/emre-demir` likewise. */
const kindOf = (path: string): string =>
  path
    .replace(/\?.*/, '')
    .replaceAll(/\/(?:[a-z]_[\w-]{8,}|[0-9]+)(?=\/|$)/g, '/*')
    .replace(/^(\/verwaltung\/\w+)\/(?!neu$)[^/]+/, '$1/*')

/** Links of the page that lead to pages of this server (not to files and not out). */
const linksOf = async (page: Page): Promise<string[]> => {
  const hrefs = await page
    .locator('a[href^="/"]:not([download])')
    .evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''))
  return hrefs
    .map((href) => href.replace(/#.*/, ''))
    .filter((href) => !/\/dateien\/|\/quelle|\.(?:bpmn|xml|pdf|json|ndjson|csv)\b|\/api\//.test(href))
}

const widthOverflow = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

const looked = new Set<string>()
/** Whether this content was looked at already, for another person: forms and help read the same for everyone. Ids and tokens do not count. */
const isNew = async (page: Page): Promise<boolean> => {
  const content = (await page.locator('main').innerHTML()).replaceAll(/[a-z]_[\w-]{8,}|value="[^"]*"/g, '*')
  if (looked.has(content)) return false
  looked.add(content)
  return true
}

/** axe finds nothing, and nothing sticks out at 390 px and 320 px. */
const look = async (page: Page, path: string): Promise<void> => {
  await expectAccessible(page)
  for (const width of [390, 320]) {
    await page.setViewportSize({ width, height: 800 })
    expect(await widthOverflow(page), `${path} at ${width} px`).toBeLessThanOrEqual(0)
  }
  await page.setViewportSize({ width: 1280, height: 900 })
}

/** Walks every kind of page a person reaches by links; each answers, has one h1 and is looked at. */
const walk = async (page: Page): Promise<string[]> => {
  const seen = new Set<string>()
  const queue = await linksOf(page)
  for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
    const kind = kindOf(path)
    if (seen.has(kind) || /^\/abmelden|sprache|lang=/.test(path)) continue
    const response = await page.goto(path)
    if (!(response?.headers()['content-type'] ?? '').startsWith('text/html')) continue
    seen.add(kind)
    expect(response?.status(), path).toBe(200)
    expect(await page.locator('h1').count(), `h1 of ${path}`).toBe(1)
    if (await isNew(page)) await look(page, path)
    queue.push(...(await linksOf(page)))
  }
  return [...seen]
}

// Between them these people see every page of the house.
test.each(['Bürgerin', 'Sachbearbeiter', 'Fachexpertin', 'Administratorin', 'Datenschutzbeauftragter', 'Betrieb'])(
  'every page that %s reaches is sound',
  async (label) => {
    const { page, context } = await newVisitor(browser, server.url)
    await signInAs(page, label)
    const pages = await walk(page)
    expect(pages.length).toBeGreaterThan(3)
    await context.close()
  },
)
