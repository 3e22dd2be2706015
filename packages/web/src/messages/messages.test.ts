import { describe, expect, test } from 'vitest'
import { webMessages } from './catalogue.ts'
import { missingMessages, translator } from './messages.ts'

describe('messages', () => {
  test('the frame speaks both languages', () => {
    expect(missingMessages(webMessages)).toEqual([])
  })
  test('a key that a language lacks, an empty text and other parameters are found', () => {
    const broken = { de: { a: 'A', b: 'B {x}', c: 'C' }, en: { a: 'A', b: 'B {y}', c: '' } }
    expect(missingMessages(broken)).toEqual(['b', 'c'])
    expect(missingMessages({ de: { a: 'A' }, en: {} as { a: string } })).toEqual(['a'])
  })
  test('parameters are filled in; what is not given stays', () => {
    const t = translator({ de: { a: '{n} von {m}' }, en: { a: '{n} of {m}' } }, 'de')
    expect(t('a', { n: 1 })).toBe('1 von {m}')
  })
})
