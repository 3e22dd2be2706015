import { expect, test } from 'vitest'
import type { KeyRing } from './key-ring.ts'
import { Surnames } from './surnames.ts'

const ringOf = (keys: Record<string, Buffer>) => ({ kept: (id: string) => keys[id] }) as unknown as KeyRing

test('a surname is known for ten minutes', () => {
  let now = 0
  const surnames = new Surnames(ringOf({ 'person/a': Buffer.from('a') }), () => now)
  expect(surnames.of('a')).toBeUndefined()
  expect(surnames.keep('a', 'wessels')).toBe('wessels')
  now = 599_999
  expect(surnames.of('a')).toBe('wessels')
  now = 600_000
  expect(surnames.of('a')).toBeUndefined()
})

test('it goes with the key of the person, and without a key it is not kept', () => {
  const keys: Record<string, Buffer> = { 'person/a': Buffer.from('a') }
  const surnames = new Surnames(ringOf(keys), () => 0)
  surnames.keep('a', 'wessels')
  surnames.keep('b', 'meyer')
  delete keys['person/a']
  expect(surnames.of('a')).toBeUndefined()
  expect(surnames.of('b')).toBeUndefined()
  keys['person/a'] = Buffer.from('another')
  expect(surnames.of('a')).toBeUndefined()
})
