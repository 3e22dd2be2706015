import { mapPersonal } from '@fachwerk/privacy'
import type { JsonObject, JsonValue } from '@fachwerk/problem'
import type { PartField } from './declarations.ts'
import { placeOf, SealBroken, sealText, unsealText } from './seal.ts'

/** Stands in for a value that is sealed with the key of its part. */
interface SealedValue {
  readonly $sealed: string
  readonly $part: string
}

/** In every object named `variables`, at any depth, the values at the paths of parts are sealed with the keys of those parts. */
export function sealParts<T>(value: T, fields: readonly PartField[], root: string, keyOf: (part: string) => Uint8Array): T {
  if (fields.length === 0) return value
  const change = (inner: JsonValue, { part }: PartField): JsonValue => {
    if (inner === null) return null
    return { $sealed: sealText(keyOf(part), placeOf('part', root, part), JSON.stringify(inner)), $part: part }
  }
  return withVariables(value as JsonValue, (variables) => mapPersonal(variables, fields, change)) as T
}

/** Names of the parts whose keys are needed to open this. */
export function partsIn(value: JsonValue, found = new Set<string>()): ReadonlySet<string> {
  if (typeof value !== 'object' || value === null) return found
  if (isSealed(value)) found.add(value.$part)
  else for (const inner of Object.values(value)) partsIn(inner as JsonValue, found)
  return found
}

/** The opposite of `sealParts`. A value whose key is gone has been erased: it is `null`. */
export function openParts(value: JsonValue, root: string, keyOf: (part: string) => Uint8Array | undefined): JsonValue {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map((inner: JsonValue) => openParts(inner, root, keyOf))
  if (isSealed(value)) return openOne(value, root, keyOf)
  return Object.fromEntries(Object.entries(value as JsonObject).map(([name, inner]) => [name, openParts(inner, root, keyOf)]))
}

function openOne(value: SealedValue, root: string, keyOf: (part: string) => Uint8Array | undefined): JsonValue {
  const key = keyOf(value.$part)
  if (!key) return null
  try {
    return JSON.parse(unsealText(key, placeOf('part', root, value.$part), value.$sealed)) as JsonValue
  } catch (error) {
    // Whoever wrote the case wrote something that looks sealed: the seal around it is whole, so this was never one of ours.
    if (error instanceof SealBroken) return { ...value }
    throw error
  }
}

const isSealed = (value: object): value is SealedValue =>
  '$sealed' in value && '$part' in value && typeof value.$sealed === 'string' && typeof value.$part === 'string'

function withVariables(value: JsonValue, change: (variables: JsonObject) => JsonValue): JsonValue {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map((inner: JsonValue) => withVariables(inner, change))
  const entries = Object.entries(value as JsonObject).map(([name, inner]) =>
    name === 'variables' && typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? [name, change(inner as JsonObject)]
      : [name, withVariables(inner, change)],
  )
  return Object.fromEntries(entries) as JsonValue
}
