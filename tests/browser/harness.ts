import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { chromium, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from 'playwright-core'
import { expect } from 'vitest'

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
export const newVisitor = async (
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<{ context: BrowserContext; page: Page }> => {
  const context = await browser.newContext({ baseURL: url, locale: 'de-DE', viewport: { width: 1280, height: 900 }, ...options })
  context.setDefaultTimeout(10_000)
  noteTypedValues(context)
  return { context, page: await context.newPage() }
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

interface AxeResult {
  readonly violations: readonly { id: string; nodes: { html: string; failureSummary?: string }[] }[]
}

const violations = (page: Page, options: { runOnly?: string[] }): Promise<string[]> =>
  page.evaluate(async (options) => {
    const { axe } = globalThis as unknown as { axe: { run(options: object): Promise<AxeResult> } }
    // Only what fails is told: passing nodes need not be described.
    const result = await axe.run({ ...options, resultTypes: ['violations'] })
    return result.violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary ?? ''}`).join(' | ')}`,
    )
  }, options)
