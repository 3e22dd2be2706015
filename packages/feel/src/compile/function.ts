/** Function definitions: closures over the slots of their surroundings; external Java functions by table. */
import { externalFunction } from '../builtins/external.ts'
import type { NodeOf } from '../syntax/node.ts'
import { FeelFunction } from '../values/kind.ts'
import type { Parameter } from '../values/kind.ts'
import { coerceTo } from '../types/conformance.ts'
import type { FeelType } from '../types/feel-type.ts'
import { resolveType, typeText } from '../types/resolve-type.ts'
import { CAPTURED } from './collections.ts'
import { compile } from './compile.ts'
import { Frame } from './runtime.ts'
import type { Evaluator, Runtime } from './runtime.ts'
import type { Scope } from './scope.ts'

export function compileFunction(node: NodeOf<'function'>, scope: Scope): Evaluator {
  const parameters = node.parameters.map(({ name, type }): Parameter => {
    const resolved = type && resolveType(type, scope.shared.types)
    return resolved ? { name, type: resolved } : { name }
  })
  if (node.external) return compileExternal(node, scope, parameters)
  let inner = scope
  for (const { name } of parameters) inner = inner.withLocal(name)
  const body = compile(node.body, inner)
  const first = scope.size
  return (frame) => {
    const captured = frame.slots.slice(0, first)
    const call = (_: number, args: readonly unknown[], runtime: Runtime): unknown => {
      const slots = captured.slice()
      const coerced = coerceArguments(parameters, args, node, runtime)
      if (!coerced) return null
      for (let i = 0; i < parameters.length; i++) slots[first + i] = coerced[i]
      return guarded(runtime, () => body(new Frame(frame.context, slots, runtime)))
    }
    const value = new FeelFunction('', [parameters], call, false)
    CAPTURED.set(value, (slot, self) => (captured[slot] = self))
    return value
  }
}

export function guarded<T>(runtime: Runtime, call: () => T): T {
  runtime.enter()
  const result = call()
  runtime.leave()
  return result
}

/** The arguments as the parameters want them, or null (reported) where one does not fit. */
export function coerceArguments(
  parameters: readonly Parameter[],
  args: readonly unknown[],
  at: { readonly start: number; readonly end: number },
  runtime: Runtime,
): readonly unknown[] | null {
  const results: unknown[] = []
  for (let i = 0; i < parameters.length; i++) {
    const type: FeelType | undefined = parameters[i]!.type
    if (type === undefined) {
      results.push(args[i] ?? null)
      continue
    }
    const coerced = coerceTo(args[i] ?? null, type)
    if (!coerced.ok) return runtime.report(at, 'coerced-to-null', typeText(type))
    results.push(coerced.value)
  }
  return results
}

function compileExternal(node: NodeOf<'function'>, scope: Scope, parameters: readonly Parameter[]): Evaluator {
  const mapping = compile(node.body, scope)
  return (frame) => {
    const external = externalFunction(mapping(frame))
    if (external === null) return frame.runtime.report(node, 'unknown-external', '')
    return new FeelFunction(
      '',
      [parameters],
      (_, args, runtime) => {
        const coerced = coerceArguments(parameters, args, node, runtime)
        return coerced && (external(coerced) ?? runtime.report(node, 'no-result', 'external'))
      },
      false,
    )
  }
}
