import { describe, expect, it } from 'vitest'
import { BUILTINS } from './builtins/registry.ts'
import { feelFunction, invoke } from './function-value.ts'
import { evaluate, feel } from './test-kit/evaluate.ts'
import { acceptsArguments, coerceTo, conformsTo, typeConforms } from './types/conformance.ts'
import { ANY } from './types/feel-type.ts'
import type { FeelType } from './types/feel-type.ts'
import { fromJson, toJson } from './values/text.ts'

const NUMBER: FeelType = { kind: 'number' }

const takes = (name: string): boolean[] => [1, 2, 3].map((count) => acceptsArguments(BUILTINS.get(name)!, count))

describe('functions made of code', () => {
  const double = feelFunction([{ name: 'the number', type: NUMBER }], ([value]) => (value as number) * 2, { name: 'double' })

  it('are called by position and by name', () => {
    expect(feel('double(4)', { double })).toBe('8')
    expect(feel('double(the number: 4)', { double })).toBe('8')
    expect(invoke(double, [4]).value).toBe(8)
  })

  it('get arguments that fit, or are not called', () => {
    expect(feel('double([4])', { double })).toBe('8')
    expect(evaluate('double("x")', { double })).toMatchObject({ value: null, diagnostics: [{ code: 'coerced-to-null' }] })
    expect(evaluate('double()', { double }).diagnostics[0]?.code).toBe('wrong-arguments')
  })

  it('call back', () => {
    const twice = evaluate('function(x) x + 0.2').value
    expect(invoke(twice, [0.1]).value).toBe(0.3)
    expect(invoke(5, []).diagnostics[0]?.code).toBe('not-a-function')
  })
})

describe('conformance and coercion', () => {
  const person: FeelType = { kind: 'context', entries: { name: { kind: 'string' }, age: NUMBER } }

  it('looks into lists and contexts', () => {
    expect(conformsTo({ name: 'A', age: 1, more: true }, person)).toBe(true)
    expect(conformsTo({ name: 'A' }, person)).toBe(false)
    expect(conformsTo([1, null], { kind: 'list', item: NUMBER })).toBe(true)
    expect(conformsTo([1, 'x'], { kind: 'list', item: NUMBER })).toBe(false)
  })

  it('opens and makes singleton lists, and midnights', () => {
    expect(coerceTo([5], NUMBER)).toEqual({ ok: true, value: 5 })
    expect(coerceTo(5, { kind: 'list', item: NUMBER })).toEqual({ ok: true, value: [5] })
    expect(coerceTo([1, 2], NUMBER)).toEqual({ ok: false })
    const midnight = coerceTo(evaluate('@"2024-01-01"').value, { kind: 'date and time' })
    expect(midnight.ok && toJson(midnight.value)).toBe('2024-01-01T00:00:00Z')
  })

  it('knows how many arguments a function takes', () => {
    expect(takes('sum')).toEqual([true, true, true])
    expect(takes('sqrt')).toEqual([true, false, false])
    expect(takes('substring')).toEqual([false, true, true])
  })

  it('orders function types by parameters and result', () => {
    const narrow: FeelType = { kind: 'function', parameters: [NUMBER], result: ANY }
    const wide: FeelType = { kind: 'function', parameters: [ANY], result: NUMBER }
    expect(typeConforms(wide, narrow)).toBe(true)
    expect(typeConforms(narrow, wide)).toBe(false)
  })
})

describe('JSON', () => {
  it('goes in and out unchanged', () => {
    const json = { a: 0.1, b: [null, true, 'x'], c: { d: -3 } }
    expect(toJson(fromJson(json))).toEqual(json)
  })

  it('says in text what JSON cannot hold', () => {
    expect(toJson(evaluate('[1/3, @"P1D", [1..2], (> 3)]').value)).toEqual([
      '0.3333333333333333333333333333333333',
      'P1D',
      '[1..2]',
      '(> 3)',
    ])
  })
})
