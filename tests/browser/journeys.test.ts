import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { applyForPermit, choose, next, permitSteps } from './apply-for-permit.ts'
import { signInAs, useHouse } from './harness.ts'

const house = useHouse()

const visitor = async (label: string): Promise<Page> => {
  const { page } = await house.visit()
  await signInAs(page, label)
  return page
}
const said = (page: Page): Promise<string> => page.locator('main').innerText()
const press = async (page: Page, name: string | RegExp): Promise<void> => {
  await page.getByRole('button', { name }).first().click()
  await page.waitForLoadState()
}
const begin = async (page: Page): Promise<void> => {
  await page.goto('/assistenten/bewohnerparkausweis')
  await page.getByRole('link', { name: /Jetzt beginnen|Weiter ausfüllen/ }).click()
  await page.getByRole('heading', { level: 1, name: permitSteps[0]!.title }).waitFor()
}
/** Opens the task of this name in this case (any case where no number is given). */
const openTask = async (page: Page, name: string, number = ''): Promise<string> => {
  await page.goto(`/aufgaben?text=${number}`)
  const row = page.getByRole('row').filter({ hasText: name }).filter({ hasText: 'noch frei' }).first()
  await row.getByRole('link', { name }).first().click()
  await page.waitForLoadState()
  return page.url()
}
const openCase = async (page: Page, number: string): Promise<void> => {
  await page.goto(`/vorgaenge?text=${number}`)
  await page
    .locator('main tr, main li, main article, main .fw-card')
    .filter({ hasText: number })
    .getByRole('link')
    .first()
    .click()
  await page.waitForLoadState()
}
/** What happens by itself after a step (a notice, a check) takes a moment. */
const waitFor = async (page: Page, text: string): Promise<void> => {
  for (let attempt = 0; attempt < 20 && !(await said(page)).includes(text); attempt += 1) {
    await page.waitForTimeout(250)
    await page.reload()
  }
  expect(await said(page)).toContain(text)
}

describe('what clerks and citizens say to each other', () => {
  test('a refused permit ends the case, the citizen reads so, and others find no such case', async () => {
    const citizen = await visitor('Bürgerin')
    const number = await applyForPermit(citizen)
    const clerk = await visitor('Sachbearbeiter')
    await openTask(clerk, 'Antrag entscheiden', number)
    await press(clerk, 'Übernehmen')
    await choose(clerk, 'Ablehnen')
    await press(clerk, 'Erledigen')
    // The reasons are asked for once „Ablehnen“ is known.
    await clerk.getByLabel('Grund der Ablehnung').selectOption({ label: 'Dauerhafte Nutzung nicht nachgewiesen' })
    await clerk.getByLabel('Begründung für den Bescheid').fill('Das Fahrzeug ist auf eine andere Person zugelassen.')
    await press(clerk, 'Erledigen')
    expect(await said(clerk)).toContain('Die Aufgabe ist erledigt')

    await openCase(citizen, number)
    await waitFor(citizen, 'abgeschlossen')
    const text = await said(citizen)
    expect(text).toContain('Antrag abgelehnt')
    // The letter itself, with its reasons and the way to appeal.
    expect(text).toContain('Das Fahrzeug ist auf eine andere Person zugelassen.')
    expect(text).toContain('Klage beim Verwaltungsgericht')
    expect(text).toContain('Ihr Vorgang ist abgeschlossen.')
    expect(text).not.toMatch(/abgelehnt_|ablehnungsgrund|undefined|null/)

    const other = await visitor('Dienststellenleiter')
    expect((await other.goto(citizen.url()))?.status()).toBe(404)
    expect(await said(other)).not.toContain('Aylin')
    expect((await citizen.goto('/vorgaenge/c_gibt-es-nicht'))?.status()).toBe(404)
    expect(await said(citizen)).toMatch(/gibt es nicht/)
  })

  test('an officer asks back, the citizen answers, the officer reads the answer', async () => {
    const officer = await visitor('Polizistin im Einsatz')
    await officer.goto('/aufgaben')
    const row = officer.getByRole('row').filter({ hasText: 'Anzeige prüfen' }).filter({ hasText: 'Schwerer Diebstahl' }).first()
    const number = /SA-\d{4}-\d{5}/.exec(await row.innerText())![0]
    await openTask(officer, 'Anzeige prüfen', number)
    await press(officer, 'Übernehmen')
    await choose(officer, 'Bei der anzeigenden Person nachfragen')
    await press(officer, 'Erledigen')
    await officer.getByLabel('Ihre Frage').fill('Welche Farbe hat das Pedelec?')
    await press(officer, 'Erledigen')

    const citizen = await visitor('Bürgerin')
    await openCase(citizen, number)
    expect(await said(citizen)).toContain('Wir brauchen etwas von Ihnen: Rückfrage beantworten')
    await citizen.getByRole('link', { name: 'Rückfrage beantworten' }).first().click()
    await citizen.waitForLoadState()
    if ((await citizen.getByRole('button', { name: 'Übernehmen' }).count()) > 0) await press(citizen, 'Übernehmen')
    expect(await said(citizen)).toContain('Welche Farbe hat das Pedelec?')
    await citizen.getByLabel('Ihre Antwort').fill('Mattgrün mit weißem Sattel.')
    await press(citizen, /^Weiter|Erledigen/)
    if ((await citizen.getByRole('button', { name: 'Erledigen' }).count()) > 0) await press(citizen, 'Erledigen')

    await openTask(officer, 'Anzeige prüfen', number)
    expect(await said(officer)).toContain('Mattgrün mit weißem Sattel.')
  })

  test('two clerks claim the same task: the second reads that it is taken', async () => {
    const [first, second] = [await visitor('Polizistin im Einsatz'), await visitor('Dienststellenleiter')]
    const url = await openTask(first, 'Anzeige prüfen')
    await second.goto(url)
    await press(first, 'Übernehmen')
    await press(second, 'Übernehmen')
    expect(await said(second)).toContain('Diese Aufgabe hat inzwischen jemand anderes übernommen')
    expect(await second.getByRole('button', { name: 'Erledigen' }).count()).toBe(0)
    await second.goto(url)
    expect(await said(second)).toContain('Diese Aufgabe hat Mara Thönissen übernommen')
    expect(await second.getByRole('button', { name: 'Übernehmen' }).count()).toBe(0)
  })
})

