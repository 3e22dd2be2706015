import { expect, test } from 'vitest'
import { renderPage } from '../page.tsx'
import { evaluateInput } from '../playground/evaluate-input.ts'
import { PlaygroundFrame } from '../playground/playground-frame.tsx'
import { BpmnDiagram } from './bpmn-diagram.tsx'

const info = {
  language: 'de',
  person: undefined,
  url: '/',
  csrfToken: 'x',
  demo: false,
  navigation: [],
  now: new Date(0),
} as const
const hostile = '</script><script>alert(1)</script><!--'

/** The contents of the scripts with data, as a browser cuts them out of the page. */
const dataIn = (html: string): unknown[] =>
  [...html.matchAll(/<script type="application\/json">(.*?)<\/script>/gs)].map(([, json]) => JSON.parse(json!))

test('data within a page cannot end its script', () => {
  const input = { expression: hostile, context: hostile, tested: hostile, mode: 'expression', dialect: 'feel' } as const
  const playground = renderPage(info, <PlaygroundFrame action="/" input={input} outcome={evaluateInput(input, 0)} />)
  const diagram = renderPage(info, <BpmnDiagram xml={hostile} taken={[hostile]} />)
  expect(dataIn(playground)).toEqual([{ language: 'de', input }])
  expect(dataIn(diagram)).toEqual([expect.objectContaining({ xml: hostile, taken: [hostile] })])
  for (const html of [playground, diagram]) expect(html).not.toMatch(/<script>alert|<!--/)
})
