import { expect, it } from 'vitest'
import { caseFrom } from '../../test-kit/model-file.ts'

it('send task: opens a job that sends', () => {
  const instance = caseFrom(import.meta.dirname, 'activity').start()
  expect(instance.effects).toMatchObject([{ type: 'create-job', job: { type: 'brief', retries: 3 } }])
  expect(instance.completeJob('aufgabe').open).toEqual(['folge'])
})
