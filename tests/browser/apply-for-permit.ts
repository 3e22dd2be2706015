import type { Page } from 'playwright-core'

/** A small valid PDF, as a scan would be. */
export const scan = {
  name: 'zulassungsbescheinigung.pdf',
  mimeType: 'application/pdf',
  buffer: Buffer.from(
    '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF',
  ),
}

export const next = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: /^Weiter/ }).click()
  await page.waitForLoadState()
}

/** Radio buttons are drawn over by their label: people click the label. */
export const choose = (page: Page, label: string): Promise<void> =>
  page.locator('main label').getByText(label, { exact: true }).first().click()

type Step = (page: Page) => Promise<void>

/** The pages of „Bewohnerparkausweis beantragen“, in order, filled as Aylin Demir would. */
export const permitSteps: readonly { readonly title: string; readonly fill: Step }[] = [
  {
    title: 'Wer stellt den Antrag?',
    fill: async (page) => {
      await page.getByLabel('Vorname').fill('Aylin')
      await page.getByLabel('Nachname').fill('Demir')
      await page.getByLabel('Tag').fill('14')
      await page.getByLabel('Monat').fill('3')
      await page.getByLabel('Jahr').fill('1991')
      await page.getByLabel('E-Mail-Adresse').fill('aylin.demir@example.org')
    },
  },
  {
    title: 'Wo wohnen Sie?',
    fill: async (page) => {
      await page.getByLabel('Straße und Hausnummer').fill('Fritzenwiese 8')
      await page.getByLabel('Postleitzahl').fill('29221')
      await page.getByLabel('Ort', { exact: true }).fill('Celle')
    },
  },
  { title: 'Was möchten Sie beantragen?', fill: (page) => choose(page, 'Neuer Ausweis') },
  {
    title: 'Für welches Fahrzeug?',
    fill: async (page) => {
      await choose(page, 'Pkw oder Wohnmobil bis 3,5 Tonnen')
      await page.getByLabel('Kennzeichen').fill('CE-AD 118')
      await choose(page, 'Ja')
    },
  },
  { title: 'Wie lange soll der Ausweis gelten?', fill: (page) => choose(page, '12 Monate') },
  { title: 'Zulassungsbescheinigung hochladen', fill: (page) => page.locator('input[type=file]').first().setInputFiles(scan) },
]

/** From the catalogue to the receipt; gives the case number. `look` sees every page before it is filled. */
export const applyForPermit = async (page: Page, look: Step = async () => {}): Promise<string> => {
  await page.goto('/assistenten')
  await look(page)
  await page.getByRole('link', { name: 'Bewohnerparkausweis beantragen' }).last().click()
  await look(page)
  await page.getByRole('link', { name: /Jetzt beginnen|Weiter ausfüllen|Fortsetzen/ }).click()
  for (const { title, fill } of permitSteps) {
    await page.getByRole('heading', { level: 1, name: title }).waitFor()
    await look(page)
    await fill(page)
    await next(page)
  }
  await page.getByRole('heading', { level: 1, name: /prüfen/i }).waitFor()
  await look(page)
  await page.getByRole('button', { name: /absenden|senden/i }).click()
  await page.waitForLoadState()
  const number = /BP-\d{4}-\d{5}/.exec(await page.locator('main').innerText())?.[0]
  if (number === undefined) throw new Error(`No case number on ${page.url()}: ${await page.locator('main').innerText()}`)
  await look(page)
  return number
}
