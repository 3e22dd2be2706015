import { describe, expect, it } from 'vitest'
import { caseFrom } from '../../test-kit/model-file.ts'

describe('complex gateway', () => {
  it('joining: starts when its condition holds, and takes the late token when it resets', () => {
    const instance = caseFrom(import.meta.dirname, 'joining')
      .start()
      .complete('a')
    expect(instance.open).toEqual(['b', 'c'])
    expect(instance.complete('c').open).toEqual(['b', 'g', 'folge'])
    expect(instance.complete('b').open).toEqual(['folge', 'spaet'])
    expect(instance.complete('folge').complete('spaet').status).toBe('completed')
  })
  it('diverging: every way whose condition is true', () => {
    const ways = (bundesmittel: boolean) => caseFrom(import.meta.dirname, 'diverging').start({ bundesmittel }).open
    expect([ways(true), ways(false)]).toEqual([['immer', 'bund'], ['immer']])
  })
})
