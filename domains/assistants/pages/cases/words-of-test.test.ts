import { describe, expect, it } from 'vitest'
import { namesLaw } from '@fachwerk/dmn/reason'
import { resultText, outputText } from './decision-words.ts'
import { wordsOfTest } from './words-of-test.ts'

describe('words of a unary test', () => {
  it('says simple tests in German', () => {
    expect(wordsOfTest('"Pkw"')).toBe('ist Pkw')
    expect(wordsOfTest('"a,b", "c"')).toBe('ist a,b oder c')
    expect(wordsOfTest('<= 12')).toBe('höchstens 12')
    expect(wordsOfTest('>= 2.5')).toBe('mindestens 2,5')
    expect(wordsOfTest('< date("2026-01-31")')).toBe('vor dem 31.01.2026')
    expect(wordsOfTest('[1..12]')).toBe('von 1 bis 12')
    expect(wordsOfTest('not("x", "y")')).toBe('ist weder x noch y')
    expect(wordsOfTest('true')).toBe('ist ja')
    expect(wordsOfTest('null', 'en')).toBe('is no answer')
    expect(wordsOfTest('"pkw"', 'de', (value) => (value === 'pkw' ? 'Personenwagen' : value))).toBe('ist Personenwagen')
    expect(wordsOfTest('"$&"')).toBe('ist $&')
  })
  it('leaves what is not simple to FEEL', () => {
    for (const test of ['count(?) > 2', '? in gebiete', 'x, "a"', '> x', 'not(count(?) > 1)'])
      expect(wordsOfTest(test)).toBeUndefined()
  })
})

describe('words of a result', () => {
  it('shows money by the name of what it is', () => {
    expect(outputText(30.7, 'Gebühr in Euro')).toBe('30,70 €')
    expect(outputText(30.7, 'Kategorie')).toBe('30,7')
    expect(outputText('2026-11-23')).toBe('23.11.2026')
  })
  it('is short or absent', () => {
    expect(resultText(undefined, 'hoch')).toBe('hoch')
    expect(resultText(undefined, { stufe: 'hoch', stelle: 'PI Celle' })).toBe('hoch')
    expect(resultText(undefined, [{ a: 1 }])).toBeUndefined()
    expect(resultText(undefined, 'x'.repeat(100))).toBeUndefined()
    expect(resultText(undefined, null)).toBeUndefined()
  })
  it('tells law from remarks', () => {
    expect(['Nr. 265 GebOSt', '§ 6a StVG', 'Gebührensatzung der Stadt', 'Regelfall'].map(namesLaw)).toEqual([
      true,
      true,
      true,
      false,
    ])
  })
})
