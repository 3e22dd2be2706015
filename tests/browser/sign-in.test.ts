import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { BrowserContext, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { codeOf } from '../../packages/kernel/src/test-kit/code-of.ts'
import { expectSound, root, useHouse } from './harness.ts'

const house = useHouse()

const password = 'Der Deich hält seit 1962'

/** What whoever runs the machine types; gives the invitation link. */
async function createAdministrator(name: string): Promise<string> {
  const hook = join(root, 'packages/web/src/tsx-hook.mjs')
  const cli = join(root, 'apps/server/src/cli.ts')
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', '--import', hook, cli, 'admin', 'create', '--name', name].concat([
      '--email',
      'f.janssen@land.example',
      '--data',
      house.server.dataDirectory,
    ]),
  )
  return stdout.trim()
}

/** A device with a fingerprint sensor that always agrees. */
async function addAuthenticator(context: BrowserContext, page: Page): Promise<void> {
  const session = await context.newCDPSession(page)
  await session.send('WebAuthn.enable')
  await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
}

/** Sets the account up by invitation, with an authenticator app; ends signed in on „Mein Konto“. */
async function setUp(page: Page, name: string, login: string): Promise<{ secret: string; codes: string[] }> {
  await page.goto(await createAdministrator(name))
  await expectSound(page)
  await page.getByLabel('Anmeldename').fill(login)
  await page.getByLabel('Passwort', { exact: true }).fill(password)
  await page.getByLabel('Passwort wiederholen').fill(password)
  await page.getByRole('button', { name: 'Konto einrichten' }).click()
  await page.getByRole('heading', { name: 'Zweiten Faktor einrichten' }).waitFor()
  await expectSound(page)
  const secret = (await page.locator('.fw-sign-in__secret').innerText()).replaceAll(' ', '')
  await page.getByLabel('Code aus der Authenticator-App').fill(codeOf(secret, Date.now()))
  await page.getByRole('button', { name: 'Einrichten', exact: true }).click()
  await page.getByRole('heading', { name: 'Ihre Wiederherstellungscodes' }).waitFor()
  await expectSound(page)
  const codes = await page.locator('.fw-sign-in__codes code').allInnerTexts()
  await page.goto('/konto')
  await page.getByRole('heading', { name: 'Mein Konto' }).waitFor()
  return { secret, codes }
}

async function signInWithPassword(page: Page, login: string): Promise<void> {
  await page.goto('/anmelden?weiter=%2Fkonto')
  await page.getByLabel('Anmeldename').fill(login)
  await page.getByLabel('Passwort').fill(password)
  await page.getByRole('button', { name: 'Anmelden', exact: true }).click()
}
const signOut = (page: Page) => page.getByRole('button', { name: 'Abmelden', exact: true }).first().click()

test('an administrator is invited, sets up an app, signs in with its code and with a recovery code, and signs out everywhere', async () => {
  const { page, context } = await house.visit()
  const { secret, codes } = await setUp(page, 'Frauke Janßen', 'f.janssen')
  expect(codes).toHaveLength(10)
  await expectSound(page)
  await signOut(page)

  await page.goto('/anmelden')
  await expectSound(page)
  await signInWithPassword(page, 'f.janssen')
  await page.getByRole('heading', { name: 'Zweiter Schritt' }).waitFor()
  await expectSound(page)
  // The code of this half minute was used up by the enrolment; that of the next one counts already.
  await page.getByLabel('Code aus der Authenticator-App').fill(codeOf(secret, Date.now() + 30_000))
  await page.getByRole('button', { name: 'Weiter' }).click()
  await page.getByRole('heading', { name: 'Mein Konto' }).waitFor()

  const phone = await house.visit({ viewport: { width: 390, height: 800 } })
  await signInWithPassword(phone.page, 'f.janssen')
  await phone.page.getByRole('link', { name: /Wiederherstellungscode/ }).click()
  await expectSound(phone.page)
  await phone.page.getByLabel('Wiederherstellungscode').fill(codes[0]!)
  await phone.page.getByRole('button', { name: 'Weiter' }).click()
  await phone.page.getByText('Noch 9 von 10').waitFor()

  await page.reload()
  await page.getByText('es sind noch 9 übrig').waitFor()
  expect(await page.getByRole('region', { name: 'Angemeldete Geräte' }).getByRole('row').count()).toBe(3)
  await page.getByRole('button', { name: 'Überall abmelden' }).click()
  await page.getByRole('heading', { name: 'Wer sind Sie?' }).waitFor()
  await phone.page.goto('/konto')
  await phone.page.getByRole('heading', { name: 'Wer sind Sie?' }).waitFor()
  await phone.context.close()
  await context.close()
})

test('a passkey is added to the account and then signs in alone', async () => {
  const { page, context } = await house.visit()
  await addAuthenticator(context, page)
  await setUp(page, 'Hinnerk Cordes', 'h.cordes')
  await page.getByLabel('Bezeichnung des neuen Passkeys').fill('Dienst-Laptop')
  await page.getByRole('button', { name: 'Passkey hinzufügen' }).click()
  await page.getByText('Der Passkey ist eingerichtet.').waitFor()
  await page.getByRole('rowheader', { name: 'Dienst-Laptop' }).waitFor()
  await expectSound(page)
  await signOut(page)
  await page.goto('/anmelden?weiter=%2Fkonto')
  await page.getByRole('button', { name: 'Mit Passkey anmelden' }).click()
  await page.getByRole('heading', { name: 'Mein Konto' }).waitFor()
  expect(await page.getByRole('region', { name: 'Angemeldete Geräte' }).innerText()).toContain('Passkey')
  await context.close()
})

test('without JavaScript the password still works, and no button promises what needs a script', async () => {
  const { page, context } = await house.visit({ javaScriptEnabled: false })
  await page.goto('/anmelden')
  expect(await page.getByRole('button', { name: 'Mit Passkey anmelden' }).isVisible()).toBe(false)
  await page.getByLabel('Anmeldename').fill('niemand')
  await page.getByLabel('Passwort').fill('falsch geraten')
  await page.getByRole('button', { name: 'Anmelden', exact: true }).click()
  await page.getByText('passen nicht zusammen').waitFor()
  await context.close()
})
