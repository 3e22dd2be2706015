import type { JsonObject, JsonValue } from '@fachwerk/problem'
import type { Activation, ActivationKey, InstanceState } from './api.ts'
import { lookup } from './state.ts'

/** All variables an activation sees: its own over those of the scopes around, process level last. Without activation: process level. */
export function visibleVariables(state: InstanceState, activation?: ActivationKey): JsonObject {
  if (activation === undefined) return state.variables
  const layers: JsonObject[] = []
  for (let key: string | undefined = activation; key !== undefined;) {
    const open: Activation | undefined = lookup(state.activations, key)
    if (!open) break
    if (Object.keys(open.variables).length > 0) layers.push(open.variables)
    key = open.scope
  }
  if (layers.length === 0) return state.variables
  return layers.reduceRight<JsonObject>((seen, layer) => ({ ...seen, ...layer }), state.variables)
}

/** The nearest variable of that name; `undefined` where no scope has it. */
export function visibleVariable(
  state: InstanceState,
  activation: ActivationKey | undefined,
  name: string,
): JsonValue | undefined {
  for (let key = activation; key !== undefined;) {
    const open: Activation | undefined = lookup(state.activations, key)
    if (!open) break
    if (Object.hasOwn(open.variables, name)) return open.variables[name]
    key = open.scope
  }
  return lookup(state.variables, name)
}

/** The nearest scope from `from` outwards that has the variable; `undefined` is process level. */
export function scopeOfVariable(state: InstanceState, from: ActivationKey | undefined, name: string): ActivationKey | undefined {
  for (let key = from; key !== undefined;) {
    const open: Activation | undefined = lookup(state.activations, key)
    if (!open) return undefined
    if (Object.hasOwn(open.variables, name)) return key
    key = open.scope
  }
  return undefined
}

/** `value` put at the path `a.b.c` of a variable; what lies beside it in an existing object stays. */
export function atPath(existing: JsonValue | undefined, path: readonly string[], value: JsonValue): JsonValue {
  const [name, ...rest] = path
  if (name === undefined) return value
  const around: JsonObject = isObject(existing) ? existing : {}
  return { ...around, [name]: atPath(lookup(around, name), rest, value) }
}

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
