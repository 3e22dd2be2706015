import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { applyForPermit, choose, next, permitSteps, scan } from './apply-for-permit.ts'
import { expectAccessible, signInAs, useHouse } from './harness.ts'

const house = useHouse()

describe('the tour of a new user', () => {
  test('apply as citizen, decide as clerk, see the drawing move; axe finds nothing on the way', async () => {
    const citizen = await house.visit()
    await citizen.page.goto('/')
    await expectAccessible(citizen.page)
    await signInAs(citizen.page, 'Bürgerin')
    const number = await applyForPermit(citizen.page, expectAccessible)
    await citizen.page.goto('/vorgaenge')
    await expectAccessible(citizen.page)
    await citizen.page.locator('li, article, .fw-card').filter({ hasText: number }).getByRole('link').first().click()
    await expectAccessible(citizen.page)

    const clerk = await house.visit()
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

  test('the journey works with JavaScript off, for citizen and clerk', async () => {
    const citizen = await house.visit({ javaScriptEnabled: false })
    await signInAs(citizen.page, 'Bürgerin')
    const number = await applyForPermit(citizen.page)
    const { page } = await house.visit({ javaScriptEnabled: false })
    await signInAs(page, 'Sachbearbeiter')
    await page
      .getByRole('row', { name: new RegExp(number) })
      .getByRole('link')
      .first()
      .click()
    await page.getByRole('button', { name: 'Übernehmen' }).click()
    await choose(page, 'Bewilligen')
    await page.getByRole('button', { name: 'Erledigen' }).click()
    await page.goto(`/vorgaenge?text=${number}`)
    await page.getByRole('link', { name: number }).click()
    // Without JavaScript the way stands in the table.
    expect(await page.getByRole('row', { name: /Antrag entscheiden/ }).innerText()).toContain('erledigt')
  })

  test('the journey works with the keyboard alone', async () => {
    const { page, context } = await house.visit()
    const arrived = (index: number) => page.getByRole('heading', { level: 1, name: permitSteps[index]!.title }).waitFor()
    const send = () => page.keyboard.press('Enter')
    await page.goto('/')
    await tabTo(page, /Als Bürgerin/)
    await send()
    await page.waitForURL('**/assistenten')
    await tabTo(page, /Bewohnerparkausweis beantragen/)
    await send()
    await page.getByRole('link', { name: /Jetzt beginnen/ }).waitFor()
    await tabTo(page, /Jetzt beginnen/)
    await send()
    await arrived(0)
    for (const [label, text] of Object.entries({ Vorname: 'Aylin', Nachname: 'Demir', Tag: '14', Monat: '3', Jahr: '1991' }))
      await typeInto(page, label, text)
    await typeInto(page, 'E-Mail-Adresse', 'aylin.demir@example.org')
    await send()
    await arrived(1)
    for (const [label, text] of Object.entries({
      'Straße und Hausnummer': 'Fritzenwiese 8',
      Postleitzahl: '29221',
      Ort: 'Celle',
    }))
      await typeInto(page, label, text)
    await send()
    await arrived(2)
    await pick(page, 'Neuer Ausweis')
    await send()
    await arrived(3)
    await pick(page, 'Pkw oder Wohnmobil bis 3,5 Tonnen')
    await typeInto(page, 'Kennzeichen', 'CE-AD 118')
    await pick(page, 'Ja')
    await send()
    await arrived(4)
    await pick(page, '12 Monate')
    await send()
    await arrived(5)
    // Space on the focused field opens the system's own file dialog; from there on it is the system's keyboard.
    await tabToField(page, 'Zulassungsbescheinigung Teil I')
    const dialog = page.waitForEvent('filechooser')
    await page.keyboard.press('Space')
    await (await dialog).setFiles(scan)
    await tabTo(page, /^Weiter/)
    await send()
    await page.getByRole('heading', { level: 1, name: /prüfen/i }).waitFor()
    await tabTo(page, /^Absenden$/)
    await send()
    await page
      .getByText(/BP-\d{4}-\d{5}/)
      .first()
      .waitFor()
    await context.close()
  })

  test('a wrong answer comes back with a focused summary that leads to the field', async () => {
    const { page, context } = await house.visit()
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

/** Presses Tab until the element with this text has the focus. */
const tabTo = async (page: Page, name: RegExp): Promise<void> => {
  for (let step = 0; step < 60; step += 1) {
    await page.keyboard.press('Tab')
    const text = (await page.evaluate('document.activeElement.textContent')) as string | null
    if (name.test(text ?? '')) return
  }
  throw new Error(`Tab never reached ${name} on ${page.url()}`)
}

/** Presses Tab until the field with this label has the focus. */
const tabToField = async (page: Page, label: string): Promise<void> => {
  const id = await page.getByLabel(label, { exact: true }).first().getAttribute('id')
  for (let step = 0; step < 60; step += 1) {
    if ((await page.evaluate('document.activeElement.id')) === id) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`Tab never reached „${label}“ on ${page.url()}`)
}

const typeInto = async (page: Page, label: string, text: string): Promise<void> => {
  await tabToField(page, label)
  await page.keyboard.type(text)
}

/** Chooses the first radio button of a group, the one that Tab reaches. */
const pick = async (page: Page, label: string): Promise<void> => {
  await tabToField(page, label)
  await page.keyboard.press('Space')
}
