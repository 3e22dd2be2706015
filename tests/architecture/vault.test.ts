import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { describe, expect, test } from 'vitest'

const kernel = join(import.meta.dirname, '../../packages/kernel/src')

const filesBelow = (folder: string): string[] =>
  readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    if (statSync(path).isDirectory()) return filesBelow(path)
    return path.endsWith('.ts') && !path.endsWith('.test.ts') && !path.includes('/test-kit/') ? [path] : []
  })

const sources = filesBelow(kernel).map((path) => ({ file: relative(kernel, path), text: readFileSync(path, 'utf8') }))
const filesWith = (pattern: RegExp, outside: (file: string) => boolean) =>
  sources.filter(({ file, text }) => outside(file) && pattern.test(text)).map(({ file }) => file)
const outsideVault = (file: string) => !file.startsWith('vault/')

/** Values imports; `import type` opens nothing. */
const importOf = (name: string) => new RegExp(String.raw`^import (?!type)\{[^}]*\} from '[^']*vault/${name}\.ts'`, 'm')

describe('the way to sealed data', () => {
  test('keys and the functions that open with them are used inside of vault/ only', () => {
    for (const name of ['seal', 'opening', 'part-values', 'seal-file', 'stored-about'])
      expect(filesWith(importOf(name), outsideVault), name).toEqual([])
  })

  test('what the vault opens is asked for by the engine itself, and keys for pseudonyms by the ledger; by nobody else', () => {
    const engine = new Set(['runtime/load-instances.ts', 'runtime/instances.ts', 'runtime/runtime.ts', 'ledger/pseudonyms.ts'])
    expect(
      filesWith(/\bvault\.opening\b|\bring\.(load|kept|ofPeople)\b/, (file) => outsideVault(file) && !engine.has(file)),
    ).toEqual([])
  })

  test('instances in memory are shown through the disclosure port', () => {
    // Loads without showing: the runtime itself, the port, and the composition that hands the one to the other.
    const allowed = (file: string) => file.startsWith('runtime/') || file === 'start-kernel.ts'
    expect(filesWith(/\bloadInstances\(|\.committed\(/, (file) => outsideVault(file) && !allowed(file))).toEqual([])
  })

  test('sealed columns are read as texts by the vault and what hands them to it', () => {
    const readers = new Set([
      'storage/tables.ts',
      'runtime/load-instances.ts',
      'runtime/flush.ts',
      'drafts/drafts.ts',
      'files/files.ts',
    ])
    const sealed = /\bstep\.sealed\b|\bs\.sealed\b|select\('sealed'\)/
    expect(filesWith(sealed, (file) => outsideVault(file) && !readers.has(file))).toEqual([])
  })

  test('ciphers are used in two places: here, and for the secrets of authenticator apps', () => {
    expect(filesWith(/createCipheriv|createDecipheriv/, (file) => file !== 'vault/seal.ts')).toEqual(['sign-in/sign-in-keys.ts'])
  })
})
