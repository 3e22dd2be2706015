import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { applyForPermit, choose, next, permitSteps } from './apply-for-permit.ts'
import { expectAccessible, launchBrowser, newVisitor, removeData, signInAs, startServer, type RunningServer } from './harness.ts'

let server: RunningServer
let browser: Browser
beforeAll(async () => {
  server = await startServer()
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser?.close()
  expect(await server?.stop()).toBe(0)
  removeData(server)
})

describe('the tour of a new user', () => {
  test('apply as citizen, decide as clerk, see the drawing move; axe finds nothing on the way', async () => {
    const citizen = await newVisitor(browser, server.url)
    await citizen.page.goto('/')
    await expectAccessible(citizen.page)
    await signInAs(citizen.page, 'Bürgerin')
    const number = await applyForPermit(citizen.page, expectAccessible)
    await citizen.page.goto('/vorgaenge')
    await expectAccessible(citizen.page)
    await citizen.page.locator('li, article, .fw-card').filter({ hasText: number }).getByRole('link').first().click()
    await expectAccessible(citizen.page)

    const clerk = await newVisitor(browser, server.url)
    await signInAs(clerk.page, 'Sachbearbeiter')
    await clerk.page.goto(`/vorgaenge?text=${number}`)
    await expectAccessible(clerk.page)
    await clerk.page.getByRole('link', { name: number }).click()
    const drawing = clerk.page.locator('[data-bpmn-diagram]').first()
    await drawing.locator('svg .djs-shape').first().waitFor()
    const before = await clerk.page.locator('.djs-element.fw-active').allTextContents()
    expect(before.join(' ')).toContain('Antrag')
    await expectAccessible(clerk.page)

    await clerk.page.goto('/aufgaben')
    await expectAccessible(clerk.page)
    await clerk.page
      .getByRole('row', { name: new RegExp(number) })
      .getByRole('link')
      .first()
      .click()
    await clerk.page.waitForLoadState()
    await expectAccessible(clerk.page)
    await clerk.page.getByRole('button', { name: 'Übernehmen' }).click()
    await choose(clerk.page, 'Bewilligen')
    await expectAccessible(clerk.page)
    await clerk.page.getByRole('button', { name: 'Erledigen' }).click()
    await clerk.page.waitForLoadState()
    await expectAccessible(clerk.page)
    await clerk.page.goto(`/vorgaenge?text=${number}`)
    await clerk.page.getByRole('link', { name: number }).click()
    await drawing.locator('svg .djs-shape').first().waitFor()
    const after = await clerk.page.locator('.djs-element.fw-active').allTextContents()
    expect(after).not.toEqual(before)
    expect(await clerk.page.locator('main').innerText()).toContain('30,70')
  })

  test('the journey works with JavaScript off', async () => {
    const { page, context } = await newVisitor(browser, server.url, { javaScriptEnabled: false })
    await signInAs(page, 'Bürgerin')
    expect(await applyForPermit(page)).toMatch(/^BP-/)
    await context.close()
  })

  test('the journey works with the keyboard alone', async () => {
    const { page, context } = await newVisitor(browser, server.url)
    await page.goto('/')
    await tabTo(page, /Als Bürgerin/)
    await page.keyboard.press('Enter')
    await page.waitForURL('**/assistenten')
    await tabTo(page, /Bewohnerparkausweis beantragen/)
    await page.keyboard.press('Enter')
    await page.getByRole('link', { name: /Jetzt beginnen|Weiter ausfüllen|Fortsetzen/ }).waitFor()
    await tabTo(page, /Jetzt beginnen/)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: permitSteps[0]!.title }).waitFor()
    await typeInto(page, 'Vorname', 'Aylin')
    await typeInto(page, 'Nachname', 'Demir')
    await typeInto(page, 'Tag', '14')
    await typeInto(page, 'Monat', '3')
    await typeInto(page, 'Jahr', '1991')
    await typeInto(page, 'E-Mail-Adresse', 'aylin.demir@example.org')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: permitSteps[1]!.title }).waitFor()
    await context.close()
  })

  test('a wrong answer comes back with a focused summary that leads to the field', async () => {
    const { page, context } = await newVisitor(browser, server.url)
    await signInAs(page, 'Bürgerin')
    await page.goto('/assistenten/bewohnerparkausweis')
    await page
      .getByRole('link', { name: /Jetzt beginnen|Weiter ausfüllen|Fortsetzen/ })
      .first()
      .click()
    await page.goto(page.url().replace(/seite\/.*/, 'seite/anschrift'))
    await page.getByLabel('Straße und Hausnummer').fill('Fritzenwiese 8')
    await page.getByLabel('Postleitzahl').fill('2922')
    await next(page)
    expect(await page.title()).toMatch(/^Fehler:/)
    await expectAccessible(page)
    await page.getByRole('link', { name: /Postleitzahl/ }).click()
    expect(await page.evaluate('document.activeElement.id')).toBe('f-anschrift.plz')
    expect(await page.getByLabel('Straße und Hausnummer').inputValue()).toBe('Fritzenwiese 8')
    await context.close()
  })
})

type Page = Awaited<ReturnType<typeof newVisitor>>['page']

/** Presses Tab until the element with this text has the focus. */
const tabTo = async (page: Page, name: RegExp): Promise<void> => {
  for (let step = 0; step < 60; step += 1) {
    await page.keyboard.press('Tab')
    const text = (await page.evaluate('document.activeElement.textContent')) as string | null
    if (name.test(text ?? '')) return
  }
  throw new Error(`Tab never reached ${name} on ${page.url()}`)
}

const typeInto = async (page: Page, label: string, text: string): Promise<void> => {
  const id = await page.getByLabel(label, { exact: true }).getAttribute('id')
  for (let step = 0; step < 60; step += 1) {
    if ((await page.evaluate('document.activeElement.id')) === id) return page.keyboard.type(text)
    await page.keyboard.press('Tab')
  }
  throw new Error(`Tab never reached „${label}“ on ${page.url()}`)
}
