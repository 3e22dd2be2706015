import { describe, expect, it } from 'vitest'
import { executable, flow, processOf, problemsOf, sequence, surroundings } from '../../test-kit/bpmn-text.ts'
import { checkProcess } from '../check-process.ts'

const rules = ['deadlock', 'lack-of-synchronisation', 'soundness-not-checked']
const found = (content: string): string[] =>
  problemsOf(executable(content))
    .filter(({ rule }) => rules.includes(rule))
    .map(({ severity, rule, element }) => `${severity} ${rule} ${element}`)

const node = (kind: string, ...ids: readonly string[]): string => ids.map((id) => `<${kind} id="${id}"/>`).join('')
/** Flows `a>b`; `a?b` with a condition. */
const flows = (...ways: readonly string[]): string =>
  ways
    .map((way) => {
      const [, from, kind, to] = /^(\w+)([>?])(\w+)$/.exec(way)!
      return flow(`${from}_${to}`, from!, to!, kind === '?' ? '=x' : undefined)
    })
    .join('')
const around = node('startEvent', 's') + node('endEvent', 'e')
/** Split `g` into `a` and `b`, joined by `j`. */
const block = (split: string, join: string, ways: readonly string[]): string =>
  `${around}${split}${node('userTask', 'a', 'b', 'z')}${node(join, 'j')}${flows('s>g', ...ways, 'a>j', 'b>j', 'j>z', 'z>e')}`
const exclusive = '<exclusiveGateway id="g" default="g_a"/>'
const parallel = node('parallelGateway', 'g')
const inclusive = '<inclusiveGateway id="g" default="g_a"/>'
const either = ['g>a', 'g?b']
const both = ['g>a', 'g>b']

