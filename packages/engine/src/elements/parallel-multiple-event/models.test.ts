import { describe, expect, it } from 'vitest'
import type { Case } from '../../test-kit/case.ts'
import {
  endsItsTask,
  endsTheProcessAround,
  leavesItsTask,
  runsBesideTheProcess,
  waitsUntilItHappens,
} from '../../test-kit/event-positions.ts'
import { caseFrom } from '../../test-kit/model-file.ts'

const begun = (name: string) => caseFrom(import.meta.dirname, name).start({ aktenzeichen: 'A-7' })
/** Only the second of the two makes it happen, whichever comes first. */
const both = (instance: Case) => {
  const before = instance.open
  expect(instance.signal('Moratorium').open).toEqual(before)
  return instance.deliver('Rücknahme')
}

describe('parallel multiple event', () => {
  it('event sub-process start, interrupting', () => endsTheProcessAround(begun('event-sub-process-interrupting'), both))
  it('event sub-process start, not interrupting', () => runsBesideTheProcess(begun('event-sub-process-non-interrupting'), both))
  it('intermediate catch: in any order', () => {
    waitsUntilItHappens(begun('catch'), both)
    waitsUntilItHappens(begun('catch'), (instance) => instance.deliver('Rücknahme').signal('Moratorium'))
  })
  it('boundary, interrupting', () => endsItsTask(() => begun('boundary-interrupting'), both))
  it('boundary, not interrupting', () => leavesItsTask(begun('boundary-non-interrupting'), both))
})
