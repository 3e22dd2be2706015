import { afterAll, expect, test } from 'vitest'
import { createPasswordHasher } from './password-hasher.ts'

// The smallest parameters: what is looked at here does not hang on them.
const hasher = createPasswordHasher({ memory: 64, iterations: 1, parallelism: 1 })
afterAll(() => hasher.stop())

test('a password counts as typed: case, blanks and everything up to its end', async () => {
  const long = `${'Über den Dächern von Celle '.repeat(7)}Z`
  const stored = await hasher.hash(long)
  expect(await hasher.verify(long, stored)).toBe(true)
  for (const other of [
    long.slice(0, -1),
    `${long} `,
    ` ${long}`,
    long.toLowerCase(),
    long.toUpperCase(),
    `${long}\0`,
    long.slice(0, 72),
  ])
    expect([other.length, await hasher.verify(other, stored)]).toEqual([other.length, false])
  // The one thing that is made alike: keyboards send "Ü" as one sign or as two.
  expect(await hasher.verify(long.normalize('NFD'), stored)).toBe(true)
})
