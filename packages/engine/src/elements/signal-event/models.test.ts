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
const arrives = (instance: Case) => instance.signal('Katastrophenfall', { seiten: 2 })

describe('signal event', () => {
  it('start: begins the process', () => {
    const model = modelOf(import.meta.dirname, 'start')
    expect(startSubscriptions(model).signals).toEqual([{ startEvent: 'beginn', name: 'Katastrophenfall' }])
    const begins = new Case(model).start({ seiten: 2 }, { startEvent: 'beginn' })
    expect(begins.open).toEqual(['folge'])
  })
  it('event sub-process start, interrupting', () => endsTheProcessAround(begun('event-sub-process-interrupting'), arrives))
  it('event sub-process start, not interrupting', () =>
    runsBesideTheProcess(begun('event-sub-process-non-interrupting'), arrives))
  it('intermediate catch: waits for every signal of its name', () => {
    const instance = begun('catch')
    expect(Object.values(instance.subscriptions)).toMatchObject([{ name: 'Katastrophenfall' }])
    waitsUntilItHappens(instance, arrives)
    expect(instance.variables).toEqual({ aktenzeichen: 'A-7', seiten: 2 })
  })
  it('intermediate throw: tells everybody what is mapped into it, and goes on', () => {
    const instance = begun('throw', { gebuehr: 30 })
    expect(instance.effects).toContainEqual({
      type: 'broadcast-signal',
      name: 'Katastrophenfall',
      variables: { betrag: 30 },
    })
    expect(instance.open).toEqual(['folge'])
  })
  it('boundary, interrupting', () => endsItsTask(() => begun('boundary-interrupting'), arrives))
  it('boundary, not interrupting', () => leavesItsTask(begun('boundary-non-interrupting'), arrives))
  it('end: tells everybody what is mapped into it', () => {
    const instance = begun('end', { gebuehr: 30 })
    expect(instance.effects).toContainEqual({
      type: 'broadcast-signal',
      name: 'Katastrophenfall',
      variables: { betrag: 30 },
    })
    expect(instance.status).toBe('completed')
  })
})
