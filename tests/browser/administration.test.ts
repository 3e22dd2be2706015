import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { expectSound, signInAs, useHouse } from './harness.ts'

const house = useHouse()

const open = async (label: string) => {
  const visitor = await house.visit()
  await signInAs(visitor.page, label)
  return visitor
}
const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name }).waitFor()
/** The whole row of a choice is its label. */
const tick = (page: Page, label: string) => page.locator('label').getByText(label, { exact: true }).click()
const typeDate = async (page: Page, legend: string, [day, month, year]: readonly [string, string, string]): Promise<void> => {
  const group = page.getByRole('group', { name: legend })
  await group.getByLabel('Tag').fill(day)
  await group.getByLabel('Monat').fill(month)
  await group.getByLabel('Jahr').fill(year)
}

describe('the administration of a town', () => {
  test('a new clerk: created, put into a group, given a deputy and, with four eyes, the administration', async () => {
    const { page, context } = await open('Administratorin')
    await heading(page, 'Verwaltung')
    await expectSound(page)
    await page.getByRole('link', { name: 'Personen', exact: true }).click()
    await page.getByRole('link', { name: 'Person anlegen' }).click()
    await page.getByRole('button', { name: 'Anlegen' }).click()
    expect(await page.title()).toMatch(/^Fehler:/)
    await expectSound(page)
    await page
      .getByRole('link', { name: /Name|fehlt/ })
      .first()
      .click()
    expect(await page.evaluate('document.activeElement.id')).toBe('f-name')
    await page.getByLabel('Name', { exact: true }).fill('Swantje Harms')
    await page
      .getByLabel('Organisationseinheit')
      .selectOption({ label: 'Fachbereich Ordnung und Bürgerservice Celle › Bürgeramt Celle' })
    await tick(page, 'Sachbearbeitung')
    await page.getByRole('button', { name: 'Anlegen' }).click()
    await heading(page, 'Swantje Harms')
    await expectSound(page)

    await page.getByRole('link', { name: /Ändern\s*: Gruppen/ }).click()
    await tick(page, 'Bürgeramt')
    await expectSound(page)
    await page.getByRole('button', { name: 'Speichern' }).click()
    await heading(page, 'Swantje Harms')
    const person = page.url()

    await page.getByRole('link', { name: /Ändern\s*: Wird vertreten von/ }).click()
    await page.getByLabel('Wer vertritt?').selectOption({ label: 'Jonas Wessels (Bürgeramt Celle)' })
    const year = String(new Date().getFullYear() + 1)
    await typeDate(page, 'Erster Tag', ['1', '2', year])
    await typeDate(page, 'Letzter Tag', ['14', '2', year])
    await expectSound(page)
    await page.getByRole('button', { name: 'Eintragen' }).click()
    await page.getByRole('row', { name: /Swantje Harms.*Jonas Wessels/ }).waitFor()
    await expectSound(page)

    await page.goto(`${person}/rollen`)
    await tick(page, 'Administration')
    await page.getByRole('button', { name: 'Speichern' }).click()
    await page.getByText('Eine Änderung wartet auf eine zweite Person').waitFor()
    await page.getByRole('link', { name: 'Wartet auf zweite Person' }).click()
    await expectSound(page)
    expect(await page.getByRole('button', { name: /Zustimmen/ }).count()).toBe(0)

    const second = await open('Zweiter Administrator')
    await second.page.getByText('Auf Ihre Zustimmung warten: 1').waitFor()
    await second.page.goto('/verwaltung/wartend')
    await second.page.getByRole('button', { name: /Zustimmen\s*: Swantje Harms bekommt/ }).click()
    await second.page.getByText('Nichts wartet').waitFor()
    await page.goto(person)
    expect(await page.locator('main').innerText()).toContain('Administration')
    await page.goto('/verwaltung/protokoll')
    await page.getByRole('row', { name: /Malte Oetjen.*Zugestimmt: Swantje Harms/ }).waitFor()
    await expectSound(page)
    await second.context.close()
    await context.close()
  })

  test('a stale page keeps what was typed and says what the other one did', async () => {
    const [first, second] = [await open('Administratorin'), await open('Zweiter Administrator')]
    const form = '/verwaltung/personen/jonas-wessels/angaben'
    await first.page.goto(form)
    await second.page.goto(form)
    await first.page.getByLabel('E-Mail-Adresse').fill('jonas.wessels@celle.example')
    await first.page.getByRole('button', { name: 'Speichern' }).click()
    await heading(first.page, 'Jonas Wessels')
    await second.page.getByLabel('Name', { exact: true }).fill('Jonas Wessels-Kahle')
    await second.page.getByRole('button', { name: 'Speichern' }).click()
    await second.page.getByText('Katharina Behrens: Jonas Wessels: neue E-Mail-Adresse.').waitFor()
    expect(await second.page.getByLabel('Name', { exact: true }).inputValue()).toBe('Jonas Wessels-Kahle')
    await expectSound(second.page)
    await first.context.close()
    await second.context.close()
  })

  test('every other page of the administration is sound, the secret of a token stands there once', async () => {
    const { page, context } = await open('Administratorin')
    const pages = [
      'personen',
      'einheiten',
      'einheiten/neu',
      'einheiten/celle-buergeramt',
      'gruppen',
      'gruppen/neu',
      'gruppen/buergeramt',
      'vertretungen',
      'gemeinsame-gruppen',
      'gemeinsame-gruppen/neu',
      'zugaenge',
      'personen/jonas-wessels/anmeldung',
    ]
    for (const path of pages) {
      expect((await page.goto(`/verwaltung/${path}`))?.status(), path).toBe(200)
      await expectSound(page)
    }
    await page.goto('/verwaltung/zugaenge/neu')
    await page.getByLabel('Name des Programms').fill('Kassenverfahren')
    await page.getByRole('button', { name: 'Anlegen' }).click()
    await page.getByRole('link', { name: 'Schlüssel ausstellen' }).click()
    await page.getByLabel('Bezeichnung').fill('Server kasse-2')
    await tick(page, 'Vorgänge lesen')
    const inHalfAYear = new Date(Date.now() + 180 * 86_400_000)
    await typeDate(page, 'Gültig bis', ['1', String(inHalfAYear.getMonth() + 1), String(inHalfAYear.getFullYear())])
    await expectSound(page)
    await page.getByRole('button', { name: 'Ausstellen' }).click()
    const secret = await page.locator('#secret').innerText()
    await expectSound(page)
    const bearer = { authorization: `Bearer ${secret}` }
    expect((await fetch(`${house.server.url}/api/v1/cases`, { headers: bearer })).status).toBe(200)
    expect((await fetch(`${house.server.url}/api/v1/administration/people`, { headers: bearer })).status).toBe(403)
    await page.getByRole('link', { name: 'Schlüssel ist eingetragen' }).click()
    await expectSound(page)
    expect(await page.content()).not.toContain(secret)
    await page.getByRole('button', { name: /Widerrufen/ }).click()
    await page.getByText('Noch kein Schlüssel').waitFor()
    expect((await fetch(`${house.server.url}/api/v1/cases`, { headers: bearer })).status).toBe(401)
    await context.close()
  })

  test('a clerk names an own deputy with the keyboard alone', async () => {
    const { page, context } = await open('Sachbearbeiter')
    await page.goto('/konto/vertretung')
    await expectSound(page)
    await page.goto('/konto/vertretung/neu')
    const reach = async (label: string, group?: string) => {
      const scope = group === undefined ? page : page.getByRole('group', { name: group })
      const id = await scope.getByLabel(label).first().getAttribute('id')
      for (let step = 0; step < 60; step += 1) {
        if ((await page.evaluate('document.activeElement.id')) === id) return
        await page.keyboard.press('Tab')
      }
      throw new Error(`Tab never reached ${label}`)
    }
    await reach('Wer vertritt?')
    await page.keyboard.type('Frauke')
    const year = String(new Date().getFullYear() + 1)
    for (const [group, day] of [
      ['Erster Tag', '3'],
      ['Letzter Tag', '5'],
    ] as const)
      for (const [label, text] of [
        ['Tag', day],
        ['Monat', '3'],
        ['Jahr', year],
      ] as const) {
        await reach(label, group)
        await page.keyboard.press('Control+A')
        await page.keyboard.type(text)
      }
    await page.keyboard.press('Enter')
    await page
      .getByRole('row', { name: new RegExp(`Jonas Wessels.*Frauke Harms.*03.03.${year}.*05.03.${year}.*geplant`) })
      .waitFor()
    await context.close()
  })
})
