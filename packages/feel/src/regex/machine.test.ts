import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { codePoints, search } from './machine.ts'
import { programOf } from './program.ts'

const free = (): void => {}
const found = (pattern: string, text: string, flags = ''): readonly number[] | null | undefined => {
  const program = programOf(pattern, flags)
  return program && search(program, codePoints(text), 0, free)
}

const takesNothing = (pattern: string): boolean => new RegExp(`^(?:${pattern})$`).test('')

/** Patterns whose meaning is the same in JavaScript, which goes its own way where it repeats nothing. */
const { pattern: patterns } = fc.letrec<{ pattern: string }>((tie) => ({
  pattern: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.constantFrom('a', 'b', '.', '[ab]', '[^a]', '\\d'),
    fc.tuple(tie('pattern'), tie('pattern')).map(([a, b]) => a + b),
    fc.tuple(tie('pattern'), tie('pattern')).map(([a, b]) => `(${a}|${b})`),
    fc
      .tuple(tie('pattern'), fc.constantFrom('*', '+', '?', '{1,2}'))
      .map(([a, sign]) => (takesNothing(a) ? a : `(?:${a})${sign}`)),
  ),
}))

describe('the matching machine', () => {
  it('finds what a backtracking engine finds', () => {
    fc.assert(
      fc.property(patterns, fc.string({ unit: fc.constantFrom('a', 'b', 'c', '1'), maxLength: 12 }), (pattern, text) => {
        const expected = new RegExp(pattern, 'u').exec(text)
        const actual = found(pattern, text)
        expect(actual?.[0] ?? null).toBe(expected?.index ?? null)
        if (expected && actual) expect(text.slice(actual[0], actual[1])).toBe(expected[0])
      }),
      { numRuns: 2000 },
    )
  })

  it('cannot be made to hang', () => {
    const start = Date.now()
    expect(found('(a+)+$', `${'a'.repeat(20_000)}!`)).toBeNull()
    expect(found('(a|aa)*b', 'a'.repeat(20_000))).toBeNull()
    expect(Date.now() - start).toBeLessThan(5000)
  })

  it('refuses what it cannot promise, and what is no pattern', () => {
    for (const pattern of [
      '(a)\\1',
      '(',
      ')',
      '[',
      'a**',
      '\\',
      '[z-a]',
      'a{2,1}',
      '\\p{Nonsense}',
      '(?=a)',
      '((a{99}){99}){99}',
    ]) {
      expect(programOf(pattern, ''), pattern).toBeNull()
    }
    expect(programOf('a', 'g')).toBeNull()
  })

  it.each([
    ['[a-z-[aeiou]]+', 'xyz', '', true],
    ['^[a-z-[aeiou]]+$', 'xay', '', false],
    ['\\p{Lu}', 'Ä', '', true],
    ['\\p{IsBasicLatin}', 'ä', '', false],
    ['STRASSE', 'strasse', 'i', true],
    ['[^Q]', 'q', 'i', false],
    ['a b', 'ab', 'x', true],
    ['a.b', 'a.b', 'q', true],
    ['a.b', 'axb', 'q', false],
    ['a.b', 'a\nb', '', false],
    ['a.b', 'a\nb', 's', true],
    ['^b$', 'a\nb', '', false],
    ['^b$', 'a\nb', 'm', true],
    ['^.$', '😀', '', true],
    ['^a+?b*?$', 'aab', '', true],
  ])('%s on %j with %j: %s', (pattern, text, flags, expected) => {
    expect(found(pattern, text, flags) != null).toBe(expected)
  })

  it('never throws while reading', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'ab()[]{}*+?|\\-^$.,1pPsdi😀'), maxLength: 20 }), (pattern) => {
        const program = programOf(pattern, '')
        if (program) search(program, codePoints('ab1-'), 0, free)
      }),
      { numRuns: 3000 },
    )
  })
})
