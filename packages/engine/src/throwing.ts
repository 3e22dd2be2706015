import type { EventDefinition, EventNode, MessageReference } from '@fachwerk/bpmn'
import { eventDefinitions } from '@fachwerk/bpmn'
import type { JsonObject } from '@fachwerk/problem'
import { finish } from './activity/life-cycle.ts'
import type { ActivationKey } from './api.ts'
import { throwEscalation } from './escalation.ts'
import { throwError } from './errors.ts'
import { evaluateText } from './expressions/evaluate.ts'
import type { IncidentCause } from './incident.ts'
import { causes } from './incident.ts'
import { createJob } from './job.ts'
import type { Run } from './run.ts'
import { throwSignal } from './signal.ts'
import { resolveMessage } from './triggers.ts'

/** Throw and end events: a job where an implementation is named, else what their definition says; then they go on. */
export function throwEvent(run: Run, { definition, jobType }: EventNode, key: ActivationKey): void {
  if (definition.kind === 'message' && jobType) return createJob(run, key, { jobType })
  throwAndGoOn(run, definition, key)
}

export function throwAndGoOn(run: Run, definition: EventDefinition, key: ActivationKey): void {
  const cause = throwDefinition(run, definition, key)
  if (cause) run.raise(key, cause, 'work')
  // Closed meanwhile where a handler has interrupted the scope around: then this does nothing.
  else finish(run, key)
}

/** Without going on: what was thrown may end the scope around, and the event with it. A multiple event throws all it names. */
function throwDefinition(run: Run, definition: EventDefinition, key: ActivationKey): IncidentCause | undefined {
  for (const one of eventDefinitions(definition)) {
    const activation = run.activation(key)
    const cause = activation && throwOne(run, one, key, activation.variables)
    if (cause) return cause
  }
  return undefined
}

/** `variables` go with what is thrown. */
export function throwOne(
  run: Run,
  definition: EventDefinition,
  key: ActivationKey,
  variables: JsonObject,
): IncidentCause | undefined {
  switch (definition.kind) {
    case 'none':
      return undefined
    case 'message':
      return throwMessage(run, definition.message, key, variables)
    case 'signal':
      return throwSignal(run, definition, key, variables)
    case 'escalation':
      return throwEscalation(run, definition, key, variables)
    case 'error':
      return throwErrorDefinition(run, definition, key)
    default:
      return causes.notExecutable(definition.kind)
  }
}

function throwErrorDefinition(
  run: Run,
  { code: written }: Extract<EventDefinition, { kind: 'error' }>,
  key: ActivationKey,
): IncidentCause | undefined {
  const code = written ? evaluateText(run, written, key, 'error-code') : { ok: true as const, value: '' }
  if (!code.ok) return code.cause
  throwError(run, key, { code: code.value })
  return undefined
}

function throwMessage(
  run: Run,
  reference: MessageReference | undefined,
  key: ActivationKey,
  variables: JsonObject,
): IncidentCause | undefined {
  const message = resolveMessage(run, reference, key)
  if (!message.ok) return message.cause
  run.emit({ type: 'message-thrown', at: run.at, ...run.place(key), ...message.value, variables })
  run.effect({ type: 'send-message', ...message.value, variables })
  return undefined
}
