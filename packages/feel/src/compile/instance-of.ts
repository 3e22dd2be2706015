import type { NodeOf } from '../syntax/node.ts'
import { isInstanceOf } from '../types/conformance.ts'
import { resolveType } from '../types/resolve-type.ts'
import { compile } from './compile.ts'
import type { Evaluator } from './runtime.ts'
import type { Scope } from './scope.ts'

export function compileInstanceOf(node: NodeOf<'instance-of'>, scope: Scope): Evaluator {
  const operand = compile(node.operand, scope)
  const type = resolveType(node.type, scope.shared.types)
  if (!type) return (frame) => frame.runtime.report(node, 'unknown-type', node.type.name)
  if (type.kind === 'any') return (frame) => operand(frame) !== null
  return (frame) => isInstanceOf(operand(frame), type)
}
