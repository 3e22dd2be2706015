import type { EventNode } from '@fachwerk/bpmn'
import type { JsonObject, JsonValue } from '@fachwerk/problem'
import { enterHappened, terminate, terminateInside } from './activity/life-cycle.ts'
import { propagate } from './activity/mapping.ts'
import type { ActivationKey } from './api.ts'
import type { CompiledNode } from './compiled-process.ts'
import { evaluateJson } from './expressions/evaluate.ts'
import { causes } from './incident.ts'
import type { Run } from './run.ts'

export interface ThrownError {
  readonly code: string
  readonly message?: string
  readonly variables?: JsonObject
}

/**
 * An error goes outwards from where it was thrown and is caught by the innermost boundary event for its code, else by the innermost
 * one for every code (BPMN 2.0.2, 10.5.6). Uncaught it fails a called instance towards its caller; in a root instance it is an incident
 * and everything stays open, so that a person can decide.
 */
export function throwError(run: Run, from: ActivationKey, error: ThrownError): void {
  const { code, message } = error
  run.emit({ type: 'error-thrown', at: run.at, ...run.place(from), code, ...(message !== undefined && { message }) })
  for (let key: ActivationKey | undefined = from; key !== undefined;) {
    const open = run.open(key)
    if (!open) break
    const catching = open.activation.index === undefined ? boundaryFor(run, open.node, key, code) : undefined
    if (catching) return catchError(run, catching, key, error)
    key = open.activation.scope
  }
  if (run.state.parent) failInstance(run, error)
  else run.raise(from, causes.uncaughtError(code, message), 'work')
}

function boundaryFor(run: Run, node: CompiledNode, key: ActivationKey, code: string): CompiledNode<EventNode> | undefined {
  let forEvery: CompiledNode<EventNode> | undefined
  for (const boundary of node.boundary) {
    const { definition } = boundary.node
    if (definition.kind !== 'error') continue
    const wanted = definition.code ? evaluateJson(run, definition.code, key) : undefined
    if (!wanted || (wanted.ok && (wanted.value === null || wanted.value === ''))) forEvery ??= boundary
    else if (wanted.ok && String(wanted.value) === code) return boundary
  }
  return forEvery
}

function catchError(run: Run, boundary: CompiledNode<EventNode>, key: ActivationKey, error: ThrownError): void {
  const place = run.place(key)
  run.emit({ type: 'error-caught', at: run.at, ...place, element: boundary.id, code: error.code })
  terminate(run, key)
  const { scope } = place
  propagate(run, scope, errorVariables(boundary.node, error))
  enterHappened(run, boundary, scope, {})
}

function errorVariables({ definition }: EventNode, { code, message, variables }: ThrownError): JsonObject {
  if (definition.kind !== 'error') return {}
  const named: Record<string, JsonValue> = { ...variables }
  if (definition.codeVariable) named[definition.codeVariable] = code
  if (definition.messageVariable) named[definition.messageVariable] = message ?? null
  return named
}

function failInstance(run: Run, { code, message }: ThrownError): void {
  const { parent } = run.state
  const reason = message === undefined ? { code } : { code, message }
  terminateInside(run, undefined)
  run.emit({ type: 'instance-failed', at: run.at, ...reason })
  if (parent) run.effect({ type: 'notify-parent', parent, outcome: { ok: false, ...reason } })
}
