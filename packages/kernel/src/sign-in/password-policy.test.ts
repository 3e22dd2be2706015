import { dictionary } from '@zxcvbn-ts/language-common'
import { expect, test } from 'vitest'
import { longestPassword, passwordFault, shortestPassword } from './password-policy.ts'

const fault = (password: string): string | undefined => passwordFault(password, ['clara-celle', 'Clara Celle'])?.en

test('at least 12 characters, and 200 are accepted', () => {
  expect([shortestPassword, longestPassword]).toEqual([12, 200])
  expect(fault('vogelbeeren')).toContain('at least 12')
  expect(fault('vogelbeere 4')).toBeUndefined()
  const long = 'Wir treffen uns am Brunnen. '.repeat(8).slice(0, 200)
  expect(fault(long.slice(0, 64))).toBeUndefined()
  expect(fault(long)).toBeUndefined()
  expect(fault(`${long}x`)).toContain('at most 200')
})

test('of any composition: no digit, no sign, no capital is asked for', () => {
  for (const password of [
    'vogelbeerbaum',
    'VOGELBEERBAUM',
    'vogel beer baum',
    '§$%&/()=?*+#',
    'птица на дереве',
    '🏛🌳🐦🍒🏛🌳🐦🍒🏛🌳🐦🍒',
  ])
    expect([password, fault(password)]).toEqual([password, undefined])
})

test('words of the house make no password, whatever is appended', () => {
  const words = ['Niedersachsen', 'Verwaltung', 'Fachwerk', 'Rathaus', 'Gemeinde', 'Hannover', 'Administrator']
  for (const word of words)
    expect([word, fault(`${word}20262027!`)]).toEqual([word, expect.stringContaining('attackers try first')])
  expect(fault('Clara Celle 2026')).toContain('must not be your name')
  expect(fault('clara_celle_99!')).toContain('must not be your name')
})

test('the passwords used most are refused, with what people append to them, and written twice', () => {
  for (const password of ['qwertyuiop!!', 'sunshine2026!!', 'trustno1trustno1', 'password-1234', '1q2w3e4r5t6y!'])
    expect([password, fault(password)]).toEqual([password, expect.stringContaining('attackers try first')])
  expect(dictionary['passwords-common'].length).toBeGreaterThan(40_000)
  const enough = (dictionary['passwords-common'] as readonly string[]).filter((word) => word.length >= shortestPassword)
  expect(enough.length).toBeGreaterThan(200)
  for (const password of enough) expect([password, fault(password)]).not.toEqual([password, undefined])
})

test('digits alone are taken, unless they are a row or a word', () => {
  expect(fault('849302750192')).toBeUndefined()
  for (const password of ['123456123456', '012345678901', '111111222222']) expect(fault(password)).toContain('attackers try')
})
