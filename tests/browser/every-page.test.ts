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

/** Links of a page that lead to pages of this server (not to files and not out). */
const linksOf = (html: string): string[] =>
  [...html.matchAll(/<a [^>]*>/g)]
    .filter(([tag]) => !/ download/.test(tag))
    .map(([tag]) => / href="(\/[^"#]*)/.exec(tag)?.[1]?.replaceAll('&amp;', '&') ?? '')
    .filter((href) => href !== '' && !/\/dateien\/|\/quelle|\.(?:bpmn|xml|pdf|json|ndjson|csv)\b|\/api\//.test(href))

const looked = new Set<string>()
/** Whether this content was looked at already, for another person: forms and help read the same for everyone. Ids and tokens do not count. */
const isNew = (html: string): boolean => {
  const content = html.replace(/^.*<main|<\/main>.*$/gs, '').replaceAll(/[a-z]_[\w-]{8,}|value="[^"]*"/g, '*')
  if (looked.has(content)) return false
  looked.add(content)
  return true
}

/** Walks every kind of page a person reaches by links; each answers and has one h1; in the browser each content is looked at once. */
const walk = async (page: Page): Promise<string[]> => {
  const seen = new Set<string>()
  const queue = linksOf(await page.content())
  for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
    const kind = kindOf(path)
    if (seen.has(kind) || /^\/abmelden|sprache|lang=/.test(path)) continue
    const response = await page.request.get(path)
    if (!(response.headers()['content-type'] ?? '').startsWith('text/html')) continue
    seen.add(kind)
    const html = await response.text()
    expect(response.status(), path).toBe(200)
    expect(html.match(/<h1[ >]/g), `h1 of ${path}`).toHaveLength(1)
    if (isNew(html)) {
      await page.goto(path)
      await expectSound(page)
    }
    queue.push(...linksOf(html))
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
    expect(pages.length).toBeGreaterThan(30)
    await context.close()
  },
)
