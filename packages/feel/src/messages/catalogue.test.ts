import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { MESSAGES } from './catalogue.ts'

const root = new URL('../', import.meta.url)
const sources = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
  .map((name) => readFileSync(new URL(name, root), 'utf8'))
  .join('\n')

const used = [
  ...sources.matchAll(/report\([^,()]*(?:\([^()]*\))?[^,()]*, '([a-z-]+)'/g),
  ...sources.matchAll(/\.fail\('([a-z-]+)'/g),
  ...sources.matchAll(/code: '([a-z-]+)'/g),
].map((match) => match[1]!)

describe('the message catalogue', () => {
  it('has every code that is used', () => {
    expect(used.length).toBeGreaterThan(30)
    expect(used.filter((code) => !(code in MESSAGES))).toEqual([])
  })

  it('speaks both languages, with the same details', () => {
    for (const { de, en } of Object.values(MESSAGES)) {
      expect(de).not.toBe(en)
      expect(new Set(de.match(/\{\d\}/g))).toEqual(new Set(en.match(/\{\d\}/g)))
    }
  })
})
