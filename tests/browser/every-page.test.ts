import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { expectSound, signInAs, useHouse } from './harness.ts'

const house = useHouse()

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

const looked = new Set<string>()
/** Whether this content was looked at already, for another person: forms and help read the same for everyone. Ids and tokens do not count. */
const isNew = async (page: Page): Promise<boolean> => {
  const content = (await page.locator('main').innerHTML()).replaceAll(/[a-z]_[\w-]{8,}|value="[^"]*"/g, '*')
  if (looked.has(content)) return false
  looked.add(content)
  return true
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
    if (await isNew(page)) await expectSound(page)
    queue.push(...(await linksOf(page)))
  }
  return [...seen]
}

// Between them these people see every page of the house.
test.each(['Bürgerin', 'Sachbearbeiter', 'Fachexpertin', 'Administratorin', 'Datenschutzbeauftragter', 'Betrieb'])(
  'every page that %s reaches is sound',
  async (label) => {
    const { page, context } = await house.visit()
    await signInAs(page, label)
    const pages = await walk(page)
    expect(pages.length).toBeGreaterThan(3)
    await context.close()
  },
)
