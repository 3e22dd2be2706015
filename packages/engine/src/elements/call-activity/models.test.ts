import { describe, expect, it } from 'vitest'
import { simulate } from '../../simulate/simulate.ts'
import { recordedSimulation } from '../../test-kit/history.ts'
import { processesOf } from '../../test-kit/model-file.ts'

const run = (name: string, variables: object, userTasks: Record<string, readonly object[]>) => {
  const models = processesOf(import.meta.dirname, name)
  return simulate({
    processes: new Map(models.map((model) => [model.id, model])),
    decide: () => undefined,
    start: models[0]!.id,
    variables: variables as Record<string, number>,
    scenario: { userTasks } as never,
    observe: recordedSimulation(),
  })
}

describe('call activity', () => {
  it('runs another process as an instance of its own and takes its variables back', () => {
    const result = run('process', {}, { schreiben: [{ verweigert: false, votum: 'ja' }] })
    expect(result).toMatchObject({ state: 'completed', variables: { votum: 'ja' } })
    expect(result.trace.some(({ element }) => element === 'ende')).toBe(true)
  })
  it('an error that nobody catches in it comes out at the border', () => {
    const result = run('process', {}, { schreiben: [{ verweigert: true }] })
    expect(result.state).toBe('completed')
    expect(result.trace.some(({ element }) => element === 'ende-folge')).toBe(true)
  })
  it('calls global tasks: a person, an expression', () => {
    const result = run('global-task', { betrag: 1000 }, { gegenzeichnen: [{ gezeichnet: true }] })
    expect(result).toMatchObject({ state: 'completed', variables: { gezeichnet: true, zinsen: 5 } })
  })
})
