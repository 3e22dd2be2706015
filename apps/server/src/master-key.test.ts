import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { readConfig } from './config.ts'
import { masterKeyOf } from './master-key.ts'

const folder = mkdtempSync(join(tmpdir(), 'fachwerk-key-'))
afterEach(() => rmSync(folder, { recursive: true, force: true }))
const key = 'N1DeGpbggyrBBVXguThURckezqH5X/ItWxMVR4bmWdE='
const other = '000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f'

describe('the master key', () => {
  test('is made once in demo mode, for the owner only', () => {
    const config = { dataDirectory: join(folder, 'new'), demo: true }
    const made = masterKeyOf(config)
    expect(made).toHaveLength(32)
    expect(masterKeyOf(config)).toEqual(made)
    expect(statSync(join(folder, 'new', 'master-key')).mode & 0o777).toBe(0o600)
  })

  test('is not made anew beside data that another has sealed', () => {
    const dataDirectory = join(folder, 'lost')
    mkdirSync(join(dataDirectory, 'database'), { recursive: true })
    expect(() => masterKeyOf({ dataDirectory, demo: true })).toThrow(/Sicherung/)
    expect(existsSync(join(dataDirectory, 'master-key'))).toBe(false)
  })

  test('is not made up in production', () => {
    expect(() => masterKeyOf({ dataDirectory: folder, demo: false })).toThrow(/FACHWERK_MASTER_KEY/)
  })

  test('comes from the environment or a file, in base64 or hexadecimal', () => {
    const read = (environment: Record<string, string>) => masterKeyOf(readConfig(environment, { data: folder }, folder))
    expect(Buffer.from(read({ FACHWERK_MASTER_KEY: other })).toString('hex')).toBe(other)
    expect(Buffer.from(read({ FACHWERK_MASTER_KEY: key })).toString('base64')).toBe(key)
    rmSync(folder, { recursive: true, force: true })
    const file = join(mkdtempSync(folder), 'key')
    writeFileSync(file, `${key}\n`)
    expect(Buffer.from(read({ FACHWERK_MASTER_KEY_FILE: file })).toString('base64')).toBe(key)
    expect(() => read({ FACHWERK_MASTER_KEY_FILE: join(folder, 'none') })).toThrow(/lässt sich nicht lesen/)
  })

  test.each(['', 'geheim', 'a'.repeat(64), 'AAAA'])('is refused when it is none: %j', (text) => {
    expect(() => masterKeyOf({ masterKey: text, dataDirectory: folder, demo: true })).toThrow(/Hauptschlüssel/)
  })
})
