import { expect, it } from 'vitest'
import { caseFrom } from '../../test-kit/model-file.ts'

it('service task: opens a job for a program and takes its result', () => {
  const instance = caseFrom(import.meta.dirname, 'activity').start()
  expect(instance.effects).toMatchObject([
    { type: 'create-job', job: { type: 'melderegister', retries: 5, headers: { umfang: 'einfach' } } },
  ])
  expect(instance.completeJob('aufgabe', { treffer: 1 }).open).toEqual(['folge'])
  expect(instance.variables).toEqual({ treffer: 1 })
})
