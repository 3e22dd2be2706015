import type { PGlite } from '@electric-sql/pglite'
import { expect, test } from 'vitest'
import { PgliteDialect } from './pglite-dialect.ts'

/** In which order those get the connection who ask for it while the first of them has it. */
async function order(scopes: readonly string[]): Promise<readonly string[]> {
  const driver = new PgliteDialect({} as PGlite).createDriver()
  const begun: string[] = []
  await Promise.all(
    scopes.map(async (scope) => {
      const connection = await driver.acquireFor(scope)
      begun.push(scope)
      await Promise.resolve()
      await driver.releaseConnection()
      return connection
    }),
  )
  return begun
}

test('those of one scope have the connection one after the other', async () => {
  expect((await order(['a', 'b', 'a', 'b', 'a', 'c'])).join('')).toBe('aaabbc')
})

test('who waits is overtaken eight times at most', async () => {
  const begun = await order(['a', 'b', ...Array.from({ length: 30 }, () => 'a')])
  expect(begun).toHaveLength(32)
  expect(begun.indexOf('b')).toBe(9)
})
