import type { EventNode } from '@fachwerk/bpmn'
import type { JsonObject } from '@fachwerk/problem'
import { activate, finish, release, terminateInside } from './activity/life-cycle.ts'
import { mapInputs } from './activity/mapping.ts'
import type { ActivationKey } from './api.ts'
import type { Catching } from './catching.ts'
import type { CompiledNode } from './compiled-process.ts'
import { settleConditions } from './conditions.ts'
import { causes } from './incident.ts'
import type { Run } from './run.ts'
import { arm } from './triggers.ts'

/*
 * Event sub-processes (BPMN 2.0.2, 10.3.5 and 13.5.4). While a scope is open, each event sub-process in it has a listener: an
 * activation of its start event that holds timers, subscriptions and conditions but is not counted as open. An interrupting one ends
 * everything else in the scope, the other listeners too, and the scope goes on with it alone; a non-interrupting one runs beside it,
 * as often as its event happens.
 */

/** Opens the listeners of a scope that begins. False when a condition that already holds has interrupted it. */
export function openListeners(run: Run, element: string | undefined, scope: ActivationKey | undefined): boolean {
  for (const { start } of run.process.eventSubProcesses.get(element) ?? []) {
    const activation = run.newId()
    const inScope = scope === undefined ? {} : { scope }
    run.emit({ type: 'listener-opened', at: run.at, element: start.id, activation, ...inScope })
    armListener(run, start, activation)
    if (!run.activation(activation)) return false
  }
  return true
}

export function armListener(run: Run, { id, node }: CompiledNode<EventNode>, key: ActivationKey): void {
  const cause = arm(run, id, node.definition, key)
  if (cause) run.raise(key, cause, 'enter')
  else settleConditions(run, key)
}

/** The listeners of a scope that are open. */
export function listenersIn(run: Run, scope: ActivationKey | undefined): readonly Catching[] {
  if (run.process.eventSubProcesses.size === 0) return []
  return run.childrenOf(scope).flatMap((holder) => {
    const activation = run.activation(holder)
    const event = activation?.listens && run.process.nodes.get(activation.element)
    return event ? [{ event: event as CompiledNode<EventNode>, holder }] : []
  })
}

export function closeListeners(run: Run, scope: ActivationKey | undefined): void {
  for (const { holder } of listenersIn(run, scope)) closeListener(run, holder)
}

export function closeListener(run: Run, key: ActivationKey): void {
  release(run, key, run.activation(key)!)
  run.emit({ type: 'listener-closed', at: run.at, ...run.place(key) })
}

/** The start event of an event sub-process has happened. */
export function startEventSubProcess(
  run: Run,
  start: CompiledNode<EventNode>,
  listener: ActivationKey,
  results: JsonObject,
): void {
  if (!run.mayStartAgain(listener)) return run.raise(listener, causes.endlessLoop(), 'enter')
  const { scope } = run.place(listener)
  const body = run.process.nodes.get(start.node.scope ?? '')
  if (!body) return
  if (start.node.interrupting) {
    terminateInside(run, scope)
    run.emit({ type: 'scope-interrupted', at: run.at, ...(scope !== undefined && { scope }) })
  }
  const key = activate(run, body, scope, undefined)
  if (!mapInputs(run, body.node.io, key) || !openListeners(run, body.id, key)) return
  finish(run, activate(run, start, key, undefined), results)
}
