import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { choose, next } from './apply-for-permit.ts'
import { expectSound, signInAs, useHouse } from './harness.ts'

const house = useHouse()

const as = async (label: string, run: (page: Page) => Promise<void>): Promise<void> => {
  const { page, context } = await house.visit()
  await signInAs(page, label)
  await run(page)
  await context.close()
}
const main = (page: Page) => page.locator('main')
const link = async (page: Page, name: string | RegExp): Promise<void> => {
  await main(page).getByRole('link', { name }).first().click()
  await page.waitForLoadState()
}
const press = async (page: Page, name: string | RegExp): Promise<void> => {
  await main(page).getByRole('button', { name }).first().click()
  await page.waitForLoadState()
}
let asked = ''

describe('as citizen', () => {
  test('sees an access in plain words, filters, and reads its proof', () =>
    as('Bürgerin', async (page) => {
      await page.goto('/meine-daten')
      await expectSound(page)
      const sentence =
        /^Am \d+\. \S+ las die Sachbearbeitung im Bürgeramt Celle .*Ihre Anschrift|^Am \d+\. \S+ las die Sachbearbeitung im Bürgeramt Celle/
      await link(page, 'Alle Zugriffe ansehen')
      expect(await main(page).locator('.fw-accesses__text').filter({ hasText: sentence }).count()).toBeGreaterThan(0)
      expect(await main(page).innerText()).toContain('weitere Zugriffe werden Ihnen zurzeit nicht gezeigt')
      await expectSound(page)
      const before = await main(page).locator('.fw-accesses li').count()
      await page.locator('select[name=daten]').selectOption({ label: 'Fahrzeugdaten' })
      await press(page, 'Anzeigen')
      const texts = await main(page).locator('.fw-accesses__text').allInnerTexts()
      expect(texts.length).toBeGreaterThan(0)
      expect(texts.length).toBeLessThanOrEqual(before)
      expect(texts.every((text) => text.includes('Fahrzeugdaten') || text.includes('weitere Arten'))).toBe(true)
      await link(page, /^Einzelheiten und Nachweis/)
      expect(await main(page).innerText()).toContain('Geprüft: Der Eintrag steht unverändert im Protokoll.')
      await expectSound(page)
    }))

  test('takes everything along as JSON and PDF, which is recorded in turn', () =>
    as('Bürgerin', async (page) => {
      await page.goto('/meine-daten')
      const [json] = await Promise.all([
        page.waitForEvent('download'),
        main(page).getByRole('link', { name: 'Als JSON herunterladen' }).click(),
      ])
      const data = JSON.parse(readFileSync(await json.path(), 'utf8')) as {
        format: string
        accesses: { proof: object | null }[]
        stored: object[]
      }
      expect(data.format).toBe('https://fachwerk.dev/schema/1.0/data-export')
      expect(data.stored.length).toBeGreaterThan(2)
      expect(data.accesses.length).toBeGreaterThan(2)
      expect(data.accesses.every(({ proof }) => proof !== null)).toBe(true)
      const [pdf] = await Promise.all([
        page.waitForEvent('download'),
        main(page).getByRole('link', { name: 'Als PDF herunterladen' }).click(),
      ])
      expect(readFileSync(await pdf.path(), 'latin1')).toMatch(/^%PDF-1\.7/)
      await page.goto('/meine-daten/zugriffe?eigene=1')
      expect(await main(page).innerText()).toMatch(/haben Sie .* selbst heruntergeladen/)
    }))

  test('asks about an access: a case with the legal deadline', () =>
    as('Bürgerin', async (page) => {
      await page.goto('/meine-daten/zugriffe')
      const entry = main(page).locator('.fw-accesses li').filter({ hasText: 'im Bürgeramt Celle' }).first()
      await entry.getByRole('link').click()
      await press(page, 'Dazu nachfragen')
      await page.getByRole('heading', { level: 1, name: 'Was möchten Sie erreichen?' }).waitFor()
      await next(page)
      expect(await page.getByLabel('Zugriff, um den es geht').inputValue()).toContain(
        'las die Sachbearbeitung im Bürgeramt Celle',
      )
      await expectSound(page)
      await next(page)
      await page.getByLabel('Was möchten Sie wissen?').fill('Warum wurde mein Antrag an diesem Tag geöffnet?')
      await next(page)
      await next(page)
      await page.getByRole('heading', { level: 1, name: /prüfen/i }).waitFor()
      await press(page, /absenden|senden/i)
      asked = /DS-\d{4}-\d{5}/.exec(await main(page).innerText())?.[0] ?? ''
      expect(asked).not.toBe('')
      await page.goto('/meine-daten')
      expect(await main(page).innerText()).toMatch(new RegExp(`${asked}.*Antwort bis`))
      await link(page, new RegExp(asked))
      expect(await main(page).innerText()).toContain('Sie bekommen bis spätestens')
      await expectSound(page)
    }))

  test('opens own case: who has looked at it stands there', () =>
    as('Bürgerin', async (page) => {
      await page.goto('/vorgaenge')
      await link(page, 'Bewohnerparkausweis beantragen')
      await page.getByRole('heading', { name: 'Wer hat hineingesehen' }).waitFor()
      await link(page, 'Alle Zugriffe auf diesen Vorgang')
      expect(await main(page).locator('.fw-accesses li').count()).toBeGreaterThan(0)
    }))
})

