import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { startServer } from './main.ts'
import { readConfig } from './config.ts'
import { refuseUnsafeProduction, settingsForStart } from './production-checks.ts'

const safe = {
  FACHWERK_MODE: 'production',
  FACHWERK_HTTPS: '1',
  FACHWERK_URL: 'https://fachwerk.example.de',
  FACHWERK_MASTER_KEY: 'N1DeGpbggyrBBVXguThURckezqH5X/ItWxMVR4bmWdE=',
  FACHWERK_LEDGER_KEY: Buffer.alloc(32, 5).toString('base64'),
}
const folder = mkdtempSync(join(tmpdir(), 'fachwerk-production-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const check = (environment: Record<string, string>) =>
  refuseUnsafeProduction(settingsForStart(() => readConfig(environment, { data: folder }, '/')))

describe('a production server', () => {
  test('starts with safe settings; demo mode asks for nothing', () => {
    expect(() => check(safe)).not.toThrow()
    expect(() => check({})).not.toThrow()
  })

  test.each([
    [{ FACHWERK_HTTPS: '' }, /FACHWERK_TLS_CERT_FILE/],
    [{ FACHWERK_URL: '' }, /FACHWERK_URL, die Adresse/],
    [{ FACHWERK_URL: 'http://fachwerk.example.de' }, /beginnt nicht mit https/],
    [{ DATABASE_URL: 'postgres://fachwerk:fachwerk@db/fachwerk' }, /DATABASE_URL ist zu kurz/],
    [{ DATABASE_URL: 'postgres://fachwerk:7dKq2vXw9@db/fachwerk' }, /DATABASE_URL führt auf eine andere Maschine/],
    [
      {
        FACHWERK_OIDC_ISSUER: 'https://x.example',
        FACHWERK_OIDC_CLIENT_ID: 'x',
        FACHWERK_OIDC_CLIENT_SECRET: 'changeme',
        FACHWERK_OIDC_GROUPS: '{}',
      },
      /FACHWERK_OIDC_CLIENT_SECRET ist zu kurz/,
    ],
  ])('does not start with %o', (change, sentence) => {
    expect(() => check({ ...safe, ...change })).toThrow(sentence)
  })

  test('says everything that is wrong at once', () => {
    const all = /FACHWERK_HTTPS=1[\s\S]*FACHWERK_URL[\s\S]*FACHWERK_MASTER_KEY[\s\S]*FACHWERK_LEDGER_KEY/
    expect(() => check({ FACHWERK_MODE: 'production' })).toThrow(all)
    const malformed = { FACHWERK_MODE: 'production', FACHWERK_MASTER_KEY: 'kurz', FACHWERK_LEDGER_KEY: 'auch kurz' }
    expect(() => check(malformed)).toThrow(/FACHWERK_HTTPS=1[\s\S]*FACHWERK_URL[\s\S]*Hauptschlüssel[\s\S]*FACHWERK_LEDGER_KEY/)
  })

  test('settings that cannot be read are named with everything else that is wrong, each once', () => {
    const openId = {
      FACHWERK_OIDC_ISSUER: 'http://anmeldung.example',
      FACHWERK_OIDC_CLIENT_ID: 'x',
      FACHWERK_OIDC_CLIENT_SECRET: 'kurz',
    }
    const wrong = { FACHWERK_MODE: 'production', PORT: 'acht', FACHWERK_URL: 'fachwerk', FACHWERK_OIDC_GROUPS: '{', ...openId }
    let told = ''
    try {
      check(wrong)
    } catch (error) {
      told = (error as Error).message
    }
    const lines = told.split('\n').slice(1)
    for (const sentence of [
      /„acht“ ist kein Port/,
      /FACHWERK_URL ist „fachwerk“/,
      /FACHWERK_OIDC_ISSUER ist „http:/,
      /FACHWERK_OIDC_GROUPS/,
      /FACHWERK_OIDC_CLIENT_SECRET ist zu kurz/,
      /FACHWERK_HTTPS=1/,
      /FACHWERK_MASTER_KEY/,
      /FACHWERK_LEDGER_KEY/,
    ])
      expect(
        lines.filter((line) => sentence.test(line)),
        String(sentence),
      ).toHaveLength(1)
    expect(lines.filter((line) => line.includes('FACHWERK_URL, die Adresse'))).toEqual([])
    expect(() => check({ PORT: 'acht', FACHWERK_URL: 'fachwerk' })).toThrow(/Mehrere Einstellungen[^]*FACHWERK_URL[^]*acht/)
  })

  test('own TLS needs certificate and key', () => {
    expect(() => readConfig({ FACHWERK_TLS_CERT: 'x' }, {}, '/')).toThrow(/beide/)
    expect(readConfig({ FACHWERK_TLS_CERT: 'c', FACHWERK_TLS_KEY: 'k' }, {}, '/')).toMatchObject({
      tls: { cert: 'c', key: 'k' },
      https: true,
      trustProxy: false,
    })
  })

  test('on a database with demo people says that it ignores them, and lets none of them in', { timeout: 120_000 }, async () => {
    const data = join(folder, 'data')
    const key = { FACHWERK_MASTER_KEY: safe.FACHWERK_MASTER_KEY, FACHWERK_LEDGER_KEY: safe.FACHWERK_LEDGER_KEY }
    const demo = await startServer(readConfig(key, { data, port: '0' }, '/'))
    expect(demo.notices).toEqual([])
    await demo.stop()
    const config = readConfig({ ...safe, HOST: '127.0.0.1' }, { data, port: '0' }, '/')
    const { publicUrl: _url, ...local } = config
    await expect(startServer(local)).rejects.toThrow(/FACHWERK_URL/)
    const production = await startServer(config)
    expect(production.notices[0]!.de).toMatch(/\d+ Personen aus dem Demobetrieb/)
    const answer = await fetch(`${production.url}/`, {
      redirect: 'manual',
      headers: { accept: 'text/html', 'x-forwarded-host': 'fachwerk.example.de', 'x-forwarded-proto': 'https' },
    })
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/anmelden'])
    await production.stop()
  })
})
