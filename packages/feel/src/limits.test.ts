import { describe, expect, it } from 'vitest'
import { evaluate, reason } from './test-kit/evaluate.ts'

describe('limits', () => {
  it.each([
    ['{f: function(n) f(n + 1), r: f(1)}.r', 'endless recursion'],
    ['count(for i in 1..1000000000000 return i)', 'an endless loop'],
    ['every i in 1..1000000000000 satisfies i > 0', 'an endless quantifier'],
    ['{f: function(s, n) if n = 0 then s else f(s + s, n - 1), r: string length(f("aaaaaaaaaa", 60))}.r', 'text that doubles'],
    ['{f: function(s, n) if n = 0 then s else f(concatenate(s, s), n - 1), r: count(f([1], 60))}.r', 'lists that double'],
    ['{f: function(s, n) if n = 0 then s else f([s, s], n - 1), r: string(f([1], 60))}.r', 'a shared list written out'],
    ['{f: function(s, n) if n = 0 then s else f([s, s], n - 1), r: f([1], 60) = f([1], 60)}.r', 'shared lists compared'],
  ])('%s', (source) => {
    const { value, diagnostics } = evaluate(source)
    expect(value).toBeNull()
    expect(diagnostics.map(({ code }) => code)).toContain('limit-exceeded')
  })

  it.each([
    ['1 + count(for i in 1..1000000000000 return i)', 'for i in 1..1000000000000 return i'],
    ['count("a") + count(for i in 1..1000000000000 return string(i))', 'for i in 1..1000000000000 return string(i)'],
    ['not(every i in 1..1000000000000 satisfies i > 0)', 'every i in 1..1000000000000 satisfies i > 0'],
    ['1 + count(for i in 1..1000000000000 return partial)', 'for i in 1..1000000000000 return partial'],
  ])('points at what takes too much: %s', (source, part) => {
    const { diagnostics } = evaluate(source, {}, {}, { maxSteps: 1000 })
    const found = diagnostics.find(({ code }) => code === 'limit-exceeded')
    expect(source.slice(found?.start, found?.end)).toBe(part)
  })

  it('takes the bound on steps from the caller', () => {
    expect(evaluate('for i in 1..100 return i', {}, {}, { maxSteps: 50 }).diagnostics[0]?.code).toBe('limit-exceeded')
    expect(evaluate('for i in 1..100 return i', {}, {}, { maxSteps: 500 }).diagnostics).toEqual([])
  })

  it('does not take long over extreme numbers', () => {
    expect(reason('9.99999999 ** 999999999')).toBe('out-of-range')
    expect(evaluate('1e-6000 * 1e-6000').value).toBe(0)
    expect(reason('1e6000 * 1e6000')).toBe('out-of-range')
  })
})
