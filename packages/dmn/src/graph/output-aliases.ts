import type { FeelValue } from '@fachwerk/feel'
import { isContext } from '../runtime/feel-values.ts'
import { nameOf } from './scope-builder.ts'
import type { GraphNode, Requirement } from './unit.ts'

/** A second name for a required decision's result, or for one column of it. */
export interface OutputAlias {
  readonly name: string
  readonly node: GraphNode
  pick(value: FeelValue): FeelValue
}

/**
 * Camunda reads a required decision's result by other names than the standard's variable: Camunda 7 by the names of its output
 * columns, Camunda 8 by the decision's id. The same is offered where a decision declares no variable at all. The standard's names win.
 */
export const outputAliases = (requirements: readonly Requirement[]): readonly OutputAlias[] => {
  const taken = new Set(requirements.flatMap(({ node, path }) => [nameOf(node), ...path]))
  const aliases: OutputAlias[] = []
  for (const { node, path, kind } of requirements) {
    if (kind !== 'decision' || path.length > 0 || !isReadByOtherNames(node)) continue
    for (const alias of aliasesOf(node)) {
      if (alias.name === '' || taken.has(alias.name)) continue
      taken.add(alias.name)
      aliases.push(alias)
    }
  }
  return aliases
}

const isReadByOtherNames = ({ unit, element }: GraphNode): boolean =>
  unit.definitions.camunda || element.variable.at === element.at

const aliasesOf = (node: GraphNode): readonly OutputAlias[] => {
  const { element } = node
  const byId = { name: element.id, node, pick: (value: FeelValue) => value }
  if (element.kind !== 'decision' || element.expression?.kind !== 'decisionTable') return [byId]
  const { outputs } = element.expression
  const columns = outputs.map(({ name }) => ({
    name,
    node,
    pick: outputs.length === 1 ? (value: FeelValue) => value : (value: FeelValue) => columnOf(value, name),
  }))
  return [byId, ...columns]
}

/** Policies with several hits give a list of rows; its column is the list of that column's values. */
const columnOf = (value: FeelValue, name: string): FeelValue => {
  if (Array.isArray(value)) return (value as readonly FeelValue[]).map((row) => columnOf(row, name))
  return isContext(value) && Object.hasOwn(value, name) ? (value[name] ?? null) : null
}
