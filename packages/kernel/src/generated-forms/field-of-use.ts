import type { GeneratedField } from '@fachwerk/forms'
import type { JsonObject, JsonValue } from '@fachwerk/problem'
import type { VariableUse } from './variable-use.ts'

/** Set when a case is started: by whom. Nobody is asked for it, and an id says nothing to people. */
export const starterVariable = 'starter'
/** Who began a case is not for an answer or a message to change. */
export const withoutStarter = (variables: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(variables).filter(([name]) => name !== starterVariable))

/** A question for a variable. A value it has already tells the type where the model does not. */
export function fieldOfUse(use: VariableUse, known: JsonObject = {}): GeneratedField {
  const label = use.label === undefined ? {} : { label: use.label }
  const sample = known[use.name]
  if (use.type === 'enum' || (use.type === 'string' && use.values.length > 1)) {
    return { id: use.name, ...label, type: 'enum', values: use.values.map((value) => ({ id: value, name: value })) }
  }
  if (use.type !== undefined) return { id: use.name, ...label, type: use.type }
  return sample === undefined || sample === null ? { id: use.name, ...label, type: 'string' } : { id: use.name, ...label, sample }
}

/** A variable the task sees: shown, not asked. Lists and contexts are left to the case page. */
export function shownField(name: string, value: JsonValue): GeneratedField | undefined {
  if (name === starterVariable) return undefined
  const showable = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
  return showable ? { id: name, sample: value, readonly: true } : undefined
}