describe('what goes wrong while answering', () => {
  test('sending twice gives one case', async () => {
    const page = await visitor('Bürgerin')
    await page.goto('/vorgaenge')
    const numbers = async (): Promise<number> => {
      await page.goto('/vorgaenge?verfahren=bewohnerparkausweis')
      return new Set((await said(page)).match(/BP-\d{4}-\d{5}/g)).size
    }
    const before = await numbers()
    await begin(page)
    for (const { title, fill } of permitSteps) {
      await page.getByRole('heading', { level: 1, name: title }).waitFor()
      await fill(page)
      await next(page)
    }
    await page.getByRole('heading', { level: 1, name: /prüfen/i }).waitFor()
    await page.getByRole('button', { name: /absenden|senden/i }).dblclick()
    await page
      .getByText(/BP-\d{4}-\d{5}/)
      .first()
      .waitFor()
    const number = /BP-\d{4}-\d{5}/.exec(await said(page))![0]
    await page.goBack()
    const again = page.getByRole('button', { name: /absenden|senden/i })
    if ((await again.count()) > 0) {
      await again.click()
      await page.waitForLoadState()
      expect(await said(page)).toContain(number)
    }
    expect(await numbers()).toBe(before + 1)
  })

  test('the older of two windows does not overwrite the newer, and keeps what was typed', async () => {
    const { page: one, context } = await house.visit()
    await signInAs(one, 'Bürgerin')
    await begin(one)
    const two = await context.newPage()
    await two.goto(one.url())
    await permitSteps[0]!.fill(one)
    await next(one)
    await permitSteps[0]!.fill(two)
    await two.getByLabel('Vorname').fill('Aylin-Marie')
    await next(two)
    expect(await said(two)).toContain('Diese Seite wurde inzwischen an anderer Stelle geändert')
    expect(await two.getByLabel('Vorname').inputValue()).toBe('Aylin-Marie')
    await press(two, /^Weiter|speichern/i)
    expect(await two.getByRole('heading', { level: 1 }).innerText()).toBe(permitSteps[1]!.title)
    await context.close()
  })

  test('an answer that is too long is told at its field and kept', async () => {
    const page = await visitor('Datenschutzbeauftragter')
    await begin(page)
    await permitSteps[0]!.fill(page)
    const long = 'A'.repeat(300)
    await page.getByLabel('Vorname').evaluate((input) => input.removeAttribute('maxlength'))
    await page.getByLabel('Vorname').fill(long)
    await next(page)
    expect(await page.title()).toMatch(/^Fehler:/)
    const field = page.getByLabel('Vorname')
    expect(await field.getAttribute('aria-invalid')).toBe('true')
    const described = (await field.getAttribute('aria-describedby'))!.split(' ').find((id) => id.startsWith('error-'))
    expect(await page.locator(`[id="${described}"]`).innerText()).toContain('80')
    expect(await field.inputValue()).toBe(long)
  })
})
