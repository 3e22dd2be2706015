/** How a function value meets its arguments. */
import { FeelFunction, typeOf } from '../values/kind.ts'
import { coerceTo } from '../types/conformance.ts'
import type { Parameter } from '../values/kind.ts'
import type { Runtime } from './runtime.ts'

export type At = { readonly start: number; readonly end: number }

export function callPositional(target: FeelFunction, args: readonly unknown[], runtime: Runtime, at: At): unknown {
  runtime.at = at
  if (target.variadic) return target.body(0, args, runtime)
  const { signatures } = target
  for (let i = 0; i < signatures.length; i++) {
    if (accepts(signatures[i]!, args.length) && (signatures.length === 1 || fits(signatures, i, args))) {
      return target.body(i, args, runtime)
    }
  }
  return runtime.report(at, 'wrong-arguments', target.name || 'function', args.map(typeOf).join(', '))
}

function accepts(signature: readonly Parameter[], count: number): boolean {
  if (count > signature.length) return false
  for (let i = count; i < signature.length; i++) if (!signature[i]!.optional) return false
  return true
}

/** Among several parameter lists of the same length the types decide; the last one takes what is left. */
function fits(signatures: readonly (readonly Parameter[])[], index: number, args: readonly unknown[]): boolean {
  const later = signatures.slice(index + 1).some((signature) => accepts(signature, args.length))
  if (!later) return true
  return signatures[index]!.every(({ type }, i) => !type || i >= args.length || coerceTo(args[i] ?? null, type).ok)
}

export function callNamed(
  target: FeelFunction,
  names: readonly string[],
  args: readonly unknown[],
  runtime: Runtime,
  at: At,
): unknown {
  runtime.at = at
  for (let i = 0; i < target.signatures.length; i++) {
    const signature = target.signatures[i]!
    const known = names.every((name) => signature.some((parameter) => parameter.name === name))
    if (!known || new Set(names).size !== names.length) continue
    // A parameter without argument is null; an optional one stays absent.
    const ordered = signature.map(({ name, optional }) => {
      const index = names.indexOf(name)
      return index >= 0 ? (args[index] ?? null) : optional ? undefined : null
    })
    while (ordered.length > 0 && ordered.at(-1) === undefined) ordered.pop()
    return target.body(i, ordered, runtime)
  }
  return runtime.report(at, 'wrong-arguments', target.name || 'function', names.join(', '))
}
