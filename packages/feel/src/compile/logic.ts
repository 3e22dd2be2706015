/** Three-valued conjunction and disjunction (DMN 1.5, table 48). */
import type { NodeOf } from '../syntax/node.ts'
import { typeOf } from '../values/kind.ts'
import { compile } from './compile.ts'
import type { Evaluator } from './runtime.ts'
import type { Scope } from './scope.ts'

export function compileAnd(node: NodeOf<'and'>, scope: Scope): Evaluator {
  return connective(node, scope, false)
}

export function compileOr(node: NodeOf<'or'>, scope: Scope): Evaluator {
  return connective(node, scope, true)
}

/** `decisive` is the operand that settles the result alone: false for `and`, true for `or`. */
function connective(node: NodeOf<'and' | 'or'>, scope: Scope, decisive: boolean): Evaluator {
  const left = compile(node.left, scope)
  const right = compile(node.right, scope)
  const undecided = scope.shared.bFeel ? false : null
  return (frame) => {
    const a = left(frame)
    if (a === decisive) return decisive
    const b = right(frame)
    if (b === decisive) return decisive
    if (a === !decisive && b === !decisive) return !decisive
    const odd = typeof a === 'boolean' ? b : a
    if (odd !== null) frame.runtime.report(node, 'not-boolean', typeOf(odd))
    else if (!frame.runtime.explains(node)) frame.runtime.report(node, 'not-boolean', 'null')
    return undecided
  }
}
