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
  })
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
])('refuses %o with a sentence', (environment, sentence) => {
  expect(() => readConfig(environment, {}, '/')).toThrow(sentence)
})
