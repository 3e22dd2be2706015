import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { kernClasses } from './kern-classes.ts'
import { stylesheet } from './stylesheet.ts'

const components = join(import.meta.dirname, '../components')
const sources = readdirSync(components, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.tsx'))
  .map((name) => readFileSync(join(components, name), 'utf8'))
  .join('\n')

describe('stylesheet', () => {
  test('is far below the 45 kB that a citizen page may have, compressed', () => {
    expect(brotliCompressSync(stylesheet()).byteLength).toBeLessThan(25_000)
  })
  test('holds the rules of KERN that the components use, and no others', () => {
    const css = stylesheet()
    expect(css.includes('.kern-btn--primary')).toBe(true)
    expect(/\.kern-(accordion|kopfzeile|dialog)/.exec(css)?.[0]).toBeUndefined()
    expect(css.includes('body{--kern-color-layout-text-default-contextual')).toBe(true)
  })
  test('the list of KERN classes is the one that the components use', () => {
    // Some names are put together from parts: `kern-btn--${kind}`.
    const literal = new Set([...sources.matchAll(/kern-[a-z]+(?:[-_]+[a-z-]+)*(?![-\w$])/g)].map(([name]) => name))
    const missing = [...literal].filter((name) => !kernClasses.has(name) && !name.endsWith('-'))
    expect(missing).toEqual([])
  })
  test('has no rule for switching themes by hand and no remote address', () => {
    expect(/data-kern-theme|@import|url\(["']?https?:/.exec(stylesheet())?.[0]).toBeUndefined()
  })
})
