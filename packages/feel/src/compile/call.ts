/** Invocation of functions with positional or named arguments (DMN 1.5, 10.3.2.13.4). */
import { BUILTINS } from '../builtins/registry.ts'
import type { Node, NodeOf } from '../syntax/node.ts'
import { FeelFunction, typeOf } from '../values/kind.ts'
import { bFeelArguments, bFeelDefault } from './b-feel.ts'
import { compile } from './compile.ts'
import { callNamed, callPositional } from './invoke.ts'
import type { Evaluator, Frame } from './runtime.ts'
import type { Scope } from './scope.ts'

export function compileCall(node: NodeOf<'call'>, scope: Scope): Evaluator {
  const args = node.args.map((arg) => compile(arg, scope))
  const { names } = node
  const { bFeel } = scope.shared
  const builtin = builtinOf(node.callee, scope)
  const callee = builtin ? () => builtin : shadowed(node.callee, compile(node.callee, scope))
  const plain: Evaluator = (frame) => {
    const target = callee(frame)
    if (!(target instanceof FeelFunction)) return notCallable(target, node, frame)
    let values: readonly unknown[] = args.map((arg) => arg(frame))
    if (bFeel && builtin) values = bFeelArguments(builtin.name, values)
    const result = names
      ? callNamed(target, names, values, frame.runtime, node)
      : callPositional(target, values, frame.runtime, node)
    return result === undefined ? null : result
  }
  return bFeel && builtin ? bFeelDefault(builtin.name, plain) : plain
}

function builtinOf(callee: Node, scope: Scope): FeelFunction | undefined {
  if (callee.kind !== 'name' || scope.shared.declared.has(callee.name)) return undefined
  if (scope.entries.some((entry) => entry.kind === 'local' && entry.name === callee.name)) return undefined
  return BUILTINS.get(callee.name)
}

/** A variable named like a built-in function, say `date`, does not take it away: it is no function itself. */
function shadowed(callee: Node, variable: Evaluator): Evaluator {
  const builtin = callee.kind === 'name' ? BUILTINS.get(callee.name) : undefined
  if (!builtin) return variable
  return (frame) => {
    const value = variable(frame)
    return value instanceof FeelFunction ? value : builtin
  }
}

function notCallable(target: unknown, node: NodeOf<'call'>, frame: Frame): null {
  if (target === null && frame.runtime.explains(node)) return null
  return frame.runtime.report(node, 'not-a-function', typeOf(target))
}
