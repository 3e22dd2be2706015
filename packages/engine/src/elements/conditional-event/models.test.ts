import { describe, expect, it } from 'vitest'
import { conditionalStart } from '../../start-subscriptions.ts'
import type { Case } from '../../test-kit/case.ts'
import {
  endsItsTask,
  endsTheProcessAround,
  leavesItsTask,
  runsBesideTheProcess,
  waitsUntilItHappens,
} from '../../test-kit/event-positions.ts'
import { caseFrom, modelOf } from '../../test-kit/model-file.ts'

const begun = (name: string) => caseFrom(import.meta.dirname, name).start({ streitwert: 900 })
/** Up and down again: it happens once more only after it was false. */
const rises = (instance: Case) => instance.set({ streitwert: 9000 }).set({ streitwert: 900 })

describe('conditional event', () => {
  it('start: what the world outside tells makes its condition true', () => {
    const model = modelOf(import.meta.dirname, 'start')
    expect([{ pegel: 8 }, { pegel: 7 }].map((told) => conditionalStart(model, told, 0))).toEqual(['hoch', undefined])
    expect(caseFrom(import.meta.dirname, 'start').start({ pegel: 8 }, { startEvent: 'hoch' }).open).toEqual(['warnen'])
  })
  it('event sub-process start, interrupting', () => endsTheProcessAround(begun('event-sub-process-interrupting'), rises))
  it('event sub-process start, not interrupting', () => runsBesideTheProcess(begun('event-sub-process-non-interrupting'), rises))
  it('intermediate catch: waits while its condition is false', () => {
    const instance = begun('catch')
    waitsUntilItHappens(instance.set({ streitwert: 5000 }), rises)
    expect(instance.way).toEqual(['beginn', 'warten', 'folge', 'ende'])
  })
  it('boundary, interrupting', () => endsItsTask(() => begun('boundary-interrupting'), rises))
  it('boundary, not interrupting', () => leavesItsTask(begun('boundary-non-interrupting'), rises))
})
