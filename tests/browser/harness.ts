import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { chromium, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'

import { removeData, startServer, type RunningServer } from './server-process.ts'
import { noteTypedValues } from './typed-values.ts'

export { removeData, root, startServer, type RunningServer } from './server-process.ts'

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

export const launchBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })

/** A person's own browser window (own cookies). */
export const newVisitor = async (browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<Visit> => {
  const context = await browser.newContext({ baseURL: url, locale: 'de-DE', viewport: { width: 1280, height: 900 }, ...options })
  context.setDefaultTimeout(10_000)
  noteTypedValues(context)
  return { context, page: await context.newPage() }
}

export interface House {
  readonly server: RunningServer
  /** A window of its own on this server's pages. */
  visit(options?: BrowserContextOptions): Promise<Visit>
}
interface Visit {
  readonly context: BrowserContext
  readonly page: Page
}

/** For a whole test file: one server with its demo data, and one browser. */
export const useHouse = (): House => {
  let server: RunningServer | undefined
  let browser: Browser | undefined
  beforeAll(async () => {
    server = await startServer()
    browser = await launchBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    expect(await server?.stop()).toBe(0)
    if (server) removeData(server)
  })
  return {
    get server() {
      return server!
    },
    visit: (options) => newVisitor(browser!, server!.url, options),
  }
}

/** One click on the start page. `label` is the card's title: Bürgerin, Sachbearbeiter … */
export const signInAs = async (page: Page, label: string): Promise<void> => {
  await page.goto('/')
  await page.getByRole('button', { name: new RegExp(`Als ${label} weiter`) }).click()
  await page.waitForLoadState()
}

/** axe-core finds nothing on the page as it stands, in light and in dark. */
export const expectAccessible = async (page: Page): Promise<void> => {
  // Half a megabyte: once for each document.
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axeSource)
  expect(await violations(page, {}), page.url()).toEqual([])
  await page.emulateMedia({ colorScheme: 'dark' })
  // Structure and names are the same in the dark; only colours differ.
  expect(await violations(page, { runOnly: ['color-contrast', 'link-in-text-block'] }), `${page.url()} in the dark`).toEqual([])
  await page.emulateMedia({ colorScheme: 'light' })
}

/** Sound as it stands: axe finds nothing, and nothing sticks out on a phone. */
export const expectSound = async (page: Page): Promise<void> => {
  await expectAccessible(page)
  for (const width of [390, 320]) {
    await page.setViewportSize({ width, height: 800 })
    const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
    expect(over, `${page.url()} at ${width} px`).toBeLessThanOrEqual(0)
  }
  await page.setViewportSize({ width: 1280, height: 900 })
}

interface AxeResult {
  readonly violations: readonly { id: string; nodes: { html: string; failureSummary?: string }[] }[]
}

const violations = (page: Page, only: { runOnly?: string[] }): Promise<string[]> =>
  page.evaluate(async (options) => {
    const { axe } = globalThis as unknown as { axe: { run(options: object): Promise<AxeResult> } }
    // Only what fails is told: passing nodes need not be described.
    const result = await axe.run({ ...options, resultTypes: ['violations'] })
    return result.violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary ?? ''}`).join(' | ')}`,
    )
  }, only)
