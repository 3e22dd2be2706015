import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { keep, recordedWorld } from './history.ts'
import { drawn } from './drawn.ts'

const folder = mkdtempSync(join(tmpdir(), 'histories-'))
afterAll(() => rmSync(folder, { recursive: true }))

describe('recording', () => {
  it('writes what is new and leaves what is there, however it is written', () => {
    const file = join(folder, 'a.1.json')
    keep(file, '{"a": 1}')
    keep(file, '{ "a":1 }')
    expect(readFileSync(file, 'utf8')).toBe('{"a": 1}')
  })

  it('refuses to overwrite', () => {
    const file = join(folder, 'b.1.json')
    keep(file, '{"a": 1}')
    expect(() => keep(file, '{"a": 2}')).toThrow('stays as it is')
    expect(readFileSync(file, 'utf8')).toBe('{"a": 1}')
  })
})

describe('the world of a history', () => {
  it('gives what was given, to the same question only', () => {
    const answers = [{ asked: 'decision', with: ['d', { a: 1 }, 5], answer: { value: 7 } }] as const
    const process = drawn('<startEvent id="s"/>')
    expect(recordedWorld(process, answers).decide('d', { a: 1 }, 5)).toEqual({ value: 7 })
    expect(() => recordedWorld(process, answers).decide('d', { a: 2 }, 5)).toThrow()
    expect(() => recordedWorld(process, []).decide('d', { a: 1 }, 5)).toThrow()
  })
})
