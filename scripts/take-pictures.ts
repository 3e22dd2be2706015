/**
 * Takes the pictures of README and docs from the running demo: node scripts/take-pictures.ts. Not part of the tests: pictures change with the
 * demo data's dates.
 */
import { join } from 'node:path'
import { applyForPermit } from '../tests/browser/apply-for-permit.ts'
import { launchBrowser, newVisitor, removeData, root, signInAs, startServer } from '../tests/browser/harness.ts'

const pictures = join(root, 'docs/pictures')
const desktop = { width: 1280, height: 1000 }
const phone = { width: 390, height: 844 }

const server = await startServer()
const browser = await launchBrowser()

const citizen = await newVisitor(browser, server.url, { viewport: phone })
await citizen.page.goto('/')
await signInAs(citizen.page, 'Bürgerin')
const take = (page: typeof citizen.page, name: string) => page.screenshot({ path: join(pictures, `${name}.png`) })
await take(citizen.page, 'catalogue-phone')
await applyForPermit(citizen.page, async (page) => {
  if ((await page.title()).startsWith('Für welches Fahrzeug')) await take(page, 'question')
})

const clerk = await newVisitor(browser, server.url, { viewport: desktop })
await signInAs(clerk.page, 'Sachbearbeiter')
await clerk.page.goto('/aufgaben')
await take(clerk.page, 'tasks')
await clerk.page
  .getByRole('row', { name: /Aylin Demir/ })
  .getByRole('link', { name: /BP-/ })
  .first()
  .click()
await clerk.page.locator('[data-bpmn-diagram] svg .djs-shape').first().waitFor()
await take(clerk.page, 'case')
await clerk.page.emulateMedia({ colorScheme: 'dark' })
await take(clerk.page, 'case-dark')

await citizen.page.goto('/meine-daten')
await take(citizen.page, 'my-data')

await browser.close()
await server.stop()
removeData(server)
