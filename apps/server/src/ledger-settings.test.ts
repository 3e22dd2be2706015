import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { cosignatureType, createSigner } from '@fachwerk/ledger'
import { afterAll, expect, test } from 'vitest'
import { readConfig } from './config.ts'
import { ledgerSettingsOf } from './ledger-settings.ts'

const folder = mkdtempSync(join(tmpdir(), 'fachwerk-ledger-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const key = Buffer.alloc(32, 5).toString('base64')
const witness = createSigner('lfd.example/witness', Buffer.alloc(32, 6), cosignatureType).verifierKey
const read = (environment: Record<string, string>) =>
  ledgerSettingsOf(readConfig(environment, { data: join(folder, 'data') }, folder))

test('the demo makes its key once, for the owner only', () => {
  const made = read({})
  expect(made.seed).toHaveLength(32)
  expect(read({}).seed).toEqual(made.seed)
  expect(statSync(join(folder, 'data', 'ledger-key')).mode & 0o777).toBe(0o600)
  expect(made).toMatchObject({ origin: 'fachwerk.localhost/ledger', witnesses: [] })
})

test('production does not make one up', () => {
  expect(() => read({ FACHWERK_MODE: 'production' })).toThrow(/FACHWERK_LEDGER_KEY/)
  expect(read({ FACHWERK_MODE: 'production', FACHWERK_LEDGER_KEY: key }).seed).toEqual(Buffer.alloc(32, 5))
})

test('the log is named after the address of the server, unless it has a name', () => {
  expect(read({ FACHWERK_URL: 'https://amt.example.de' }).origin).toBe('amt.example.de/ledger')
  expect(read({ FACHWERK_LEDGER_ORIGIN: 'land.example/zugriffe' }).origin).toBe('land.example/zugriffe')
})

test('takes witnesses and a period', () => {
  expect(read({ FACHWERK_LEDGER_WITNESSES: `${witness}, ${witness}`, FACHWERK_LEDGER_RETENTION: 'P18M' })).toMatchObject({
    witnesses: [witness, witness],
    retention: 'P18M',
  })
})

test.each([
  [{ FACHWERK_LEDGER_KEY: 'geheim' }, /FACHWERK_LEDGER_KEY/],
  [{ FACHWERK_LEDGER_KEY: key.slice(4) }, /FACHWERK_LEDGER_KEY/],
  [{ FACHWERK_LEDGER_WITNESSES: 'lfd.example' }, /FACHWERK_LEDGER_WITNESSES/],
  [{ FACHWERK_LEDGER_WITNESSES: createSigner('a.example', Buffer.alloc(32, 5)).verifierKey }, /FACHWERK_LEDGER_WITNESSES/],
  [{ FACHWERK_LEDGER_RETENTION: '3 Jahre' }, /FACHWERK_LEDGER_RETENTION/],
  [{ FACHWERK_LEDGER_ORIGIN: 'ein Protokoll' }, /FACHWERK_LEDGER_ORIGIN/],
])('refuses %o with a sentence', (environment, sentence) => {
  expect(() => read(environment)).toThrow(sentence)
})
