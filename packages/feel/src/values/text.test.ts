import { describe, expect, it } from 'vitest'
import { compileExpression } from '../expression.ts'
import { formatFeel } from './text.ts'

describe('keys of a written context', () => {
  it('stand in quotation marks unless the grammar reads them as a name', () => {
    for (const key of ['b ⓸c', 'b ²', 'd+e', '1a', 'x 1a', '', 'größe', 'Betrag 2', '?', 'b c']) {
      const text = formatFeel({ [key]: 1 })
      const back = compileExpression(text)
      expect(back.ok, text).toBe(true)
      expect(back.ok && back.value.evaluate({}).value).toEqual({ [key]: 1 })
    }
    expect(formatFeel({ größe: 1, 'Betrag 2': 2 })).toBe('{größe: 1, Betrag 2: 2}')
  })
})
