import { expect, it } from 'vitest'
import { caseFrom } from '../../test-kit/model-file.ts'

it('send task: opens a job that sends', () => {
  const instance = caseFrom(import.meta.dirname, 'activity').start()
  expect(instance.effects).toMatchObject([{ type: 'create-job', job: { type: 'brief', retries: 3 } }])
  expect(instance.completeJob('aufgabe').open).toEqual(['folge'])
})

it('send task with a message: sends it like a throw event, with what is mapped into it', () => {
  const instance = caseFrom(import.meta.dirname, 'message').start({ aktenzeichen: 'A-7', gebuehr: 30 })
  expect(instance.effects).toEqual([{ type: 'send-message', name: 'Bescheid', correlationKey: 'A-7', variables: { betrag: 30 } }])
  expect(instance.status).toBe('completed')
})
