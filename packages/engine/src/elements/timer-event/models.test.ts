import { describe, expect, it } from 'vitest'
import { startSubscriptions } from '../../start-subscriptions.ts'
import { type Case, START } from '../../test-kit/case.ts'
import {
  endsItsTask,
  endsTheProcessAround,
  leavesItsTask,
  runsBesideTheProcess,
  waitsUntilItHappens,
} from '../../test-kit/event-positions.ts'
import { caseFrom, modelOf } from '../../test-kit/model-file.ts'

const DAY = 86_400_000
const begun = (name: string) => caseFrom(import.meta.dirname, name).start({ zahlungsfrist: 'P14D' })
const comes = (instance: Case) => instance.fire()

describe('timer event', () => {
  it('start: a cycle begins the process again and again', () => {
    expect(startSubscriptions(modelOf(import.meta.dirname, 'start')).timers).toEqual([
      { startEvent: 'beginn', kind: 'cycle', expression: 'R/2026-11-24T06:00:00+01:00/P1D' },
    ])
    expect(caseFrom(import.meta.dirname, 'start').start({}, { startEvent: 'beginn' }).open).toEqual(['folge'])
  })
  it('event sub-process start, interrupting: three months by the calendar', () => {
    const instance = begun('event-sub-process-interrupting')
    endsTheProcessAround(instance, comes)
    expect(instance.at).toBe(Date.UTC(2027, 1, 23, 8))
  })
  it('event sub-process start, not interrupting: as often as its cycle says', () => {
    runsBesideTheProcess(begun('event-sub-process-non-interrupting'), comes)
    const thrice = begun('event-sub-process-non-interrupting').fire().fire().fire()
    expect(thrice.open.filter((id) => id === 'folge')).toHaveLength(3)
    expect([thrice.at, thrice.timers]).toEqual([START + 21 * DAY, {}])
  })
  it('intermediate catch', () => {
    const instance = begun('catch')
    waitsUntilItHappens(instance, comes)
    expect(instance.at).toBe(Date.UTC(2026, 11, 23, 8))
  })
  it('boundary, interrupting: its duration is a FEEL expression', () => {
    endsItsTask(() => begun('boundary-interrupting'), comes)
    expect(Object.values(begun('boundary-interrupting').timers)[0]?.due).toBe(START + 14 * DAY)
  })
  it('boundary, not interrupting', () => leavesItsTask(begun('boundary-non-interrupting'), comes))
})
