import { describe, expect, it } from 'vitest'
import { caseFrom } from '../../test-kit/model-file.ts'

describe('exclusive gateway', () => {
  it('diverging: the first way whose condition is true, else the default', () => {
    const way = (betrag: number) => caseFrom(import.meta.dirname, 'diverging').start({ betrag }).open
    expect([way(5000), way(500), way(5)]).toEqual([['gross'], ['mittel'], ['klein']])
  })
  it('merging: lets every token through', () => {
    expect(caseFrom(import.meta.dirname, 'merging').start().open).toEqual(['erfassen', 'erfassen'])
  })
})
