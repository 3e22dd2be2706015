import type { Expression, IoMapping } from '@fachwerk/bpmn'
import type { JsonObject, JsonValue } from '@fachwerk/problem'
import type { ActivationKey } from '../api.ts'
import type { Outcome } from '../expressions/evaluate.ts'
import { evaluateJson } from '../expressions/evaluate.ts'
import type { Run } from '../run.ts'
import { lookup } from '../state.ts'
import { atPath, scopeOfVariable, visibleVariable } from '../variables.ts'

export type Mappings = readonly { readonly target: string; readonly source: Expression }[]

/** Evaluates mappings in order; later ones see what earlier ones gave. `existing` is what a path like `a.b` is put into. */
export function mapVariables(
  run: Run,
  mappings: Mappings,
  key: ActivationKey,
  existing: (name: string) => JsonValue | undefined,
  seen?: JsonObject,
): Outcome<JsonObject> {
  let mapped: JsonObject = {}
  for (const { target, source } of mappings) {
    const outcome = evaluateJson(run, source, key, seen ? { ...seen, ...mapped } : mapped)
    if (!outcome.ok) return outcome
    const [name = target, ...path] = target.split('.')
    mapped = { ...mapped, [name]: atPath(lookup(mapped, name) ?? existing(name), path, outcome.value) }
  }
  return { ok: true, value: mapped }
}

/** Input mappings into local variables. False after raising an incident. */
export function mapInputs(run: Run, io: IoMapping, key: ActivationKey): boolean {
  if (io.inputs.length === 0) return true
  const outcome = mapVariables(run, io.inputs, key, () => undefined)
  if (!outcome.ok) {
    run.raise(key, outcome.cause, 'enter')
    return false
  }
  setLocal(run, key, outcome.value)
  return true
}

/** Output mappings into the scope around. False after raising an incident. */
export function mapOutputs(run: Run, io: IoMapping, key: ActivationKey): boolean {
  const mappings = io.states ? [...io.outputs, ...io.states] : io.outputs
  if (mappings.length === 0) return true
  const scope = run.activation(key)?.scope
  const outcome = mapVariables(run, mappings, key, (name) => visibleVariable(run.state, scope, name))
  if (!outcome.ok) {
    run.raise(key, outcome.cause, 'leave')
    return false
  }
  propagate(run, scope, outcome.value)
  return true
}

export function setLocal(run: Run, key: ActivationKey, variables: JsonObject): void {
  if (!isEmpty(variables)) run.emit({ type: 'variables-set', at: run.at, scope: key, variables })
}

/** Sets each variable where the nearest scope from `from` outwards has it, else on process level. */
export function propagate(run: Run, from: ActivationKey | undefined, variables: JsonObject): void {
  if (isEmpty(variables)) return
  if (from === undefined) {
    run.emit({ type: 'variables-set', at: run.at, variables })
    return
  }
  const byScope = new Map<ActivationKey | undefined, Record<string, JsonValue>>()
  for (const name of Object.keys(variables)) {
    const scope = scopeOfVariable(run.state, from, name)
    byScope.set(scope, { ...byScope.get(scope), [name]: variables[name]! })
  }
  for (const [scope, own] of byScope) {
    run.emit({ type: 'variables-set', at: run.at, ...(scope !== undefined && { scope }), variables: own })
  }
}

function isEmpty(variables: JsonObject): boolean {
  for (const _ in variables) return false
  return true
}
