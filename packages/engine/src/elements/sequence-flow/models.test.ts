import { describe, expect, it } from 'vitest'
import { caseFrom } from '../../test-kit/model-file.ts'

describe('sequence flow', () => {
  it('conditional and default flows out of an activity: every condition that is true, else the default', () => {
    const ways = (betrag: number) =>
      caseFrom(import.meta.dirname, 'conditional-and-default')
        .start()
        .complete('pruefen', { betrag }).open
    expect([ways(5000), ways(5), ways(0)]).toEqual([['zahlen', 'melden'], ['zahlen'], ['ablehnen']])
  })
  it('several flows out of an activity are all taken, several into one each begin it', () => {
    const instance = caseFrom(import.meta.dirname, 'several-in-and-out').start()
    expect(instance.open).toEqual(['ablegen', 'ablegen'])
    expect(instance.complete('ablegen').complete('ablegen').status).toBe('completed')
  })
})
