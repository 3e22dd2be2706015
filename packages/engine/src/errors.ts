import type { EventNode } from '@fachwerk/bpmn'
import { eventDefinitions } from '@fachwerk/bpmn'
import type { JsonObject, JsonValue } from '@fachwerk/problem'
import { terminateInside } from './activity/life-cycle.ts'
import type { ActivationKey } from './api.ts'
import { catching } from './catching.ts'
import { happened } from './happened.ts'
import { causes } from './incident.ts'
import type { Run } from './run.ts'

export interface ThrownError {
  readonly code: string
  readonly message?: string
  readonly variables?: JsonObject
}

/**
 * An error goes outwards from where it was thrown and is caught by the innermost handler (BPMN 2.0.2, 10.5.6). Uncaught it fails a called instance towards its caller; in a root instance it is an incident
 * and everything stays open, so that a person can decide.
 */
export function throwError(run: Run, from: ActivationKey, error: ThrownError): void {
  const { code, message } = error
  run.emit({ type: 'error-thrown', at: run.at, ...run.place(from), code, ...(message !== undefined && { message }) })
  const handler = catching(run, from, 'error', code)
  if (handler) {
    run.emit({ type: 'error-caught', at: run.at, ...run.place(handler.holder), element: handler.event.id, code })
    return happened(run, handler.event, handler.holder, errorVariables(handler.event.node, error))
  }
  if (run.state.parent) failInstance(run, error)
  else run.raise(from, causes.uncaughtError(code, message), 'work')
}

function errorVariables({ definition }: EventNode, { code, message, variables }: ThrownError): JsonObject {
  const named: Record<string, JsonValue> = { ...variables }
  for (const one of eventDefinitions(definition)) {
    if (one.kind !== 'error') continue
    if (one.codeVariable) named[one.codeVariable] = code
    if (one.messageVariable) named[one.messageVariable] = message ?? null
  }
  return named
}

function failInstance(run: Run, { code, message }: ThrownError): void {
  const { parent } = run.state
  const reason = message === undefined ? { code } : { code, message }
  terminateInside(run, undefined)
  run.emit({ type: 'instance-failed', at: run.at, ...reason })
  if (parent) run.effect({ type: 'notify-parent', parent, outcome: { ok: false, ...reason } })
}