describe('soundness', () => {
  it.each([
    ['exclusive and exclusive', block(exclusive, 'exclusiveGateway', either), []],
    ['parallel and parallel', block(parallel, 'parallelGateway', both), []],
    ['inclusive and inclusive', block(inclusive, 'inclusiveGateway', either), []],
    ['parallel and inclusive', block(parallel, 'inclusiveGateway', both), []],
    ['exclusive and inclusive', block(exclusive, 'inclusiveGateway', either), []],
    ['exclusive and parallel', block(exclusive, 'parallelGateway', either), ['error deadlock j']],
    ['inclusive and parallel', block('<inclusiveGateway id="g"/>', 'parallelGateway', ['g?a', 'g?b']), ['warning deadlock j']],
    ['parallel and exclusive', block(parallel, 'exclusiveGateway', both), ['warning lack-of-synchronisation j']],
    ['inclusive and exclusive', block(inclusive, 'exclusiveGateway', ['g?b', 'g>a']), []],
    [
      'several flows out of and into an activity',
      `${around}${node('userTask', 'g', 'a', 'b', 'z')}${flows('s>g', 'g>a', 'g>b', 'a>z', 'b>z', 'z>e')}`,
      [],
    ],
    [
      'the same with a step behind',
      `${around}${node('userTask', 'g', 'a', 'b', 'z', 'y')}${flows('s>g', 'g>a', 'g>b', 'a>z', 'b>z', 'z>y', 'y>e')}`,
      ['warning lack-of-synchronisation z'],
    ],
    [
      'a parallel join that a loop comes back to',
      `${around}${node('userTask', 'a')}${node('parallelGateway', 'j')}<exclusiveGateway id="g" default="g_e"/>${flows('s>j', 'j>a', 'a>g', 'g>e', 'g?j')}`,
      ['error deadlock j'],
    ],
    [
      'a loop around a parallel block',
      `${around}${node('exclusiveGateway', 'm')}${node('parallelGateway', 'p', 'q')}${node('userTask', 'a', 'b')}<exclusiveGateway id="g" default="g_e"/>${flows('s>m', 'm>p', 'p>a', 'p>b', 'a>q', 'b>q', 'q>g', 'g>e', 'g?m')}`,
      [],
    ],
    [
      'one of two parallel branches ends by itself',
      block('<parallelGateway id="g"/>', 'parallelGateway', both).replace(
        '<userTask id="a"/>',
        '<userTask id="a"/><boundaryEvent id="t" attachedToRef="a"><timerEventDefinition><timeDuration>P1D</timeDuration></timerEventDefinition></boundaryEvent><endEvent id="o"/><sequenceFlow id="late" sourceRef="t" targetRef="o"/>',
      ),
      ['warning deadlock j'],
    ],
    [
      'the same, but it terminates',
      block('<parallelGateway id="g"/>', 'parallelGateway', both).replace(
        '<userTask id="a"/>',
        '<userTask id="a"/><boundaryEvent id="t" attachedToRef="a"><timerEventDefinition><timeDuration>P1D</timeDuration></timerEventDefinition></boundaryEvent><endEvent id="o"><terminateEventDefinition/></endEvent><sequenceFlow id="late" sourceRef="t" targetRef="o"/>',
      ),
      [],
    ],
    [
      'an event beside the flow that reminds and ends',
      `${around}${node('userTask', 'a')}<boundaryEvent id="t" attachedToRef="a" cancelActivity="false"><timerEventDefinition><timeDuration>P1D</timeDuration></timerEventDefinition></boundaryEvent>${node('userTask', 'r')}${node('endEvent', 'o')}${flows('s>a', 'a>e', 't>r', 'r>o')}`,
      [],
    ],
    [
      'a link to a join',
      `${around}${parallel}${node('userTask', 'a', 'b')}<intermediateThrowEvent id="x"><linkEventDefinition name="l"/></intermediateThrowEvent><intermediateCatchEvent id="y"><linkEventDefinition name="l"/></intermediateCatchEvent>${node('parallelGateway', 'j')}${flows('s>g', 'g>a', 'g>b', 'a>x', 'y>j', 'b>j', 'j>e')}`,
      [],
    ],
    [
      'two ways to begin that a parallel gateway joins',
      `${node('startEvent', 's')}<startEvent id="t"><timerEventDefinition><timeDate>2026-11-23</timeDate></timerEventDefinition></startEvent>${node('parallelGateway', 'j')}${node('endEvent', 'e')}${flows('s>j', 't>j', 'j>e')}`,
      ['error deadlock j'],
    ],
    [
      'inside a sub-process',
      sequence(`<subProcess id="sub">${block(exclusive, 'parallelGateway', either)}</subProcess>`),
      ['error deadlock j'],
    ],
    [
      'inside a sub-process that something can interrupt',
      `${sequence(`<subProcess id="sub">${block(exclusive, 'parallelGateway', either)}</subProcess>`)}<boundaryEvent id="t" attachedToRef="sub"><timerEventDefinition><timeDuration>P1D</timeDuration></timerEventDefinition></boundaryEvent>`,
      ['warning deadlock j'],
    ],
    [
      'what a complex gateway waits for is not known',
      `${around}${exclusive}${node('userTask', 'a', 'b')}<complexGateway id="j"><activationCondition>=activationCount >= 2</activationCondition></complexGateway>${flows('s>g', ...either, 'a>j', 'b>j', 'j>e')}`,
      [],
    ],
  ])('%s', (_, content, expected) => expect(found(content)).toEqual(expected))

  it('names an example way that leads there', () => {
    const xml = executable(block(exclusive, 'parallelGateway', either))
      .replace('id="g"', 'id="g" name="Wer ist zu hören?"')
      .replace('id="g_b"', 'id="g_b" name="Nachbarn"')
      .replace('<userTask id="a"/>', '<userTask id="a" name="Bauamt beteiligen"/>')
    const [problem] = problemsOf(xml).filter(({ rule }) => rule === 'deadlock')
    expect(problem!.message.de).toMatch(
      /^„j“ wartet immer vergeblich: Wenn es bei „Wer ist zu hören\?“ .* weitergeht, kommt von „.+“ nie etwas an\.$/,
    )
    expect(problem!.message.en).toContain('"j" always waits in vain: if it goes on at "Wer ist zu hören?"')
  })

  it('is bounded: many parallel choices, nets of joins, and a process of 1,000 elements', () => {
    const timed = (content: string): number => {
      const process = processOf(executable(content))
      const begin = performance.now()
      checkProcess(process, surroundings())
      return performance.now() - begin
    }
    const many = Array.from({ length: 200 }, (_, index) => index)
    // 2 to the power of 200 markings before the join.
    const hostile = `${around}${parallel}${node('parallelGateway', 'j')}${many.map((n) => `<exclusiveGateway id="x${n}" default="x${n}_j"/>${node('endEvent', `o${n}`)}${flows(`g>x${n}`, `x${n}>j`, `x${n}?o${n}`)}`).join('')}${flows('s>g', 'j>e')}`
    expect(found(hostile)).toContain('info soundness-not-checked p')
    // Each inclusive join is upstream of each other.
    const ring = `${around}${node('inclusiveGateway', ...many.map((n) => `i${n}`))}${flows('s>i0', 'i199>e', ...many.map((n) => `i${n}?i${(n + 1) % 200}`), ...many.map((n) => `i${n}?i${(n + 7) % 200}`))}`
    const blocks = Array.from({ length: 200 }, (_, n) => n)
    const real = `${node('startEvent', 's')}${blocks.map((n) => `<exclusiveGateway id="g${n}" default="g${n}_a${n}"/>${node('userTask', `a${n}`, `b${n}`)}${node('exclusiveGateway', `j${n}`)}${node('userTask', `t${n}`)}${flows(`g${n}>a${n}`, `g${n}?b${n}`, `a${n}>j${n}`, `b${n}>j${n}`, `j${n}>t${n}`, n === 199 ? `t${n}>e` : `t${n}>g${n + 1}`)}`).join('')}${node('endEvent', 'e')}${flows('s>g0')}`
    const times = { hostile: timed(hostile), ring: timed(ring), real: Math.min(...Array.from({ length: 5 }, () => timed(real))) }
    expect(times.hostile).toBeLessThan(2_000)
    expect(times.ring).toBeLessThan(2_000)
    // 60 ms on a quiet machine.
    expect(times.real).toBeLessThan(150)
  })
})
