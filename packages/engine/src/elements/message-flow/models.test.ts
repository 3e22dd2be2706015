import { expect, it } from 'vitest'
import { simulate } from '../../simulate/simulate.ts'
import { recordedSimulation } from '../../test-kit/history.ts'
import { processesOf } from '../../test-kit/model-file.ts'

it('message flow: names what it joins, so that one partner begins the other', () => {
  const processes = new Map(processesOf(import.meta.dirname, 'between-pools').map((model) => [model.id, model]))
  const result = simulate({
    processes,
    decide: () => undefined,
    start: 'beantragen',
    variables: {},
    observe: recordedSimulation(),
  })
  expect(result.state).toBe('completed')
  const begun = result.trace.filter(({ process, event }) => process === 'bearbeiten' && event === 'completed')
  expect(begun.map(({ element }) => element)).toEqual(expect.arrayContaining(['eingang', 'pruefen', 'ende']))
})
