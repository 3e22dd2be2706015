import { describe, expect, it } from 'vitest'
import { readScenario } from './read-scenario.ts'
import type { Scenario } from './scenario.ts'

/** Every field once with something wrong: where it is said to be. */
const wrong: readonly (readonly [json: unknown, path: string])[] = [
  [[], ''],
  ['text', ''],
  [{ userTask: {} }, 'userTask'],
  [{ start: 'gestern' }, 'start'],
  [{ start: 5 }, 'start'],
  [{ until: 'bald' }, 'until'],
  [{ startEvent: '' }, 'startEvent'],
  [{ jobs: [] }, 'jobs'],
  [{ jobs: { j: {} } }, 'jobs.j'],
  [{ jobs: { j: ['warten'] } }, 'jobs.j[0]'],
  [{ jobs: { j: [{}] } }, 'jobs.j[0]'],
  [{ jobs: { j: [{ result: {}, failure: 'x' }] } }, 'jobs.j[0]'],
  [{ jobs: { j: [{ result: 1 }] } }, 'jobs.j[0].result'],
  [{ jobs: { j: [{ failure: '' }] } }, 'jobs.j[0].failure'],
  [{ jobs: { j: [{ error: 'E' }] } }, 'jobs.j[0].error'],
  [{ jobs: { j: [{ error: {} }] } }, 'jobs.j[0].error.code'],
  [{ jobs: { j: [{ error: { code: 'E', message: 1 } }] } }, 'jobs.j[0].error.message'],
  [{ jobs: { j: [{ error: { code: 'E', variables: [] } }] } }, 'jobs.j[0].error.variables'],
  [{ jobs: { j: [{ error: { code: 'E', data: {} } }] } }, 'jobs.j[0].error.data'],
  [{ jobs: { j: [{ escalation: { code: 1 } }] } }, 'jobs.j[0].escalation.code'],
  [{ jobs: { j: [{ escalation: { code: 'X', variables: 1 } }] } }, 'jobs.j[0].escalation.variables'],
  [{ jobs: { j: ['wait', { result: {}, after: '1h' }] } }, 'jobs.j[1].after'],
  [{ jobs: { j: [{ result: {}, later: 'PT1H' }] } }, 'jobs.j[0].later'],
  [{ userTasks: { u: 'wait' } }, 'userTasks.u'],
  [{ userTasks: { u: [true] } }, 'userTasks.u[0]'],
  [{ userTasks: { u: [{ $after: 3 }] } }, 'userTasks.u[0].$after'],
  [{ userTasks: { u: [{ $escalation: 3 }] } }, 'userTasks.u[0].$escalation'],
  [{ userTasks: { u: [{ $afer: 'P1D' }] } }, 'userTasks.u[0].$afer'],
  [{ calls: { c: [{ failure: 'x' }] } }, 'calls.c[0]'],
  [{ calls: { c: [{ error: { code: 'E', variables: {} } }] } }, 'calls.c[0].error.variables'],
  [{ calls: { c: [{ result: {}, after: 'x' }] } }, 'calls.c[0].after'],
  [{ messages: {} }, 'messages'],
  [{ messages: ['Antrag'] }, 'messages[0]'],
  [{ messages: [{}] }, 'messages[0].name'],
  [{ messages: [{ name: 'A', correlationKey: 5 }] }, 'messages[0].correlationKey'],
  [{ messages: [{ name: 'A', after: 5 }] }, 'messages[0].after'],
  [{ messages: [{ name: 'A', variables: 5 }] }, 'messages[0].variables'],
  [{ messages: [{ name: 'A', key: 'x' }] }, 'messages[0].key'],
  [{ signals: [{ name: 'A' }, { after: 'P1D' }] }, 'signals[1].name'],
  [{ signals: [{ name: 'A', correlationKey: 'x' }] }, 'signals[0].correlationKey'],
  [{ signals: [{ name: 'A', after: '' }] }, 'signals[0].after'],
  [{ signals: [{ name: 'A', variables: 1 }] }, 'signals[0].variables'],
  [{ adHoc: { a: [{}] } }, 'adHoc.a[0].start'],
  [{ adHoc: { a: [{ start: 't', after: 1 }] } }, 'adHoc.a[0].after'],
  [{ variables: [5] }, 'variables[0]'],
  [{ variables: [{}] }, 'variables[0].set'],
  [{ variables: [{ set: 1 }] }, 'variables[0].set'],
  [{ variables: [{ set: {}, after: 1 }] }, 'variables[0].after'],
  [{ variables: [{ set: {}, process: 1 }] }, 'variables[0].process'],
  [{ variables: [{ set: {}, scope: 1 }] }, 'variables[0].scope'],
  [{ incidents: [] }, 'incidents'],
  [{ incidents: { i: [true] } }, 'incidents.i[0]'],
  [{ incidents: { i: [{ after: 1 }] } }, 'incidents.i[0].after'],
  [{ incidents: { i: [{ set: [] }] } }, 'incidents.i[0].set'],
  [{ cancellations: {} }, 'cancellations'],
  [{ cancellations: [{ after: 1 }] }, 'cancellations[0].after'],
  [{ cancellations: [{ process: '' }] }, 'cancellations[0].process'],
  [{ cancellations: [{ reason: 1 }] }, 'cancellations[0].reason'],
  [{ jumps: [{}] }, 'jumps[0].by'],
  [{ jumps: [{ by: '3 Tage' }] }, 'jumps[0].by'],
  [{ jumps: [{ by: 'P3D', after: 1 }] }, 'jumps[0].after'],
]

describe('readScenario', () => {
  it.each(wrong)('%j: the mistake is at %s', (json, path) => {
    const read = readScenario(json)
    if (read.ok) throw new Error('taken as right')
    expect(read.error.map((one) => one.path)).toEqual([path])
    for (const { message } of read.error) expect([message.de, message.en].every((text) => text.length > 8)).toBe(true)
  })

  it('names all mistakes at once', () => {
    const read = readScenario({ start: 1, messages: [{}, { name: 1 }], jumps: 1 })
    expect(read.ok ? [] : read.error.map(({ path }) => path)).toEqual(['start', 'messages[0].name', 'messages[1].name', 'jumps'])
  })

  it('takes a scenario with everything in it', () => {
    const whole: Required<Scenario> = {
      start: '2026-11-23T08:00:00Z',
      until: 'P1Y',
      startEvent: 's',
      jobs: {
        j: [
          'wait',
          { result: {}, after: 'PT1H' },
          { error: { code: 'E', message: 'm', variables: {} } },
          { failure: 'f' },
          { escalation: { code: 'X', variables: {} } },
        ],
      },
      userTasks: { u: ['wait', { $after: 'P1D', $escalation: 'X', a: 1 }] },
      calls: { c: ['wait', { result: {} }, { error: { code: 'E' } }, { escalation: { code: 'X' }, after: 'P1D' }] },
      messages: [{ name: 'A', correlationKey: 'k', after: 'P1D', variables: {} }],
      signals: [{ name: 'S', after: 'P1D', variables: {} }],
      adHoc: { a: [{ start: 't', after: 'P1D' }] },
      variables: [{ set: {}, after: 'P1D', process: 'p', scope: 't' }],
      incidents: { i: ['wait', {}, { after: 'P1D', set: {} }] },
      cancellations: [{}, { after: 'P1D', process: 'p', reason: 'r' }],
      jumps: [{ after: 'P1D', by: 'P1D' }],
    }
    expect(readScenario(whole)).toEqual({ ok: true, value: whole })
  })
})
