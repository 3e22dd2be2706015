import type { TypeNode } from '../syntax/node.ts'
import { ANY, builtinType } from './feel-type.ts'
import type { FeelType } from './feel-type.ts'

/** The type that a type expression names; undefined for a name nobody defined. */
export function resolveType(node: TypeNode, types: Readonly<Record<string, FeelType>>): FeelType | undefined {
  if (node.entries) {
    const entries = node.entries.map(({ name, type }) => [name, resolveType(type, types)] as const)
    if (entries.some(([, type]) => type === undefined)) return undefined
    return { kind: 'context', entries: Object.fromEntries(entries) as Record<string, FeelType> }
  }
  const items = node.items.map((item) => resolveType(item, types))
  if (items.includes(undefined)) return undefined
  if (node.result) {
    const result = resolveType(node.result, types)
    return result && { kind: 'function', parameters: items as FeelType[], result }
  }
  if (items.length > 0) return { kind: node.name as 'list' | 'range', item: items[0] ?? ANY }
  return Object.hasOwn(types, node.name) ? types[node.name] : builtinType(node.name)
}

/** The type as FEEL writes it. */
export function typeText(type: FeelType): string {
  switch (type.kind) {
    case 'any':
      return 'Any'
    case 'list':
    case 'range':
      return type.item.kind === 'any' ? type.kind : `${type.kind}<${typeText(type.item)}>`
    case 'context':
      return `context<${Object.entries(type.entries)
        .map(([name, entry]) => `${name}: ${typeText(entry)}`)
        .join(', ')}>`
    case 'function':
      return `function<${(type.parameters ?? []).map(typeText).join(', ')}> -> ${typeText(type.result)}`
    default:
      return type.kind
  }
}
