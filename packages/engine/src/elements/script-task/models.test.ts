import { sandboxFromDisk } from '@fachwerk/scripts/from-disk'
import { expect, it } from 'vitest'
import { Case } from '../../test-kit/case.ts'
import { caseFrom, modelOf } from '../../test-kit/model-file.ts'

it('script task: its expression gives the result variable', () => {
  const instance = caseFrom(import.meta.dirname, 'activity').start({ monate: 12 })
  expect(instance.open).toEqual(['folge'])
  expect(instance.variables).toEqual({ monate: 12, gebuehr: 30 })
})

it('script task in JavaScript: its value in the sandbox is the result variable', async () => {
  const sandbox = await sandboxFromDisk()
  const instance = new Case(modelOf(import.meta.dirname, 'javascript'), undefined, (...one) => sandbox.run(...one))
  expect(instance.start({ nummer: '4711' }).variables).toEqual({ nummer: '4711', pruefziffer: 3 })
  expect(instance.status).toBe('completed')
})
