import type { EventNode } from '@fachwerk/bpmn'
import { finish } from './activity/life-cycle.ts'
import type { ActivationKey } from './api.ts'
import { createJob } from './job.ts'
import type { Run } from './run.ts'
import { resolveMessage } from './triggers.ts'

/** Message throw and end events: a job where an implementation is named, else the message itself with what is mapped into the event. */
export function throwMessage(run: Run, { definition, jobType }: EventNode, key: ActivationKey): void {
  if (jobType) return createJob(run, key, { jobType })
  const message = resolveMessage(run, definition.kind === 'message' ? definition.message : undefined, key)
  if (!message.ok) return run.raise(key, message.cause, 'work')
  const { variables } = run.activation(key)!
  run.emit({ type: 'message-thrown', at: run.at, ...run.place(key), ...message.value, variables })
  run.effect({ type: 'send-message', ...message.value, variables })
  finish(run, key)
}
