import type { EventNode } from '@fachwerk/bpmn'
import { finish, perform, release, terminateInside } from './activity/life-cycle.ts'
import type { ActivationKey, Command, CommandError, CommandType } from './api.ts'
import { commandErrors } from './command-error.ts'
import { advanceAdHoc, enabledIn } from './elements/ad-hoc-sub-process/ad-hoc-sub-process.ts'
import { throwError } from './errors.ts'
import { escalate } from './escalation.ts'
import { happened, staysArmed } from './happened.ts'
import { armListener } from './listeners.ts'
import { receiveSignal } from './signal.ts'
import { causes } from './incident.ts'
import type { Run } from './run.ts'
import type { Waiting } from './state.ts'
import { lookup } from './state.ts'
import { repeatTimer } from './triggers.ts'
import type { CompiledNode } from './compiled-process.ts'

type Of<T extends CommandType> = Extract<Command, { type: T }>
type RunningCommand = Exclude<CommandType, 'create-instance'>
type Handlers = { readonly [T in RunningCommand]: (run: Run, command: Of<T>) => CommandError | undefined }

/** Each command's own part: checked, then done. What follows from it is the agenda's. */
const handlers: Handlers = {
  'complete-user-task': completeUserTask,
  'assign-user-task': assignUserTask,
  'complete-job': completeJob,
  'fail-job': failJob,
  'throw-error': (run, { activation, code, message, variables }) => {
    const wrong = notWaiting(run, activation, 'job')
    if (!wrong) throwError(run, activation, { code, ...(message !== undefined && { message }), ...(variables && { variables }) })
    return wrong
  },
  'fire-timer': fireTimer,
  'deliver-message': deliverMessage,
  'deliver-signal': deliverSignal,
  'throw-escalation': throwEscalation,
  'start-activity': startActivity,
  'complete-called': completeCalled,
  'fail-called': (run, { activation, code, message }) => {
    const wrong = notWaiting(run, activation, 'called')
    if (wrong) return wrong
    calledEnded(run, activation, 'failed')
    throwError(run, activation, { code, ...(message !== undefined && { message }) })
    return undefined
  },
  'set-variables': setVariables,
  'resolve-incident': resolveIncident,
  'cancel-instance': cancelInstance,
}

export function carryOut(run: Run, command: Exclude<Command, { type: 'create-instance' }>): CommandError | undefined {
  const handler = handlers[command.type] as (run: Run, command: Command) => CommandError | undefined
  return handler(run, command)
}

const by = (run: Run): { readonly by?: string } => (run.by === undefined ? {} : { by: run.by })

/** A caller that still waits must not wait for ever; one that cancelled this instance itself no longer has the activation. */
function cancelInstance(run: Run, { reason }: Of<'cancel-instance'>): undefined {
  const { parent } = run.state
  terminateInside(run, undefined)
  run.emit({ type: 'instance-terminated', at: run.at, reason, ...by(run) })
  if (parent) {
    run.effect({ type: 'notify-parent', parent, outcome: { ok: false, code: 'called-instance-cancelled', message: reason } })
  }
}

function notWaiting(run: Run, key: ActivationKey, what: Waiting): CommandError | undefined {
  const activation = run.activation(key)
  if (!activation) return commandErrors.unknownActivation()
  return activation.waits === what ? undefined : commandErrors.wrongElement()
}

function completeUserTask(run: Run, { activation, variables }: Of<'complete-user-task'>): CommandError | undefined {
  const wrong = notWaiting(run, activation, 'user-task')
  if (wrong) return wrong
  run.emit({ type: 'user-task-completed', at: run.at, ...run.place(activation), variables, ...by(run) })
  run.effect({ type: 'close-task', activation })
  finish(run, activation, variables)
  return undefined
}

function assignUserTask(run: Run, { activation, assignee }: Of<'assign-user-task'>): CommandError | undefined {
  const wrong = notWaiting(run, activation, 'user-task')
  if (wrong) return wrong
  run.emit({ type: 'user-task-assigned', at: run.at, ...run.place(activation), assignee, ...by(run) })
  run.effect({ type: 'update-task', activation, assignee })
  return undefined
}

function completeJob(run: Run, { activation, variables }: Of<'complete-job'>): CommandError | undefined {
  const wrong = notWaiting(run, activation, 'job')
  if (wrong) return wrong
  run.emit({ type: 'job-completed', at: run.at, ...run.place(activation), variables, ...by(run) })
  run.effect({ type: 'close-job', activation })
  const node = run.open(activation)?.node
  const jobResult = node && run.behaviour(node.node.type).jobResult
  finish(run, activation, jobResult ? jobResult(node as CompiledNode<never>, variables) : variables)
  return undefined
}

