import { expect, test } from 'vitest'
import { randomId } from './random-id.ts'

test('ids are drawn once each, over the end of what is drawn at a time', () => {
  const ids = Array.from({ length: 5000 }, () => randomId('c'))
  expect(new Set(ids).size).toBe(5000)
  for (const id of ids) expect(id).toMatch(/^c_[\w-]{16}$/)
})
