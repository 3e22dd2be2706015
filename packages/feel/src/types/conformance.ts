/** Conformance of values and types, and the implicit conversions (DMN 1.5, 10.3.2.9.1 to 10.3.2.9.4). */
import { FeelDate, FeelDateTime, MIDNIGHT_UTC } from '../values/temporal.ts'
import { FeelFunction, FeelRange, isContext, isList, typeOf } from '../values/kind.ts'
import type { FeelType } from './feel-type.ts'

/** Whether a value conforms to a type; null conforms to every type. */
export function conformsTo(value: unknown, type: FeelType): boolean {
  if (value === null || value === undefined || type.kind === 'any') return true
  switch (type.kind) {
    case 'list':
      return isList(value) && (type.item.kind === 'any' || value.every((item) => conformsTo(item, type.item)))
    case 'context':
      return isContext(value) && contextConforms(value, type.entries)
    case 'range':
      return value instanceof FeelRange && conformsTo(value.start, type.item) && conformsTo(value.end, type.item)
    case 'function':
      return value instanceof FeelFunction && functionConforms(value, type)
    default:
      return typeOf(value) === type.kind
  }
}

function contextConforms(value: Record<string, unknown>, entries: Readonly<Record<string, FeelType>>): boolean {
  return Object.keys(entries).every((key) => Object.hasOwn(value, key) && conformsTo(value[key], entries[key]!))
}

/** Whether a function can be called with that many arguments. */
export function acceptsArguments(value: FeelFunction, count: number): boolean {
  if (value.variadic) return count > 0
  return value.signatures.some(
    (signature) => count <= signature.length && signature.slice(count).every((parameter) => parameter.optional),
  )
}

/** Parameters are contravariant, results covariant. */
function functionConforms(value: FeelFunction, type: Extract<FeelType, { kind: 'function' }>): boolean {
  if (type.parameters === undefined) return true
  const wanted = type.parameters
  const fits =
    acceptsArguments(value, wanted.length) &&
    value.signatures.some((signature) =>
      signature.every(({ type: own }, index) => index >= wanted.length || !own || typeConforms(wanted[index]!, own)),
    )
  return fits && (type.result.kind === 'any' || (value.resultType !== undefined && typeConforms(value.resultType, type.result)))
}

/** Whether every value of one type conforms to another (DMN 1.5, 10.3.2.9.2). */
export function typeConforms(type: FeelType, target: FeelType): boolean {
  if (target.kind === 'any' || type.kind === 'null') return true
  if (type.kind !== target.kind) return false
  if (type.kind === 'list' && target.kind === 'list') return typeConforms(type.item, target.item)
  if (type.kind === 'range' && target.kind === 'range') return typeConforms(type.item, target.item)
  if (type.kind === 'context' && target.kind === 'context') {
    return Object.keys(target.entries).every((key) => {
      const own = type.entries[key]
      return own !== undefined && typeConforms(own, target.entries[key]!)
    })
  }
  if (type.kind === 'function' && target.kind === 'function') return functionTypeConforms(type, target)
  return true
}

function functionTypeConforms(
  type: Extract<FeelType, { kind: 'function' }>,
  target: Extract<FeelType, { kind: 'function' }>,
): boolean {
  if (target.parameters === undefined) return true
  const own = type.parameters ?? []
  if (own.length !== target.parameters.length) return false
  return (
    own.every((parameter, index) => typeConforms(target.parameters![index]!, parameter)) &&
    typeConforms(type.result, target.result)
  )
}

/** `instance of` (DMN 1.5, 10.3.2.9.5): as conformance, but null is an instance of `Null` alone. */
export function isInstanceOf(value: unknown, type: FeelType): boolean {
  if (value === null || value === undefined) return type.kind === 'null'
  return conformsTo(value, type)
}

export type Coerced = { readonly ok: true; readonly value: unknown } | { readonly ok: false }
const REFUSED: Coerced = Object.freeze({ ok: false })

/**
 * The value as the type wants it: unchanged, a singleton list opened or made, a date as midnight UTC
 * (DMN 1.5, 10.3.2.9.4). `{ ok: false }` where no conversion fits; the caller then uses null and says so.
 */
export function coerceTo(value: unknown, type: FeelType): Coerced {
  if (conformsTo(value, type)) return { ok: true, value: value ?? null }
  if (type.kind === 'list') {
    if (isList(value)) return REFUSED
    const item = coerceTo(value, type.item)
    return item.ok ? { ok: true, value: [item.value] } : REFUSED
  }
  if (isList(value) && value.length === 1) return coerceTo(value[0], type)
  if (type.kind === 'date and time' && value instanceof FeelDate)
    return { ok: true, value: new FeelDateTime(value, MIDNIGHT_UTC) }
  return REFUSED
}