function failJob(run: Run, { activation, message, retries }: Of<'fail-job'>): CommandError | undefined {
  const wrong = notWaiting(run, activation, 'job')
  if (wrong) return wrong
  const left = Math.max(0, Math.trunc(retries)) || 0
  run.emit({ type: 'job-failed', at: run.at, ...run.place(activation), message, retries: left })
  if (left > 0) return undefined
  run.effect({ type: 'close-job', activation })
  run.raise(activation, causes.jobFailed(message), 'work')
  return undefined
}

function fireTimer(run: Run, { timer: id }: Of<'fire-timer'>): CommandError | undefined {
  const timer = lookup(run.state.timers, id)
  const node = timer && run.process.nodes.get(timer.element)
  if (!timer || !node) return commandErrors.unknownTimer()
  run.emit({ type: 'timer-fired', at: run.at, ...run.place(timer.activation), element: timer.element, timer: id })
  if (staysArmed(node, run.activation(timer.activation)?.listens)) repeatTimer(run, timer)
  happened(run, node, timer.activation, {}, { part: timer.part })
  return undefined
}

function deliverMessage(run: Run, { subscription: id, variables }: Of<'deliver-message'>): CommandError | undefined {
  const subscription = lookup(run.state.subscriptions, id)
  const node = subscription && run.process.nodes.get(subscription.element)
  if (!subscription || !node || subscription.correlationKey === undefined) return commandErrors.unknownSubscription()
  const { activation, element, name } = subscription
  run.emit({ type: 'message-received', at: run.at, ...run.place(activation), element, subscription: id, name, variables })
  happened(run, node, activation, variables, { subscription: id, part: subscription.part })
  return undefined
}

function deliverSignal(run: Run, { subscription: id, variables }: Of<'deliver-signal'>): CommandError | undefined {
  const subscription = lookup(run.state.subscriptions, id)
  if (!subscription || subscription.correlationKey !== undefined) return commandErrors.unknownSubscription()
  receiveSignal(run, id, variables)
  return undefined
}

function startActivity(run: Run, { activation: key, element }: Of<'start-activity'>): CommandError | undefined {
  const open = run.open(key)
  if (!open) return commandErrors.unknownActivation()
  const { adHoc, incidents } = open.activation
  if (!adHoc || adHoc.closing || !enabledIn(run, open.node.id).includes(element)) return commandErrors.wrongElement()
  // What was missing comes now.
  for (const incident of incidents ?? []) run.emit({ type: 'incident-resolved', at: run.at, incident })
  run.emit({ type: 'ad-hoc-activity-requested', at: run.at, ...run.place(key), requested: element, ...by(run) })
  advanceAdHoc(run, key)
  return undefined
}

/** A task or job stays open, and so does the call, unless the handler interrupts. */
function throwEscalation(run: Run, { activation, code, variables }: Of<'throw-escalation'>): CommandError | undefined {
  const waiting = run.activation(activation)
  if (!waiting) return commandErrors.unknownActivation()
  if (!waiting.waits) return commandErrors.wrongElement()
  escalate(run, activation, { code, variables: variables ?? {} })
  return undefined
}

function completeCalled(run: Run, { activation, variables }: Of<'complete-called'>): CommandError | undefined {
  const wrong = notWaiting(run, activation, 'called')
  const node = run.open(activation)?.node
  if (wrong || !node) return wrong ?? commandErrors.unknownActivation()
  calledEnded(run, activation, 'completed')
  run.behaviour(node.node.type).calledCompleted?.(run, node as CompiledNode<never>, activation, variables)
  return undefined
}

function calledEnded(run: Run, activation: ActivationKey, outcome: 'completed' | 'failed'): void {
  const instance = run.activation(activation)?.called ?? ''
  run.emit({ type: 'called-instance-ended', at: run.at, ...run.place(activation), instance, outcome })
}

function setVariables(run: Run, { scope, variables }: Of<'set-variables'>): CommandError | undefined {
  if (scope !== undefined && !run.activation(scope)) return commandErrors.unknownActivation()
  run.emit({ type: 'variables-set', at: run.at, ...(scope !== undefined && { scope }), variables, ...by(run) })
  return undefined
}

/** Repeats the phase the element stopped in; entering anew takes back what the first try had armed. */
function resolveIncident(run: Run, { incident: id }: Of<'resolve-incident'>): CommandError | undefined {
  const incident = lookup(run.state.incidents, id)
  const open = incident && run.open(incident.activation)
  if (!incident || !open) return commandErrors.unknownIncident()
  run.emit({ type: 'incident-resolved', at: run.at, incident: id })
  if (incident.phase === 'enter') release(run, incident.activation, open.activation)
  if (open.activation.listens) armListener(run, open.node as CompiledNode<EventNode>, incident.activation)
  else perform(run, open.node, incident.activation, incident.phase)
  return undefined
}
