/** One table, one chain of decisions, one list: as DMN for those who read it, and in the format of the engine that has its own. */
interface Rule {
  readonly from: number
  readonly to: number
  readonly texts: readonly string[]
  readonly truth: boolean | null
  readonly above: number
  readonly result: string
}

/** `variant` changes a bound by little, so that no cache of texts helps the next reading. */
const rulesOf = (count: number, variant: number): Rule[] =>
  Array.from({ length: count }, (_, rule) => ({
    from: rule,
    to: rule + 3 + variant / 1000,
    texts: rule % 3 === 0 ? ['A'] : ['A', 'B'],
    truth: rule % 2 === 0 ? null : true,
    above: rule % 50,
    result: `r${rule}`,
  }))

const columns = [
  ['a', 'number'],
  ['b', 'string'],
  ['c', 'boolean'],
  ['d', 'number'],
] as const

const quoted = (texts: readonly string[]): string => texts.map((text) => `"${text}"`).join(', ')
const cellsOf = (rule: Rule, any: string): string[] => [
  `[${rule.from}..${rule.to}]`,
  quoted(rule.texts),
  rule.truth === null ? any : String(rule.truth),
  `> ${rule.above}`,
]

const dmn = (content: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?><definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="bench" name="bench" namespace="urn:bench">${content}</definitions>`
/** `>` stays as it is: a peer counts entities and refuses more than 1,000. */
const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
const tag = (name: string, text: string): string => `<${name}><text>${escaped(text)}</text></${name}>`
const inputData = (name: string, type: string): string =>
  `<inputData id="i_${name}" name="${name}"><variable id="v_${name}" name="${name}" typeRef="${type}"/></inputData>`

export function dmnTable(count: number, variant = 0): string {
  const inputs = columns
    .map(
      ([name, type]) =>
        `<input id="in_${name}" label="${name}"><inputExpression id="ie_${name}" typeRef="${type}"><text>${name}</text></inputExpression></input>`,
    )
    .join('')
  const rules = rulesOf(count, variant)
    .map((rule, index) => {
      const cells = cellsOf(rule, '-').map((cell) => tag('inputEntry', cell))
      return `<rule id="rule${index}">${cells.join('')}${tag('outputEntry', `"${rule.result}"`)}</rule>`
    })
    .join('')
  const needs = columns
    .map(([name]) => `<informationRequirement id="n_${name}"><requiredInput href="#i_${name}"/></informationRequirement>`)
    .join('')
  return dmn(
    columns.map(([name, type]) => inputData(name, type)).join('') +
      `<decision id="result" name="result"><variable id="v" name="result" typeRef="string"/>${needs}<decisionTable id="t" hitPolicy="FIRST">${inputs}<output id="o" name="result" typeRef="string"/>${rules}</decisionTable></decision>`,
  )
}

/** A chain: each decision adds one to the one before. */
export function dmnChain(length: number): string {
  const decisions = Array.from({ length }, (_, index) => {
    const before = index === 0 ? 'x' : `d${index}`
    const link = index === 0 ? '<requiredInput href="#i_x"/>' : `<requiredDecision href="#d${index}"/>`
    const name = `d${index + 1}`
    return `<decision id="${name}" name="${name}"><variable id="v_${name}" name="${name}" typeRef="number"/><informationRequirement id="n_${name}">${link}</informationRequirement><literalExpression id="l_${name}"><text>${before} + 1</text></literalExpression></decision>`
  })
  return dmn(inputData('x', 'number') + decisions.join(''))
}

interface ZenNode {
  readonly id: string
  readonly name: string
  readonly type: string
  readonly content?: unknown
}

function zenGraph(inner: readonly ZenNode[]): object {
  const nodes: ZenNode[] = [{ id: 'in', name: 'in', type: 'inputNode' }, ...inner, { id: 'out', name: 'out', type: 'outputNode' }]
  const edges = nodes
    .slice(1)
    .map((node, index) => ({ id: `e${index}`, type: 'edge', sourceId: nodes[index]!.id, targetId: node.id }))
  return { nodes, edges }
}

export function zenTable(count: number, variant = 0): object {
  const rules = rulesOf(count, variant).map((rule, index) => {
    const [a, b, c, d] = cellsOf(rule, '')
    return { _id: `rule${index}`, a, b, c, d, o: `"${rule.result}"` }
  })
  const inputs = columns.map(([id]) => ({ id, name: id, field: id }))
  const content = { hitPolicy: 'first', inputs, outputs: [{ id: 'o', name: 'result', field: 'result' }], rules }
  return zenGraph([{ id: 't', name: 't', type: 'decisionTableNode', content }])
}

export const zenChain = (length: number): object =>
  zenGraph(
    Array.from({ length }, (_, index) => ({
      id: `d${index + 1}`,
      name: `d${index + 1}`,
      type: 'expressionNode',
      content: { expressions: [{ id: 'e', key: 'x', value: 'x + 1' }] },
    })),
  )

export const tableInputs = (count: number): readonly Readonly<Record<string, unknown>>[] =>
  Array.from({ length: 64 }, (_, index) => ({
    a: (index * Math.max(1, Math.floor(count / 64))) % count,
    b: index % 2 === 0 ? 'A' : 'B',
    c: index % 3 === 0,
    d: 50 + index,
  }))

export const manyContexts = (count: number): readonly { readonly betrag: number; readonly art: string }[] =>
  Array.from({ length: count }, (_, index) => ({ betrag: index % 100, art: index % 3 === 0 ? 'A' : 'B' }))

export const feelOf = { condition: 'betrag * 1.19 > 100 and dauer <= 12', filter: 'count(posten[betrag > 50 and art = "A"])' }

export const conditionInputs = [
  { betrag: 90.5, dauer: 6 },
  { betrag: 80, dauer: 6 },
  { betrag: 1000, dauer: 24 },
]

export const chainInputs = [{ x: 1 }, { x: 2 }, { x: 3 }]
