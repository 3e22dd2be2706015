import { describe, expect, it } from 'vitest'
import type { Case } from '../../test-kit/case.ts'
import { endsTheProcessAround, leavesItsTask, runsBesideTheProcess } from '../../test-kit/event-positions.ts'
import { caseFrom } from '../../test-kit/model-file.ts'

const begun = (name: string) => caseFrom(import.meta.dirname, name).start()
const escalates = (instance: Case) => instance.escalate('pruefen', 'UEBERLASTUNG')

describe('escalation event', () => {
  it('event sub-process start, interrupting', () => endsTheProcessAround(begun('event-sub-process-interrupting'), escalates))
  it('event sub-process start, not interrupting', () =>
    runsBesideTheProcess(begun('event-sub-process-non-interrupting'), escalates))
  it('boundary, interrupting: for its code only', () => {
    expect(begun('boundary-interrupting').escalate('pruefen', 'KRANK').open).toEqual(['pruefen'])
    expect(escalates(begun('boundary-interrupting')).open).toEqual(['folge'])
  })
  it('boundary, not interrupting', () => leavesItsTask(begun('boundary-non-interrupting'), escalates))
  it('intermediate throw: its sub-process goes on', () => {
    expect(begun('throw').open).toEqual(['sachbearbeitung', 'folge', 'pruefen'])
  })
  it('end: its sub-process is done all the same', () => {
    const instance = begun('end').complete('pruefen')
    expect(instance.open).toEqual(['folge'])
    expect(instance.complete('folge').way).toContain('ende')
  })
})
