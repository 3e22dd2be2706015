import { describe, expect, it } from 'vitest'
import { startSubscriptions } from '../../start-subscriptions.ts'
import type { Case } from '../../test-kit/case.ts'
import {
  endsItsTask,
  endsTheProcessAround,
  leavesItsTask,
  runsBesideTheProcess,
  waitsUntilItHappens,
} from '../../test-kit/event-positions.ts'
import { caseFrom, modelOf } from '../../test-kit/model-file.ts'

const begun = (name: string) => caseFrom(import.meta.dirname, name).start({ aktenzeichen: 'A-7' })
const withdrawn = (instance: Case) => instance.deliver('Rücknahme')
const moratorium = (instance: Case) => instance.signal('Moratorium')
const sent = (instance: Case) =>
  instance.effects.map(({ type }) => type).filter((type) => type === 'send-message' || type === 'broadcast-signal')

describe('multiple event', () => {
  it('start: each definition begins the process', () => {
    expect(startSubscriptions(modelOf(import.meta.dirname, 'start'))).toMatchObject({
      messages: [{ startEvent: 'beginn', name: 'Rücknahme' }],
      signals: [{ startEvent: 'beginn', name: 'Moratorium' }],
    })
  })
  it.each([withdrawn, moratorium])('event sub-process start, interrupting: the first that happens (%#)', (happen) =>
    endsTheProcessAround(begun('event-sub-process-interrupting'), happen),
  )
  it.each([withdrawn, moratorium])('event sub-process start, not interrupting (%#)', (happen) =>
    runsBesideTheProcess(begun('event-sub-process-non-interrupting'), happen),
  )
  it.each([withdrawn, moratorium, (instance: Case) => instance.fire()])('intermediate catch (%#)', (happen) =>
    waitsUntilItHappens(begun('catch'), happen),
  )
  it.each([withdrawn, moratorium])('boundary, interrupting (%#)', (happen) =>
    endsItsTask(() => begun('boundary-interrupting'), happen),
  )
  it.each([withdrawn, moratorium])('boundary, not interrupting (%#)', (happen) =>
    leavesItsTask(begun('boundary-non-interrupting'), happen),
  )
  it('intermediate throw: throws all', () => {
    expect(sent(begun('throw'))).toEqual(['send-message', 'broadcast-signal'])
    expect(begun('throw').open).toEqual(['folge'])
  })
  it('end: throws all', () => {
    expect(sent(begun('end'))).toEqual(['send-message', 'broadcast-signal'])
    expect(begun('end').status).toBe('completed')
  })
})
