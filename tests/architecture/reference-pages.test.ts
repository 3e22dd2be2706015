import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { readBpmn } from '@fachwerk/bpmn'
import { readScenario, simulate } from '@fachwerk/engine'
import { describe, expect, test } from 'vitest'

// What the reference says must be what the code does. FEEL has a test of its own beside its code.
const root = join(import.meta.dirname, '../..')
const page = (name: string): string => readFileSync(join(root, 'docs/reference', name), 'utf8')

const codeBelow = (folder: string): string =>
  readdirSync(folder)
    .map((name) => join(folder, name))
    .map((path) => {
      if (statSync(path).isDirectory()) return codeBelow(path)
      return path.endsWith('.ts') && !path.endsWith('.test.ts') ? readFileSync(path, 'utf8') : ''
    })
    .join('\n')

const all = (text: string, pattern: RegExp): Set<string> => new Set([...text.matchAll(pattern)].map(([, found]) => found!))

describe('check rules', () => {
  const code = [
    'packages/privacy/src',
    'packages/xml/src',
    'packages/bpmn/src',
    'packages/dmn/src',
    'packages/forms/src',
    'packages/kernel/src/models',
  ]
    .map((folder) => codeBelow(join(root, folder)))
    .join('\n')
  const rows = page('check-rules.md')
    .split('\n')
    .filter((line) => line.startsWith('| `'))
  const listed = all(rows.map((row) => row.split('|')[1]).join('\n'), /`([a-z-]+)`/g)

  test('every rule of the page is in the code', () => {
    expect([...listed].filter((rule) => !code.includes(`'${rule}'`))).toEqual([])
  })

  test('every rule that the code reports is on the page', () => {
    const afterSeverity = all(code, /'(?:error|warning|info)',?\s*(?:rule: )?'([a-z]+(?:-[a-z]+)+)'/g)
    const byHelper = all(code, /\b(?:uploadProblem|refused|found)\(\s*'([a-z]+(?:-[a-z]+)+)'/g)
    const atPlace = all(code, /\bwarningAt\(\s*[^']*'([a-z]+(?:-[a-z]+)+)'/g)
    const reported = [...afterSeverity, ...byHelper, ...atPlace]
    expect(reported.length).toBeGreaterThan(50)
    // Has its words, but nothing reports it.
    const silent = new Set(['unknown-boxed-expression'])
    expect(reported.filter((rule) => !listed.has(rule) && !silent.has(rule))).toEqual([])
  })
})

test('BPMN elements: the page has the words for everything that is not executed yet', () => {
  const rules = join(root, 'packages/bpmn/src/check/rules')
  const rule = ['not-executed-yet', 'event-placement'].map((name) => readFileSync(join(rules, `${name}.ts`), 'utf8')).join('\n')
  const kinds = [...all(rule, /\bde: '((?:ein|eine) [^']*)'/g), ...all(rule, /\ben: '((?:a|an) [^']*)'/g)]
  expect(kinds.length).toBeGreaterThan(5)
  const text = page('bpmn-elements.md')
  expect(kinds.filter((kind) => !text.includes(kind))).toEqual([])
})

describe('scenarios', () => {
  const text = page('scenarios.md')
  const example = (name: string): string => page(`examples/${name}`)
  const scenarioText = example('antrag.scenario.json')
  const read = readBpmn(example('antrag.bpmn'))
  if (!read.ok) throw new Error(read.problems[0]?.message.en)
  const scenario = readScenario(JSON.parse(scenarioText))
  if (!scenario.ok) throw new Error(scenario.error[0]?.message.en)
  const result = simulate({
    processes: new Map(read.file.processes.map((process) => [process.id, process])),
    decide: () => undefined,
    start: 'antrag',
    variables: { aktenzeichen: 'BP-1' },
    scenario: scenario.value,
  })

  test('the page shows the example as it is', () => expect(text).toContain(scenarioText.trim()))

  test('the example gives what the page says', () => {
    const { state, variables, incidents, waiting } = result
    expect(text).toContain(JSON.stringify({ state, variables, incidents, waiting }))
    expect(text).toContain(JSON.stringify(variables, null, 2))
  })

  test('every line of the page is in the trace', () => {
    const happened = new Set(result.trace.map(({ at, element }) => `${at}  ${element}`))
    const shown = [...all(text, /^(\d{4}-\d\d-\d\dT[\d:.]+Z {2}[^:\n]+):/gm)]
    expect(shown.length).toBeGreaterThan(5)
    expect(shown.filter((line) => !happened.has(line))).toEqual([])
  })
})
