import type { NodeOf } from '../syntax/node.ts'
import { typeOf } from '../values/kind.ts'
import { compile } from './compile.ts'
import type { Evaluator } from './runtime.ts'
import type { Scope } from './scope.ts'

/** `if` (DMN 1.5, table 47): anything but true takes the else branch. */
export function compileIf(node: NodeOf<'if'>, scope: Scope): Evaluator {
  const condition = compile(node.condition, scope)
  const whenTrue = compile(node.whenTrue, scope)
  const whenFalse = compile(node.whenFalse, scope)
  return (frame) => {
    const chosen = condition(frame)
    if (chosen === true) return whenTrue(frame)
    if (chosen !== false && chosen !== null) frame.runtime.report(node.condition, 'not-boolean', typeOf(chosen))
    return whenFalse(frame)
  }
}
