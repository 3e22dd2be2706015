import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { applyForPermit, next, permitSteps } from './apply-for-permit.ts'
import { launchBrowser, newVisitor, removeData, signInAs, startServer } from './harness.ts'

let browser: Browser
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser?.close())

test('a killed server loses nothing that a person saw confirmed: cases, drafts, sign-in', async () => {
  const first = await startServer()
  const { page, context } = await newVisitor(browser, first.url)
  await signInAs(page, 'Bürgerin')
  const number = await applyForPermit(page)
  await page.goto('/assistenten/bewohnerparkausweis')
  await page.getByRole('link', { name: /Jetzt beginnen|Weiter ausfüllen|Fortsetzen/ }).click()
  await permitSteps[0]!.fill(page)
  await next(page)
  const draft = new URL(page.url()).pathname.replace(/seite\/.*/, 'seite/person')
  await first.stop('SIGKILL')

  const second = await startServer(first.dataDirectory)
  const state = await context.storageState()
  const again = await newVisitor(browser, second.url, { storageState: state })
  await again.page.goto('/vorgaenge')
  expect(await again.page.locator('main').innerText()).toContain(number)
  await again.page.goto(draft)
  expect(await again.page.getByLabel('Vorname').inputValue()).toBe('Aylin')
  expect(await second.stop('SIGINT')).toBe(0)

  const third = await startServer(first.dataDirectory)
  await third.stop()
  removeData(first)
})
