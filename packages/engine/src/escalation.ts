import type { EventDefinition, EventNode } from '@fachwerk/bpmn'
import { eventDefinitions } from '@fachwerk/bpmn'
import type { JsonObject } from '@fachwerk/problem'
import type { ActivationKey } from './api.ts'
import { catching } from './catching.ts'
import { evaluateText } from './expressions/evaluate.ts'
import { happened } from './happened.ts'
import type { IncidentCause } from './incident.ts'
import type { Run } from './run.ts'

export interface Escalation {
  readonly code: string
  readonly variables: JsonObject
}

/**
 * An escalation goes outwards like an error and is caught by the innermost handler, but what threw it only ends if that handler
 * interrupts. Unhandled it changes nothing (BPMN 2.0.2, 10.5.6); of a called instance it goes on at the caller.
 */
export function escalate(run: Run, from: ActivationKey, { code, variables }: Escalation): void {
  run.emit({ type: 'escalation-thrown', at: run.at, ...run.place(from), code })
  const handler = catching(run, from, 'escalation', code)
  if (handler) {
    run.emit({ type: 'escalation-caught', at: run.at, ...run.place(handler.holder), element: handler.event.id, code })
    happened(run, handler.event, handler.holder, { ...variables, ...codeVariable(handler.event.node, code) })
  } else if (run.state.parent) run.effect({ type: 'escalate-parent', parent: run.state.parent, code, variables })
}

function codeVariable({ definition }: EventNode, code: string): JsonObject {
  const named = eventDefinitions(definition).find((one) => one.kind === 'escalation' && one.codeVariable !== undefined)
  return named?.kind === 'escalation' ? { [named.codeVariable!]: code } : {}
}

/** The escalation of a throw or end event, with what is mapped into it. */
export function throwEscalation(
  run: Run,
  { code: written }: Extract<EventDefinition, { kind: 'escalation' }>,
  key: ActivationKey,
  variables: JsonObject,
): IncidentCause | undefined {
  const code = written ? evaluateText(run, written, key, 'escalation-code') : { ok: true as const, value: '' }
  if (!code.ok) return code.cause
  escalate(run, key, { code: code.value, variables })
  return undefined
}
