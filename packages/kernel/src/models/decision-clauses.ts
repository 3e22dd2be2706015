import { parseXml, type XmlElement } from '@fachwerk/xml'

/** An input column of a decision table: what it asks and which values it knows. Used for generated forms only. */
export interface DecisionClause {
  readonly expression: string
  readonly label?: string
  readonly typeRef?: string
  /** Literal strings of `inputValues`. */
  readonly values: readonly string[]
}

/** Input clauses by decision id, those of required decisions included (DMN 1.5, 8.2.3 and 6.3.7). */
export function decisionClauses(xml: string): ReadonlyMap<string, readonly DecisionClause[]> {
  const parsed = parseXml(xml)
  if (!parsed.ok) return new Map()
  const decisions = elements(parsed.document.root).filter(({ local }) => local === 'decision')
  const byId = new Map(decisions.map((decision) => [attribute(decision, 'id') ?? '', decision]))
  return new Map([...byId.keys()].map((id) => [id, clausesOf(id, byId, new Set())]))
}

function clausesOf(id: string, byId: ReadonlyMap<string, XmlElement>, seen: Set<string>): readonly DecisionClause[] {
  const decision = byId.get(id)
  if (!decision || seen.has(id)) return []
  seen.add(id)
  const required = descendants(decision, 'requiredDecision').flatMap((element) =>
    clausesOf(attribute(element, 'href')?.replace(/^.*#/, '') ?? '', byId, seen),
  )
  // What a required decision gives is not asked for.
  const given = new Set(
    descendants(decision, 'requiredDecision').flatMap((element) =>
      outputNames(byId.get(attribute(element, 'href')?.replace(/^.*#/, '') ?? '')),
    ),
  )
  const tables = elements(decision).filter(({ local }) => local === 'decisionTable')
  const own = tables.flatMap((table) =>
    elements(table)
      .filter(({ local }) => local === 'input')
      .map(readClause),
  )
  return [...own.filter(({ expression }) => !given.has(expression)), ...required]
}

function outputNames(decision: XmlElement | undefined): readonly string[] {
  if (!decision) return []
  const names = descendants(decision, 'output').map((output) => attribute(output, 'name'))
  return [...names, attribute(decision, 'name')].filter((name) => name !== undefined)
}

function readClause(input: XmlElement): DecisionClause {
  const expression = elements(input).find(({ local }) => local === 'inputExpression')
  const values = elements(input).find(({ local }) => local === 'inputValues')
  const label = attribute(input, 'label')
  const typeRef = expression && attribute(expression, 'typeRef')
  return {
    expression: expression ? textOf(expression).trim() : '',
    ...(label ? { label } : {}),
    ...(typeRef ? { typeRef } : {}),
    values: values ? [...textOf(values).matchAll(/"([^"]*)"/g)].map((match) => match[1] ?? '') : [],
  }
}

const elements = (parent: XmlElement): readonly XmlElement[] => parent.children.filter((child) => child.kind === 'element')
const descendants = (parent: XmlElement, local: string): readonly XmlElement[] =>
  elements(parent).flatMap((child) => (child.local === local ? [child] : descendants(child, local)))
const attribute = (element: XmlElement, local: string): string | undefined =>
  element.attributes.find((one) => one.local === local && one.uri === '')?.value
const textOf = (element: XmlElement): string =>
  element.children
    .map((child) =>
      child.kind === 'element' ? textOf(child) : child.kind === 'text' || child.kind === 'cdata' ? child.text : '',
    )
    .join('')
