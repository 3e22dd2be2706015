import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

// docs/reference/bpmn.md: one row for each element in each position, with a model that the named test runs.
const root = join(import.meta.dirname, '../..')
const engine = 'packages/engine/src'
const read = (path: string): string => readFileSync(join(root, path), 'utf8')

interface Row {
  readonly element: string
  readonly position: string
  readonly models: readonly string[]
  readonly tests: readonly string[]
  readonly cells: readonly string[]
}
const rows: readonly Row[] = read('docs/reference/bpmn.md')
  .split('\n')
  .filter((line) => line.startsWith('| ') && !line.startsWith('| element |'))
  .map((line) => {
    const cells = line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim())
    const [element = '', position = '', , model = '', tests = ''] = cells
    return {
      element,
      position,
      cells,
      models: [...model.matchAll(/\]\(\.\.\/\.\.\/([^)]+)\)/g)].map(([, path]) => path!),
      tests: [...tests.matchAll(/`([^`]+)`/g)].map(([, path]) => (path!.startsWith('packages/') ? path! : `${engine}/${path}`)),
    }
  })
const named = ({ element, position }: Row): string => `${element}, ${position}`

describe('every row', () => {
  test('has six cells, none of them empty', () => {
    expect(rows.length).toBeGreaterThan(100)
    expect(rows.filter(({ cells }) => cells.length !== 6 || cells.some((cell) => cell === '')).map(named)).toEqual([])
  })
  test('is there once', () => expect(new Set(rows.map(named)).size).toBe(rows.length))
  test('names tests and models that exist', () => {
    const missing = rows.flatMap((row) =>
      [...row.tests, ...row.models].filter((path) => !existsSync(join(root, path))).map((path) => `${named(row)}: ${path}`),
    )
    expect(missing).toEqual([])
    expect(rows.filter(({ tests, models }) => tests.length === 0 || models.length === 0).map(named)).toEqual([])
  })
  test('has a test that reads each of its models', () => {
    const reads = (test: string, model: string): boolean => {
      const [, folder, name] = /^(.*)\/models\/([^/]+)\.bpmn$/.exec(model)!
      return test.startsWith(`${folder}/`) && read(test).includes(`'${name}'`)
    }
    const unread = rows.flatMap((row) =>
      row.models.filter((model) => !row.tests.some((path) => reads(path, model))).map((model) => `${named(row)}: ${model}`),
    )
    expect(unread).toEqual([])
  })
})

test('every model of an element has a row', () => {
  const shown = new Set(rows.flatMap(({ models }) => models))
  const files = globSync(`${engine}/elements/*/models/*.bpmn`, { cwd: root })
  expect(files.length).toBeGreaterThan(100)
  expect(files.filter((file) => !shown.has(file))).toEqual([])
})

/** The names that the page has for the node types of the model which are no events. */
const elementOf: Readonly<Record<string, string>> = {
  userTask: 'user task',
  serviceTask: 'service task',
  sendTask: 'send task',
  scriptTask: 'script task',
  businessRuleTask: 'business rule task',
  task: 'undefined task',
  manualTask: 'manual task',
  receiveTask: 'receive task',
  callActivity: 'call activity',
  subProcess: 'embedded sub-process',
  transaction: 'transaction',
  adHocSubProcess: 'ad-hoc sub-process',
  exclusiveGateway: 'exclusive gateway',
  parallelGateway: 'parallel gateway',
  inclusiveGateway: 'inclusive gateway',
  eventBasedGateway: 'event-based gateway',
  complexGateway: 'complex gateway',
}

describe('what is executed has its rows', () => {
  test('every type of flow node', () => {
    const nodes = /extends (?:ActivityBase|NodeBase) \{\n(?:\s*\/\*\*.*\n)?\s*readonly type: ([^\n]+)/g
    const types = [...read('packages/bpmn/src/model.ts').matchAll(nodes)]
      .flatMap(([, union]) => [...union!.matchAll(/'(\w+)'/g)].map(([, type]) => type!))
      .filter((type) => !type.endsWith('Event'))
    expect(types.toSorted()).toEqual(Object.keys(elementOf).toSorted())
    const elements = new Set(rows.map(({ element }) => element))
    expect(types.filter((type) => !elements.has(elementOf[type]!))).toEqual([])
  })

  const placement = read('packages/bpmn/src/check/rules/event-placement.ts')
  const listed = (pattern: RegExp): readonly string[] =>
    [...pattern.exec(placement)![1]!.matchAll(/'(\w+)'/g)].map(([, kind]) => kind!)
  const both = (place: string): readonly string[] => [`${place}, interrupting`, `${place}, non-interrupting`]
  const positions: readonly (readonly [readonly string[], readonly string[]])[] = [
    [['start of a process'], [...listed(/startEvent: \[([^\]]*)\]/), 'multiple']],
    [['intermediate catch'], [...listed(/intermediateCatchEvent: \[([^\]]*)\]/), 'multiple', 'parallelMultiple']],
    [['intermediate throw'], [...listed(/intermediateThrowEvent: \[([^\]]*)\]/), 'multiple']],
    [both('boundary'), [...listed(/boundaryEvent: \[([^\]]*)\]/), 'multiple', 'parallelMultiple']],
    [['end'], [...listed(/endEvent: \[([^\]]*)\]/), 'multiple']],
    [
      both('event sub-process start'),
      [...listed(/const startsOfEventSubProcess.*?= \[([^\]]*)\]/s), 'multiple', 'parallelMultiple'].filter(
        (kind) => kind !== 'none',
      ),
    ],
  ]
  /** These end or undo: they cannot leave what they stand at as it is. */
  const alwaysInterrupting = ['error', 'cancel', 'compensation']
  const words = (kind: string): string => (kind === 'parallelMultiple' ? 'parallel multiple' : kind)

  test('every event in every position that may be published', () => {
    const known = new Set(rows.map(named))
    const wanted = positions.flatMap(([places, kinds]) =>
      kinds.flatMap((kind) =>
        places
          .filter((place) => !(place.endsWith('non-interrupting') && alwaysInterrupting.includes(kind)))
          .map((place) => `${words(kind)} event, ${place}`),
      ),
    )
    expect(wanted.length).toBeGreaterThan(55)
    expect(wanted.filter((place) => !known.has(place))).toEqual([])
  })
})
