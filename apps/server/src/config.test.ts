import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readConfig } from './config.ts'

test('offers demo mode on the own machine with an embedded database by default', () => {
  expect(readConfig({}, {}, '/srv/fachwerk')).toEqual({
    port: 8080,
    host: '127.0.0.1',
    dataDirectory: '/srv/fachwerk/data',
    demo: true,
    https: false,
    signIn: {},
    trustProxy: false,
    rateLimits: true,
    outgoing: { allow: [], networks: [] },
    ledger: { witnesses: [] },
  })
})

test('believes proxies near by over HTTPS, or those that are named', () => {
  expect(readConfig({ FACHWERK_HTTPS: '1' }, {}, '/').trustProxy).toBe('loopback, linklocal, uniquelocal')
  expect(readConfig({ FACHWERK_TRUST_PROXY: '10.0.0.7 fd00::/8,loopback' }, {}, '/').trustProxy).toBe(
    '10.0.0.7, fd00::/8, loopback',
  )
})

test('reads its own address, and hosts that may be called', () => {
  const environment = {
    FACHWERK_URL: 'https://Fachwerk.example.de/',
    FACHWERK_OUTGOING_ALLOW: 'sso.example.de, register.example.de:8443',
    FACHWERK_OUTGOING_NETWORKS: '10.1.0.0/16',
  }
  expect(readConfig(environment, {}, '/')).toMatchObject({
    publicUrl: 'https://fachwerk.example.de',
    outgoing: { allow: ['sso.example.de', 'register.example.de:8443'], networks: ['10.1.0.0/16'] },
  })
})

test('counts requests, except for measurements in demo mode', () => {
  expect(readConfig({ FACHWERK_RATE_LIMIT: 'off' }, {}, '/').rateLimits).toBe(false)
  expect(() => readConfig({ FACHWERK_RATE_LIMIT: 'off', FACHWERK_MODE: 'production' }, {}, '/')).toThrow(/nur im Demobetrieb/)
})

test('takes options before environment', () => {
  const config = readConfig(
    { PORT: '9000', FACHWERK_DATA: '/var/a', FACHWERK_MODE: 'production' },
    { port: '9001', data: '/var/b' },
    '/',
  )
  expect(config).toMatchObject({ port: 9001, dataDirectory: '/var/b', demo: false })
})

test('reads the database address from a secret file', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'fachwerk-config-')), 'url')
  writeFileSync(file, 'postgres://fachwerk@localhost/fachwerk\n')
  expect(readConfig({ DATABASE_URL_FILE: file }, {}, '/').databaseUrl).toBe('postgres://fachwerk@localhost/fachwerk')
})

test.each([
  [{ FACHWERK_MODE: 'Production' }, /möglich sind/],
  [{ PORT: '80 80' }, /kein Port/],
  [{ PORT: '70000' }, /kein Port/],
  [{ DATABASE_URL: 'mysql://x' }, /postgres/],
  [{ DATABASE_URL_FILE: '/nowhere/at/all' }, /nicht lesen/],
  [{ FACHWERK_RATE_LIMIT: 'aus' }, /möglich sind/],
  [{ FACHWERK_URL: 'https://fachwerk.example.de/pfad' }, /ohne Pfad/],
  [{ FACHWERK_URL: 'fachwerk.example.de' }, /ohne Pfad/],
  [{ FACHWERK_TRUST_PROXY: 'true' }, /Adressen/],
  [{ FACHWERK_TRUST_PROXY: '0.0.0.0/0' }, /Adressen/],
])('refuses %o with a sentence', (environment, sentence) => {
  expect(() => readConfig(environment, {}, '/')).toThrow(sentence)
})
