import { describe, expect, it } from 'vitest'
import { simulate } from '../../simulate/simulate.ts'
import { caseOf, drawn, way } from '../../test-kit/drawn.ts'

const adHoc = (attributes: string, condition?: string, extension = '') =>
  `<startEvent id="s"/><adHocSubProcess id="ah" ${attributes}>${extension}<userTask id="a"/><userTask id="b"/><userTask id="c"/>${way('a', 'c')}${condition === undefined ? '' : `<completionCondition>=${condition}</completionCondition>`}</adHocSubProcess><userTask id="next"/>${way('s', 'ah', 'next')}`
const only = (list: string) =>
  `<extensionElements><zeebe:adHoc activeElementsCollection="=${list.replaceAll('"', '&quot;')}"/></extensionElements>`

describe('ad-hoc sub-process', () => {
  it('parallel: everything that nothing leads to begins, and it is done when nothing is left', () => {
    const instance = caseOf(adHoc('ordering="Parallel"')).start()
    expect(instance.open).toEqual(['ah', 'a', 'b'])
    instance.complete('a')
    expect(instance.open).toEqual(['ah', 'b', 'c'])
    expect(instance.complete('b').complete('c').open).toEqual(['next'])
  })
  it('sequential: one after the other, with what follows each', () => {
    const instance = caseOf(adHoc('ordering="Sequential"')).start()
    expect(instance.open).toEqual(['ah', 'a'])
    expect(instance.complete('a').open).toEqual(['ah', 'c'])
    expect(instance.complete('c').open).toEqual(['ah', 'b'])
    expect(instance.complete('b').open).toEqual(['next'])
  })
  it('its completion condition ends what still runs, unless that may go on', () => {
    expect(caseOf(adHoc('', 'ok = true')).start().complete('b', { ok: true }).open).toEqual(['next'])
    const patient = caseOf(adHoc('cancelRemainingInstances="false"', 'ok = true')).start().complete('b', { ok: true })
    expect(patient.open).toEqual(['ah', 'a'])
    expect(patient.complete('a').open).toEqual(['next'])
    expect(patient.way).not.toContain('c')
  })
  it('a condition that is not true when all is done is an incident; resolving it begins everything again', () => {
    const instance = caseOf(adHoc('', 'ok = true')).start().complete('b').complete('a').complete('c')
    expect(instance.incidents).toEqual(['ad-hoc-unfinished'])
    expect(instance.resolve().open).toEqual(['ah', 'a', 'b'])
    expect(instance.complete('a', { ok: true }).open).toEqual(['next'])
  })
  it('people begin activities: as often as they like, none that has an arrow before it, none once it closes', () => {
    const instance = caseOf(adHoc('', 'ok = true', only('[]'))).start()
    expect(instance.open).toEqual(['ah'])
    const start = (element: string) => instance.send({ type: 'start-activity', activation: instance.key('ah'), element })
    expect(start('b').open).toEqual(['ah', 'b'])
    expect(start('b').open).toEqual(['ah', 'b', 'b'])
    start('c')
    expect(instance.lastError).toBe('wrong-element')
    expect(instance.complete('b').complete('b', { ok: true }).open).toEqual(['next'])
  })
  it('sequential, what people ask for waits its turn; an incident is over when they ask', () => {
    const instance = caseOf(adHoc('ordering="Sequential"', 'ok = true', only('["a"]'))).start()
    instance.send({ type: 'start-activity', activation: instance.key('ah'), element: 'b' })
    expect(instance.open).toEqual(['ah', 'a'])
    expect(instance.complete('a').complete('c').open).toEqual(['ah', 'b'])
    expect(instance.complete('b').incidents).toEqual(['ad-hoc-unfinished'])
    instance.send({ type: 'start-activity', activation: instance.key('ah'), element: 'b' })
    expect([instance.incidents, instance.open]).toEqual([[], ['ah', 'b']])
  })
  it('a list that names something else is an incident', () => {
    expect(caseOf(adHoc('', undefined, only('["next"]'))).start().incidents).toEqual(['ad-hoc-activities'])
  })
  it('with activities that wait for nothing goes through at once', () => {
    const content = `<startEvent id="s"/><adHocSubProcess id="ah" ordering="Sequential"><task id="a"/><task id="b"/></adHocSubProcess><userTask id="next"/>${way('s', 'ah', 'next')}`
    expect(caseOf(content).start().open).toEqual(['next'])
    expect(caseOf(content.replace('Sequential', 'Parallel')).start().open).toEqual(['next'])
  })
  it('is ended by its boundary event with everything in it', () => {
    const content = `${adHoc('')}<boundaryEvent id="t" attachedToRef="ah"><timerEventDefinition><timeDuration>P1D</timeDuration></timerEventDefinition></boundaryEvent><userTask id="late"/>${way('t', 'late')}`
    expect(caseOf(content).start().fire().open).toEqual(['late'])
  })
  it('runs in a simulation, with activities that people begin', () => {
    const processes = new Map([['p', drawn(adHoc('', 'ok = true', only('[]')))]])
    const scenario = {
      adHoc: {
        ah: [
          { start: 'b', after: 'P1D' },
          { start: 'a', after: 'P2D' },
        ],
      },
      userTasks: { a: [{ ok: true }] },
    }
    const result = simulate({ processes, decide: () => undefined, start: 'p', variables: { ok: false }, scenario })
    expect(result.incidents.map(({ code }) => code)).toEqual([])
    expect(result.state).toBe('completed')
    expect(
      result.trace
        .filter(({ element, event }) => ['a', 'b'].includes(element) && event === 'completed')
        .map(({ element }) => element),
    ).toEqual(['b', 'a'])
  })
})