describe('as data protection officer', () => {
  test('sees what is to be done: hours of the breach, deadlines, a curious colleague', () =>
    as('Datenschutzbeauftragter', async (page) => {
      await page.goto('/datenschutz')
      const text = await main(page).innerText()
      expect(text).toMatch(/noch \d+ Stunden/)
      expect(text).toMatch(/knapp: in \d Tagen|knapp: übermorgen|knapp: morgen/)
      expect(text).toContain('Gleicher Nachname')
      expect(text).toContain('Emre Demir')
      await expectSound(page)
    }))

  test('every section is sound', () =>
    as('Datenschutzbeauftragter', async (page) => {
      await page.goto('/datenschutz')
      const hrefs = await main(page)
        .locator('.fw-tabs a')
        .evaluateAll((links) => links.map((each) => each.getAttribute('href') ?? ''))
      expect(hrefs.length).toBe(9)
      for (const href of hrefs) {
        const answer = await page.goto(href)
        expect(answer?.status(), href).toBe(200)
        await expectSound(page)
      }
    }))

  test('the register comes from the models and leaves as CSV', () =>
    as('Datenschutzbeauftragter', async (page) => {
      await page.goto('/datenschutz/verzeichnis')
      expect((await main(page).innerText()).replaceAll('\u00a0', ' ')).toContain('§ 45 Abs. 1b')
      const [csv] = await Promise.all([page.waitForEvent('download'), main(page).getByRole('link', { name: /CSV/ }).click()])
      expect(readFileSync(await csv.path(), 'utf8')).toContain('"Bewohnerparkausweis beantragen"')
    }))

  test('a finding becomes an examination, filled with what is known', () =>
    as('Datenschutzbeauftragter', async (page) => {
      await page.goto('/datenschutz/auffaelligkeiten')
      await press(page, /^Prüfung öffnen wegen Gleicher Nachname/)
      await page.getByRole('heading', { level: 1, name: 'Was ist aufgefallen?' }).waitFor()
      expect(await page.getByLabel('Wer hat zugegriffen?').inputValue()).toMatch(/^Emre Demir \([0-9a-f]{32}\)$/)
      await next(page)
      await press(page, /absenden|senden/i)
      expect(await main(page).innerText()).toMatch(/ZP-\d{4}-\d{5}/)
    }))

  test('answers the request; the citizen reads the letter', async () => {
    await as('Datenschutzbeauftragter', async (page) => {
      await page.goto(`/aufgaben?text=${asked}`)
      await link(page, /Anliegen prüfen/)
      const take = main(page).getByRole('button', { name: /übernehmen/i })
      if ((await take.count()) > 0) await press(page, /übernehmen/i)
      await choose(page, 'Über das Anliegen entscheiden')
      // What follows from the choice is asked next, on the same page.
      await press(page, 'Erledigen')
      await choose(page, 'Dem Anliegen wird entsprochen')
      await page.getByLabel('Antwort an die Person').fill('Die Sachbearbeitung hat Ihren Antrag entschieden.')
      await press(page, 'Erledigen')
    })
    await as('Bürgerin', async (page) => {
      await page.goto('/meine-daten')
      await link(page, new RegExp(asked))
      expect(await main(page).innerText()).toContain('Ihrem Anliegen entsprechen wir.')
    })
  })

  test('works on the breach', () =>
    as('Datenschutzbeauftragter', async (page) => {
      await page.goto('/datenschutz/pannen')
      await link(page, /DP-\d{4}-\d{5}/)
      expect(await main(page).innerText()).toContain('Eindämmen und Risiko einschätzen')
      await link(page, 'Eindämmen und Risiko einschätzen')
      await press(page, 'Übernehmen')
      expect(await main(page).innerText()).toContain('Ist die Panne eingedämmt?')
    }))
})

