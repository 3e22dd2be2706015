import type { EventDefinition, EventNode, MessageReference } from '@fachwerk/bpmn'
import { finish } from './activity/life-cycle.ts'
import type { ActivationKey } from './api.ts'
import { throwEscalation } from './escalation.ts'
import type { IncidentCause } from './incident.ts'
import { causes } from './incident.ts'
import { createJob } from './job.ts'
import type { Run } from './run.ts'
import { throwSignal } from './signal.ts'
import { resolveMessage } from './triggers.ts'

/** Throw and end events: a job where an implementation is named, else what their definition says; then they go on. */
export function throwEvent(run: Run, { definition, jobType }: EventNode, key: ActivationKey): void {
  if (definition.kind === 'message' && jobType) return createJob(run, key, { jobType })
  const cause = throwDefinition(run, definition, key)
  if (cause) run.raise(key, cause, 'work')
  // Closed meanwhile where a handler has interrupted the scope around: then this does nothing.
  else finish(run, key)
}

/** Without going on: what was thrown may end the scope around, and the event with it. */
function throwDefinition(run: Run, definition: EventDefinition, key: ActivationKey): IncidentCause | undefined {
  switch (definition.kind) {
    case 'none':
      return undefined
    case 'message':
      return throwMessage(run, definition.message, key)
    case 'signal':
      return throwSignal(run, definition, key)
    case 'escalation':
      return throwEscalation(run, definition, key)
    default:
      return causes.notExecutable(definition.kind)
  }
}

/** The message with what is mapped into the event. */
function throwMessage(run: Run, reference: MessageReference | undefined, key: ActivationKey): IncidentCause | undefined {
  const message = resolveMessage(run, reference, key)
  if (!message.ok) return message.cause
  const { variables } = run.activation(key)!
  run.emit({ type: 'message-thrown', at: run.at, ...run.place(key), ...message.value, variables })
  run.effect({ type: 'send-message', ...message.value, variables })
  return undefined
}
