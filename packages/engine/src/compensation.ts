import { isEventSubProcess, type EventDefinition, type EventNode } from '@fachwerk/bpmn'
import { activate, complete, endOfPath, enterHappened, finish, perform, send, terminate } from './activity/life-cycle.ts'
import { mapInputs, setLocal } from './activity/mapping.ts'
import type { ActivationKey } from './api.ts'
import type { CompiledNode } from './compiled-process.ts'
import { openListeners } from './listeners.ts'
import type { Run } from './run.ts'
import type { ActivationState } from './state.ts'

/*
 * Compensation (BPMN 2.0.2, 10.7 and 13.5.5). When an activity that can be undone completes, its scope keeps a record of it with its
 * local variables of that moment. To compensate takes records out of the scope and undoes them one after the other, the last completed
 * first, each of them once. The activity at the compensation boundary event undoes; else the compensation event sub-process inside;
 * else what was completed inside, by the same rule. For the latter two the sub-process is opened again with the data it had.
 * `compensates` leads from what undoes back to what waits for it: the throwing event, or the reopened sub-process.
 */

/** Called when an activation completes: keeps a record where it can be undone. */
export function recordCompensation(run: Run, key: ActivationKey, activation: ActivationState): void {
  const node = run.process.nodes.get(activation.element)
  if (!node || activation.compensates !== undefined || activation.restored) return
  if (isEventSubProcess(node.node)) return
  const inner = (activation.compensable?.length ?? 0) > 0
  const isBody = node.isRepeated && activation.index === undefined
  if (inner || (!isBody && (node.undoneBy !== undefined || run.process.undoing.has(node.id))))
    run.emit({ type: 'compensation-recorded', at: run.at, ...run.place(key) })
}

/** A compensation throw or end event. */
export function throwCompensation(
  run: Run,
  { activity, waitForCompletion }: Extract<EventDefinition, { kind: 'compensation' }>,
  node: CompiledNode<EventNode>,
  key: ActivationKey,
): void {
  for (const from of visibleScopes(run, key)) start(run, key, from, activity)
  if ((run.activation(key)?.compensating?.length ?? 0) === 0) return finish(run, key)
  const { scope } = run.place(key)
  if (!waitForCompletion) for (const flow of node.outgoing) send(run, flow, scope)
  run.later({ kind: 'next-compensation', holder: key })
}

/** Its own scope; in an event sub-process also the one around, which it acts for. */
function visibleScopes(run: Run, key: ActivationKey): readonly (ActivationKey | undefined)[] {
  const { scope } = run.place(key)
  const scopes: (ActivationKey | undefined)[] = [scope]
  for (let around = scope; around !== undefined;) {
    const open = run.open(around)
    if (!open || !isEventSubProcess(open.node.node)) break
    around = open.activation.scope
    scopes.push(around)
  }
  return scopes
}

function start(run: Run, holder: ActivationKey, from: ActivationKey | undefined, of?: string): void {
  const kept = (from === undefined ? run.state.compensable : run.activation(from)?.compensable) ?? []
  if (!kept.some(({ element }) => of === undefined || element === of)) return
  const inScope = from === undefined ? {} : { from }
  run.emit({ type: 'compensation-started', at: run.at, ...run.place(holder), ...inScope, ...(of !== undefined && { of }) })
}

/** Undoes the next one for its holder, or lets the holder go on. */
export function nextCompensation(run: Run, holder: ActivationKey): void {
  const activation = run.activation(holder)
  if (!activation) return
  const next = activation.compensating?.at(-1)
  if (!next) return done(run, holder, activation)
  const { record, scope } = next
  const node = run.process.nodes.get(record.element)
  run.emit({ type: 'compensation-taken', at: run.at, ...run.place(holder), activity: record.element, of: record.activation })
  if (!node || (scope !== undefined && !run.activation(scope))) return run.later({ kind: 'next-compensation', holder })
  if (!node.undoneBy) return reopen(run, node, scope, next, holder)
  const key = activate(run, node.undoneBy, scope, undefined, { compensates: holder })
  setLocal(run, key, record.variables)
  perform(run, node.undoneBy, key, 'enter')
}

function reopen(
  run: Run,
  node: CompiledNode,
  scope: ActivationKey | undefined,
  { record }: NonNullable<ActivationState['compensating']>[number],
  holder: ActivationKey,
): void {
  const key = activate(run, node, scope, undefined, { compensates: holder })
  run.emit({ type: 'compensation-restored', at: run.at, ...run.place(key), record })
  const undoing = run.process.undoing.get(node.id)
  if (!undoing) {
    start(run, key, key)
    return run.later({ kind: 'next-compensation', holder: key })
  }
  const body = activate(run, undoing.body, key, undefined, { compensates: key })
  if (!mapInputs(run, undoing.body.node.io, body) || !openListeners(run, undoing.body.id, body)) return
  finish(run, activate(run, undoing.start, body, undefined), {})
}

/** Everything is undone that its holder had taken. */
function done(run: Run, holder: ActivationKey, { compensates, restored, element, scope }: ActivationState): void {
  const node = run.process.nodes.get(element) as CompiledNode<EventNode> | undefined
  if (restored) {
    complete(run, holder)
    return handBack(run, compensates, scope)
  }
  const definition = node?.node.definition
  if (definition?.kind === 'cancel') return leaveTransaction(run, holder)
  if (definition?.kind !== 'compensation' || definition.waitForCompletion) return finish(run, holder)
  complete(run, holder)
  endOfPath(run, scope)
}

/** What undid something is done, or was ended: whoever waited for it goes on. */
export function handBack(run: Run, holder: ActivationKey | undefined, scope: ActivationKey | undefined): void {
  if (holder !== undefined && run.activation(holder)) run.later({ kind: 'next-compensation', holder })
  else endOfPath(run, scope)
}

/**
 * A cancel end event (10.7.4 and 13.5.5): everything active in the transaction ends, everything completed in it is undone, and then the
 * cancel boundary event is left by.
 */
export function cancelTransaction(run: Run, key: ActivationKey): void {
  const { scope } = run.place(key)
  run.emit({ type: 'transaction-cancelled', at: run.at, ...run.place(key) })
  for (const sibling of run.childrenOf(scope)) if (sibling !== key) terminate(run, sibling)
  run.emit({ type: 'scope-interrupted', at: run.at, ...(scope !== undefined && { scope }) })
  start(run, key, scope)
  run.later({ kind: 'next-compensation', holder: key })
}

function leaveTransaction(run: Run, key: ActivationKey): void {
  const { scope } = run.place(key)
  const open = scope === undefined ? undefined : run.open(scope)
  complete(run, key)
  if (!open || scope === undefined) return endOfPath(run, scope)
  // Boundary events belong to the body of a repeated transaction.
  const host = open.activation.index === undefined ? scope : open.activation.scope!
  const around = run.activation(host)?.scope
  const boundary = open.node.boundary.find(({ node }) => node.definition.kind === 'cancel')
  const { compensates } = run.activation(host)!
  terminate(run, host)
  if (boundary) enterHappened(run, boundary, around, {})
  else handBack(run, compensates, around)
}