describe('authorities of the house', () => {
  const ask = async (page: Page, authority: string): Promise<string> => {
    await page.goto('/assistenten/datenschutzanliegen/antrag')
    await choose(page, 'Auskunft: Was ist über mich gespeichert?')
    await next(page)
    await page.getByRole('heading', { level: 1, name: 'Um welche Behörde geht es?' }).waitFor()
    await expectSound(page)
    await choose(page, authority)
    await next(page)
    await choose(page, 'Über alles, was diese Behörde von mir hat')
    await next(page)
    await page.getByLabel('Vorname').fill('Torben')
    await page.getByLabel('Nachname').fill('Kassebaum')
    await next(page)
    await page.getByRole('heading', { level: 1, name: /prüfen/i }).waitFor()
    expect(await main(page).innerText()).toContain(authority)
    await press(page, /absenden|senden/i)
    const number = /DS-\d{4}-\d{5}/.exec(await main(page).innerText())?.[0]
    expect(number).toBeDefined()
    return number!
  }

  test('one that the operator adds can be addressed at once; that nobody answers there for data protection is said', async () => {
    await as('Betrieb', async (page) => {
      await page.goto('/behoerden/neu')
      await page.getByLabel('Kennung').fill('landkreis-uelzen')
      await page.getByLabel('Name').fill('Landkreis Uelzen')
      await page.locator('select[name=kind]').selectOption('municipality')
      await press(page, /anlegen/i)
      const row = page.getByRole('row', { name: /Landkreis Uelzen/ })
      expect(await row.innerText()).toContain('niemand benannt')
      expect(await page.getByRole('row', { name: /Stadt Celle/ }).innerText()).not.toContain('niemand')
      await expectSound(page)
    })
    let number = ''
    await as('Bürger', async (page) => {
      number = await ask(page, 'Landkreis Uelzen')
      await link(page, /Vorgang ansehen|Zum Vorgang|DS-/)
      expect(await main(page).innerText()).toContain('Landkreis Uelzen, Datenschutz')
    })
    await as('Datenschutzbeauftragter', async (page) => {
      await page.goto(`/aufgaben?text=${number}`)
      expect(await main(page).innerText()).not.toContain('Anliegen prüfen')
    })
  })

  test('a request to the police is worked by the officer of the police', async () => {
    let number = ''
    await as('Bürger', async (page) => {
      number = await ask(page, 'Polizeiinspektion Celle')
    })
    await as('Datenschutzbeauftragter', async (page) => {
      await page.goto(`/aufgaben?text=${number}`)
      expect(await main(page).innerText()).not.toContain('Anliegen prüfen')
    })
    await as('Datenschutzbeauftragte der Polizei', async (page) => {
      await page.goto(`/aufgaben?text=${number}`)
      await link(page, /Anliegen prüfen/)
      expect(await main(page).innerText()).toContain('Polizeiinspektion Celle')
      await expectSound(page)
    })
  })
})

describe('what the demo shows of secrets and holds', () => {
  test('the police’s officer sees at once what is only counted for the citizen', async () => {
    await as('Datenschutzbeauftragte der Polizei', async (page) => {
      await page.goto('/datenschutz/zugriffe')
      const row = page.getByRole('row', { name: /SA-\d{4}-\d{5}/ }).first()
      expect(await row.innerText()).toMatch(/zurückgestellt bis \d\d\.\d\d\.\d{4}[^]*Solange ermittelt wird/)
    })
    await as('Bürgerin', async (page) => {
      await page.goto('/meine-daten')
      const text = await main(page).innerText()
      expect(text).toMatch(/\d+ weitere Zugriffe werden Ihnen zurzeit nicht gezeigt[^]*spätestens am/)
      expect((await main(page).locator('.fw-accesses').allInnerTexts()).join()).not.toContain('SA-')
    })
  })

  test('the answer to a demand for erasure names who holds what, why and until when', () =>
    as('Bürgerin', async (page) => {
      await page.goto('/meine-daten')
      await link(page, /DL-\d{4}-\d{5}/)
      expect(await main(page).innerText()).toMatch(
        /Löschsperre der Stelle Stadt Celle für den Vorgang BP-\d{4}-\d{5}: Klage[^]*Wir prüfen spätestens am/,
      )
      await expectSound(page)
    }))
})
