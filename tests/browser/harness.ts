import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from 'playwright-core'
import { expect } from 'vitest'

export const root = join(import.meta.dirname, '../..')
const hook = join(root, 'packages/web/src/tsx-hook.mjs')
const cli = join(root, 'apps/server/src/cli.ts')
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

export interface RunningServer {
  readonly url: string
  readonly dataDirectory: string
  readonly child: ChildProcess
  /** Milliseconds from the start of the process to the line with the URL. */
  readonly readyAfter: number
  stop(signal?: NodeJS.Signals): Promise<number | null>
}

/** Starts `fachwerk start` as a process of its own on a fresh data directory (or the given one) and waits for its URL. */
export const startServer = async (dataDirectory = mkdtempSync(join(tmpdir(), 'fachwerk-browser-'))): Promise<RunningServer> => {
  const started = Date.now()
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', '--import', hook, cli, 'start', '--port', '0', '--data', dataDirectory], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_ENV: 'production', DATABASE_URL: '' },
  })
  const url = await new Promise<string>((resolve, reject) => {
    let output = ''
    const read = (chunk: Buffer) => {
      output += chunk.toString()
      const found = /https?:\/\/[\w.:-]+/.exec(output)
      if (found !== null) resolve(found[0])
    }
    child.stdout.on('data', read)
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()))
    child.on('exit', (code) => reject(new Error(`The server ended with ${code} before it was ready:\n${output}`)))
  })
  return {
    url,
    dataDirectory,
    child,
    readyAfter: Date.now() - started,
    stop: (signal = 'SIGINT') =>
      new Promise((resolve) => {
        if (child.exitCode !== null) return resolve(child.exitCode)
        child.on('exit', (code) => resolve(code))
        child.kill(signal)
      }),
  }
}

export const removeData = (server: RunningServer): void => rmSync(server.dataDirectory, { recursive: true, force: true })

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
export const newVisitor = async (browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<{ context: BrowserContext; page: Page }> => {
  const context = await browser.newContext({ baseURL: url, locale: 'de-DE', viewport: { width: 1280, height: 900 }, ...options })
  return { context, page: await context.newPage() }
}

/** One click on the start page. `label` is the card's title: Bürgerin, Sachbearbeiter … */
export const signInAs = async (page: Page, label: string): Promise<void> => {
  await page.goto('/')
  await page.getByRole('button', { name: new RegExp(`Als ${label}`) }).click()
  await page.waitForLoadState()
}

/** axe-core finds nothing on the page as it stands, in light and in dark. */
export const expectAccessible = async (page: Page): Promise<void> => {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await page.evaluate(axeSource)
    const violations = await page.evaluate(async () => {
      const axe = (globalThis as unknown as { axe: { run: () => Promise<{ violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[] }> } }).axe
      const result = await axe.run()
      return result.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary ?? ''}`).join(' | ')}`)
    })
    expect(violations, `${page.url()} in ${colorScheme}`).toEqual([])
  }
  await page.emulateMedia({ colorScheme: 'light' })
}
