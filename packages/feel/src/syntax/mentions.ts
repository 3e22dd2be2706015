/** Questions about the names in a syntax tree. */
import type { Node } from './node.ts'

/** The nodes directly below a node. */
function childrenOf(part: unknown): readonly Node[] {
  if (typeof part !== 'object' || part === null) return []
  if (Array.isArray(part)) return part.flatMap(childrenOf)
  if ('kind' in part && 'height' in part) return [part as Node]
  return Object.values(part).flatMap(childrenOf)
}

const below = (node: Node): readonly Node[] => Object.values(node).flatMap(childrenOf)

/** Whether a name occurs in a tree. */
export function mentions(node: Node, name: string): boolean {
  return node.kind === 'name' ? node.name === name : below(node).some((child) => mentions(child, name))
}

const READERS = new Set(['count', 'sum', 'min', 'max', 'mean', 'median', 'product', 'list contains', 'any', 'all'])

/** Whether a tree could hold on to the list of that name: it does more than filter or measure it. */
export function keeps(node: Node, name: string): boolean {
  if (node.kind === 'name') return node.name === name
  const harmless = (child: Node): boolean => child.kind === 'name' && child.name === name
  if (node.kind === 'filter' && harmless(node.operand)) return keeps(node.condition, name)
  if (node.kind === 'call' && node.callee.kind === 'name' && READERS.has(node.callee.name)) {
    return node.args.some((arg) => !harmless(arg) && keeps(arg, name))
  }
  return below(node).some((child) => keeps(child, name))
}
