import type { ForeignNode } from './foreign-syntax.ts'

/**
 * `a && a.b > 1` asks in JavaScript whether there is an a before it looks into it. FEEL would stop at an object for a truth value, so such a
 * test becomes one of its own (`truthy`), but only of what the expression looks into elsewhere: any other value is expected to be true or
 * false, and a case stops with a message where it is not. `isTruth`: only true and false count of the whole.
 */
export function withTruthTests(node: ForeignNode, isTruth: boolean): ForeignNode {
  return tested(node, isTruth, new Set(lookedInto(node)))
}

function* lookedInto(node: ForeignNode): Generator<string> {
  if (node.kind === 'member' || node.kind === 'index' || node.kind === 'call') if (node.of) yield JSON.stringify(node.of)
  for (const part of partsOf(node)) yield* lookedInto(part)
}

function partsOf(node: ForeignNode): readonly ForeignNode[] {
  switch (node.kind) {
    case 'list':
      return node.items
    case 'member':
    case 'unary':
      return [node.of]
    case 'index':
      return [node.of, node.index]
    case 'call':
      return node.of ? [node.of, ...node.parameters] : node.parameters
    case 'binary':
      return [node.left, node.right]
    case 'choice':
      return [node.condition, node.yes, node.no]
    default:
      return []
  }
}

function tested(node: ForeignNode, isTruth: boolean, known: ReadonlySet<string>): ForeignNode {
  const inside = (part: ForeignNode, truth: boolean): ForeignNode => tested(part, truth, known)
  switch (node.kind) {
    case 'name':
    case 'member':
    case 'call': {
      const whole = { ...node, ...insideOf(node, (part) => inside(part, false)) }
      return isTruth && known.has(JSON.stringify(node)) ? { kind: 'unary', operator: 'truthy', of: whole } : whole
    }
    case 'index':
      return { ...node, of: inside(node.of, false), index: inside(node.index, false) }
    case 'list':
      return { ...node, items: node.items.map((item) => inside(item, false)) }
    case 'unary':
      return { ...node, of: inside(node.of, node.operator === '!') }
    case 'binary': {
      const truth = isTruth && (node.operator === '&&' || node.operator === '||')
      return { ...node, left: inside(node.left, truth), right: inside(node.right, truth) }
    }
    case 'choice':
      return { ...node, condition: inside(node.condition, true), yes: inside(node.yes, isTruth), no: inside(node.no, isTruth) }
    case 'literal':
      return node
  }
}

function insideOf(
  node: ForeignNode & { kind: 'name' | 'member' | 'call' },
  inside: (part: ForeignNode) => ForeignNode,
): { readonly of?: ForeignNode; readonly parameters?: readonly ForeignNode[] } {
  if (node.kind === 'name') return {}
  return {
    ...(node.of ? { of: inside(node.of) } : {}),
    ...(node.kind === 'call' ? { parameters: node.parameters.map(inside) } : {}),
  }
}
