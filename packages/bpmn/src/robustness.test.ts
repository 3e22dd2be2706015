import { readFileSync } from 'node:fs'
import { descendants, parseXml, writeXml, type XmlElement, type XmlNode } from '@fachwerk/xml'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkProcess, readBpmn } from './index.ts'
import { executable, flow, problemsOf, sequence, surroundings } from './test-kit/bpmn-text.ts'

const source = readFileSync(new URL('fixtures/camunda-8.bpmn', import.meta.url), 'utf8')
const elements = [...descendants(rootOf(source))]

function rootOf(xml: string): XmlElement {
  const parsed = parseXml(xml)
  if (!parsed.ok) throw new Error(parsed.problem.message.en)
  return parsed.document.root
}

/** The tree with some of its elements changed; an element that appears twice in the result is a copy. */
function changed(element: XmlElement, changes: ReadonlyMap<XmlElement, Change>): XmlElement[] {
  const change = changes.get(element)
  if (change?.kind === 'remove') return []
  const children = element.children.flatMap((child): XmlNode[] => (child.kind === 'element' ? changed(child, changes) : [child]))
  const next: XmlElement = { ...element, children }
  if (change?.kind === 'copy') return [next, next]
  if (change?.kind === 'rename') return [{ ...next, name: `bpmn:${change.value}`, local: change.value }]
  if (change?.kind === 'empty') return [{ ...next, children: [] }]
  if (change?.kind !== 'value') return [next]
  return [
    {
      ...next,
      attributes: next.attributes.map((attribute) =>
        attribute.name.startsWith('xmlns') ? attribute : { ...attribute, value: change.value },
      ),
    },
  ]
}

type Change = { readonly kind: 'remove' | 'copy' | 'empty' } | { readonly kind: 'rename' | 'value'; readonly value: string }

const names = [
  'task',
  'subProcess',
  'boundaryEvent',
  'sequenceFlow',
  'startEvent',
  'timerEventDefinition',
  'messageEventDefinition',
  'exclusiveGateway',
  'process',
  'constructor',
  'definitions',
]
const values = [
  '',
  ' ',
  'start',
  'weiche',
  '${',
  '${a.b()}',
  '=',
  '=(',
  '__proto__',
  'constructor',
  'a:b',
  'R0/P1D',
  'true',
  '🙂',
]
const change: fc.Arbitrary<Change> = fc.oneof(
  fc.constantFrom<Change>({ kind: 'remove' }, { kind: 'copy' }, { kind: 'empty' }),
  fc.constantFrom(...names).map((value): Change => ({ kind: 'rename', value })),
  fc.constantFrom(...values).map((value): Change => ({ kind: 'value', value })),
)

const numbered = (draw: (n: number) => string): string[] => Array.from({ length: 8_000 }, (_, n) => draw(n))
const dataTask = (n: number): string =>
  `<task id="t${n}"><ioSpecification><dataInput id="i${n}"/><inputSet/><outputSet/></ioSpecification><dataInputAssociation><sourceRef>d${n}</sourceRef><targetRef>i${n}</targetRef></dataInputAssociation></task><dataObject id="d${n}"/>`
const linked = (n: number): string =>
  `<intermediateThrowEvent id="x${n}"><linkEventDefinition name="l${n}"/></intermediateThrowEvent><intermediateCatchEvent id="y${n}"><linkEventDefinition name="l${n}"/></intermediateCatchEvent>`
const undone = (n: number): string =>
  `<task id="t${n}"/><boundaryEvent id="b${n}" attachedToRef="t${n}"><compensateEventDefinition/></boundaryEvent><task id="h${n}" isForCompensation="true"/><association id="z${n}" sourceRef="b${n}" targetRef="h${n}"/>`

describe('whatever the file says', () => {
  it('reads and checks without throwing, and gives a model without loose ends', () => {
    const changes = fc.array(fc.tuple(fc.integer({ min: 1, max: elements.length - 1 }), change), { minLength: 1, maxLength: 6 })
    fc.assert(
      fc.property(changes, (list) => {
        const [root] = changed(elements[0]!, new Map(list.map(([index, one]) => [elements[index]!, one])))
        const result = readBpmn(writeXml({ kind: 'document', children: [root!], root: root! }))
        if (!result.ok) return
        for (const process of result.file.processes) {
          for (const { source: from, target } of Object.values(process.flows))
            expect(Object.hasOwn(process.nodes, from) && Object.hasOwn(process.nodes, target)).toBe(true)
          for (const node of Object.values(process.nodes))
            for (const id of [...node.incoming, ...node.outgoing]) expect(Object.hasOwn(process.flows, id)).toBe(true)
          expect(Array.isArray(checkProcess(process, surroundings()))).toBe(true)
        }
      }),
      { numRuns: 400 },
    )
  })

  it.each([
    [
      'a very long text',
      executable(sequence(`<userTask id="a" name="${'x'.repeat(3_000_000)}" camunda:assignee="${'y'.repeat(3_000_000)}"/>`)),
    ],
    ['many openings of expressions', executable(sequence(`<userTask id="a" camunda:assignee="${'${'.repeat(1_000_000)}"/>`))],
    ['a long condition', executable(`${sequence('<task id="a"/>')}${flow('g', 'a', 'end', 'a'.repeat(3_000_000))}`)],
    ['deep parentheses', executable(`${sequence('<task id="a"/>')}${flow('g', 'a', 'end', `=${'('.repeat(100_000)}`)}`)],
    ['many steps', executable(sequence(...Array.from({ length: 30_000 }, (_, index) => `<task id="t${index}"/>`)))],
    ['many data objects', executable(sequence(...numbered((n) => dataTask(n))))],
    ['many links', executable(`${sequence('<task id="a"/>')}${numbered((n) => linked(n)).join('')}`)],
    ['many activities for compensation', executable(`${sequence('<task id="a"/>')}${numbered((n) => undone(n)).join('')}`)],
    [
      'many sub-processes without start',
      executable(sequence(...numbered((n) => `<subProcess id="u${n}"><task id="t${n}"/></subProcess>`))),
    ],
    [
      'many nested sub-processes without steps',
      executable(`<subProcess id="a"/>`.repeat(1) + '<subProcess>'.repeat(150) + '</subProcess>'.repeat(150)),
    ],
  ])('answers within seconds on %s, with short messages', (_, xml) => {
    const before = performance.now()
    const problems = problemsOf(xml)
    expect(performance.now() - before).toBeLessThan(10_000)
    for (const { message } of problems) expect(message.de.length).toBeLessThan(1_000)
  })
})
