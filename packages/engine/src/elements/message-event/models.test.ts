import { describe, expect, it } from 'vitest'
import { startSubscriptions } from '../../start-subscriptions.ts'
import { Case } from '../../test-kit/case.ts'
import {
  endsItsTask,
  endsTheProcessAround,
  leavesItsTask,
  runsBesideTheProcess,
  waitsUntilItHappens,
} from '../../test-kit/event-positions.ts'
import { caseFrom, modelOf } from '../../test-kit/model-file.ts'

const begun = (name: string, variables = {}) => caseFrom(import.meta.dirname, name).start({ aktenzeichen: 'A-7', ...variables })
const arrives = (instance: Case) => instance.deliver('Schreiben', { seiten: 2 })

describe('message event', () => {
  it('start: begins the process, and its variables come along', () => {
    const model = modelOf(import.meta.dirname, 'start')
    expect(startSubscriptions(model).messages).toEqual([{ startEvent: 'beginn', name: 'Schreiben' }])
    const begins = new Case(model).start({ seiten: 2 }, { startEvent: 'beginn' })
    expect(begins.open).toEqual(['folge'])
  })
  it('event sub-process start, interrupting', () => endsTheProcessAround(begun('event-sub-process-interrupting'), arrives))
  it('event sub-process start, not interrupting', () =>
    runsBesideTheProcess(begun('event-sub-process-non-interrupting'), arrives))
  it('intermediate catch: waits for its name and key', () => {
    const instance = begun('catch')
    expect(Object.values(instance.subscriptions)).toMatchObject([{ name: 'Schreiben', correlationKey: 'A-7' }])
    waitsUntilItHappens(instance, arrives)
    expect(instance.variables).toEqual({ aktenzeichen: 'A-7', seiten: 2 })
  })
  it('intermediate throw: sends what is mapped into it, and goes on', () => {
    const instance = begun('throw', { gebuehr: 30 })
    expect(instance.effects).toContainEqual({
      type: 'send-message',
      name: 'Schreiben',
      correlationKey: 'A-7',
      variables: { betrag: 30 },
    })
    expect(instance.open).toEqual(['folge'])
  })
  it('boundary, interrupting', () => endsItsTask(() => begun('boundary-interrupting'), arrives))
  it('boundary, not interrupting', () => leavesItsTask(begun('boundary-non-interrupting'), arrives))
  it('end: sends what is mapped into it', () => {
    const instance = begun('end', { gebuehr: 30 })
    expect(instance.effects).toContainEqual({
      type: 'send-message',
      name: 'Schreiben',
      correlationKey: 'A-7',
      variables: { betrag: 30 },
    })
    expect(instance.status).toBe('completed')
  })
})
