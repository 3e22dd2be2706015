/*
 * The life of an activation. A token arrives on a flow and the element is activated, consuming it. Input mappings make local
 * variables, boundary events are armed, and the element does its work: at once, or by opening something (a task, a job, a timer …)
 * that a later command completes. Finished, its results go to the scope around, output mappings are evaluated, the leaving flows are
 * chosen, and only then is it completed and tokens are sent on. A step that cannot go on raises an incident and stays open in the
 * phase it was in; resolving the incident repeats that phase. The body of a multi-instance is an activation of its own whose
 * instances live inside it as in a scope.
 */
import type { Expression, FlowNode } from '@fachwerk/bpmn'
import type { JsonObject, JsonValue } from '@fachwerk/problem'
import type { ActivationKey, RetryPhase } from '../api.ts'
import type { CompiledFlow, CompiledNode } from '../compiled-process.ts'
import { handBack, recordCompensation } from '../compensation.ts'
import { adHocGoesOn } from '../elements/ad-hoc-sub-process/ad-hoc-sub-process.ts'
import { watch } from '../conditions.ts'
import { evaluate, evaluateCondition } from '../expressions/evaluate.ts'
import { causes } from '../incident.ts'
import type { Run } from '../run.ts'
import type { ActivationState } from '../state.ts'
import { closeListener, closeListeners } from '../listeners.ts'
import { armBoundaryEvents, dropCondition, dropSubscription } from '../triggers.ts'
import { mapInputs, mapOutputs, propagate, setLocal } from './mapping.ts'
import { startMultiInstance } from './multi-instance-start.ts'

/** Activates an element and lets it begin. */
export function enter(run: Run, node: CompiledNode, scope: ActivationKey | undefined, flows?: readonly string[]): void {
  perform(run, node, activate(run, node, scope, flows), 'enter')
}

/** Activates an event that has already happened (a boundary event) and finishes it with what it brought. */
export function enterHappened(run: Run, node: CompiledNode, scope: ActivationKey | undefined, results: JsonObject): void {
  finish(run, activate(run, node, scope, undefined), results)
}

export function activate(
  run: Run,
  { id: element }: CompiledNode,
  scope: ActivationKey | undefined,
  flows: readonly string[] | undefined,
  { index, compensates }: { readonly index?: number; readonly compensates?: ActivationKey } = {},
): ActivationKey {
  const activation = run.newId()
  const { at } = run
  if (flows && scope === undefined) run.emit({ type: 'element-activated', at, element, activation, flows })
  else {
    run.emit({
      type: 'element-activated',
      at,
      element,
      activation,
      ...(scope !== undefined && { scope }),
      ...(index !== undefined && { index }),
      ...(flows && { flows }),
      ...(compensates !== undefined && { compensates }),
    })
  }
  return activation
}

/** Goes on from a phase: from the start after activation, or where an incident stopped it. */
export function perform(run: Run, node: CompiledNode, key: ActivationKey, phase: RetryPhase): void {
  const index = run.activation(key)?.index
  const isBody = node.isRepeated && index === undefined
  if (phase === 'leave') return isBody ? depart(run, node, key) : leave(run, key)
  if (phase === 'enter') {
    const { io } = node.node
    // The instances of a repetition begin with what its body has waited for.
    if (index === undefined && io.available && !inputsAvailable(run, node, io.available, key)) return
    if (!isBody && !mapInputs(run, io, key)) return
    if (index === undefined && node.boundary.length > 0 && !armBoundaryEvents(run, node, key)) return
  }
  begin(run, node, key, isBody)
}

/** What an activity has waited for is there. Its boundary events are armed since it began to wait. */
export function beginWithInputs(run: Run, node: CompiledNode, key: ActivationKey): void {
  if (node.isRepeated || mapInputs(run, node.node.io, key)) begin(run, node, key, node.isRepeated)
}

function begin(run: Run, node: CompiledNode, key: ActivationKey, isBody: boolean): void {
  if (isBody) startRepetition(run, node, key)
  else run.behaviour(node.node.type).work(run, node as CompiledNode<never>, key)
  if (isBody) completeEmptyBody(run, node, key)
}

/**
 * BPMN 2.0.2, 13.3.2: an activity is ready when a token has come, and active when an input set is available. Between the two it waits, with
 * its boundary events armed: somebody may have to be reminded of what is missing.
 */
function inputsAvailable(run: Run, node: CompiledNode, available: Expression, key: ActivationKey): boolean {
  const outcome = evaluate(run, available, key)
  if (!outcome.ok) {
    run.raise(key, outcome.cause, 'enter')
    return false
  }
  if (outcome.value === true) return true
  watch(run, { element: node.id, key })
  if (node.boundary.length > 0) armBoundaryEvents(run, node, key)
  return false
}

function startRepetition(run: Run, { node }: CompiledNode, key: ActivationKey): void {
  if (!('standardLoop' in node && node.standardLoop)) return startMultiInstance(run, node, key)
  // After an incident the loop goes on where it was.
  if (!run.activation(key)?.loop) run.emit({ type: 'loop-started', at: run.at, ...run.place(key) })
  run.later({ kind: 'next-round', body: key })
}

function completeEmptyBody(run: Run, node: CompiledNode, key: ActivationKey): void {
  if (run.activation(key)?.multi?.total === 0) completeBody(run, node, key)
}

/** The work is done. Results go to the scope around, or stay local for output mappings to choose from. */
export function finish(run: Run, key: ActivationKey, results?: JsonObject): void {
  const open = run.open(key)
  if (!open) return
  if (results) {
    if (open.node.node.io.outputs.length > 0) setLocal(run, key, results)
    // An instance of a multi-instance sees a changed item itself, so that its output expression gives the new value.
    else propagate(run, open.activation.index === undefined ? open.activation.scope : key, results)
  }
  leave(run, key, open)
}

function leave(run: Run, key: ActivationKey, open = run.open(key)): void {
  if (!open || !mapOutputs(run, open.node.node.io, key)) return
  // At once: its output must see its own results, not those of the instance beside it.
  if (open.activation.index !== undefined) run.first({ kind: 'instance-done', instance: key })
  else depart(run, open.node, key)
}

/** Chooses the flows, completes the activation and sends the tokens on. */
export function depart(run: Run, node: CompiledNode, key: ActivationKey): void {
  const behaviour = run.behaviour(node.node.type)
  const flows = behaviour.select ? behaviour.select(run, node as CompiledNode<never>, key) : selectFlows(run, node, key)
  if (!flows) return
  const { scope, compensates } = run.activation(key)!
  complete(run, key)
  if (scope !== undefined && run.process.hasAdHoc && !stillGoesOn(run, node, scope)) return
  if (compensates !== undefined) return handBack(run, compensates, scope)
  if (flows.length === 0) endOfPath(run, scope)
  for (const flow of flows) for (let sent = 0; sent < node.completionQuantity; sent++) send(run, flow, scope)
}

/** In an ad-hoc sub-process the completion of an activity may be the end of everything. */
function stillGoesOn(run: Run, { node }: CompiledNode, scope: ActivationKey): boolean {
  if (!run.activation(scope)?.adHoc || !('boundary' in node)) return true
  if (adHocGoesOn(run, scope)) return true
  if (run.activation(scope)?.open === 0) endOfPath(run, scope)
  return false
}

/** Closes what is still armed and completes the activation. */
export function complete(run: Run, key: ActivationKey, output?: JsonValue): void {
  const activation = run.activation(key)
  if (!activation) return
  release(run, key, activation)
  closeListeners(run, key)
  if (run.process.compensates) recordCompensation(run, key, activation)
  const { element, scope } = activation
  const { at } = run
  // Spelled out: with spread fields this, the most frequent event, costs twice as much.
  if (scope === undefined) run.emit({ type: 'element-completed', at, element, activation: key })
  else if (output === undefined) run.emit({ type: 'element-completed', at, element, activation: key, scope })
  else run.emit({ type: 'element-completed', at, element, activation: key, scope, output })
}

export function send(run: Run, flow: CompiledFlow, scope: ActivationKey | undefined): void {
  run.emit(
    scope === undefined
      ? { type: 'flow-taken', at: run.at, flow: flow.id }
      : { type: 'flow-taken', at: run.at, flow: flow.id, scope },
  )
  run.later({ kind: 'arrive', flow, scope })
}

/** BPMN 2.0.2, 13.3.2: every flow without condition, every one whose condition is true; the default only if no other is taken. */
function selectFlows(run: Run, node: CompiledNode, key: ActivationKey): readonly CompiledFlow[] | undefined {
  if (node.unconditional) return node.outgoing
  const taken: CompiledFlow[] = []
  for (const flow of node.outgoing) {
    if (flow.id === node.defaultFlow) continue
    if (!flow.flow.condition) taken.push(flow)
    else {
      const holds = evaluateCondition(run, flow.flow.condition, key)
      if (!holds.ok) return raise(run, key, holds.cause)
      if (holds.value) taken.push(flow)
    }
  }
  if (taken.length > 0) return taken
  const byDefault = node.outgoing.find(({ id }) => id === node.defaultFlow)
  return byDefault ? [byDefault] : raise(run, key, causes.noFlow())
}

function raise(run: Run, key: ActivationKey, cause: Parameters<Run['raise']>[1]): undefined {
  run.raise(key, cause, 'leave')
  return undefined
}

/** A path ended in a scope: with nothing open and no token left, the scope itself is done. */
export function endOfPath(run: Run, scope: ActivationKey | undefined): void {
  if (scope === undefined) {
    if (run.state.open === 0) completeInstance(run)
  } else if (run.activation(scope)?.open === 0) {
    if (run.process.hasAdHoc && run.activation(scope)?.adHoc) run.later({ kind: 'ad-hoc-idle', scope })
    else finish(run, scope)
  }
}

export function completeInstance(run: Run): void {
  closeListeners(run, undefined)
  const { variables, parent } = run.state
  run.emit({ type: 'instance-completed', at: run.at, variables })
  if (parent) run.effect({ type: 'notify-parent', parent, outcome: { ok: true, variables } })
}

/** The last instance is done, or the completion condition holds: the collected output goes out and the body goes on its way. */
export function completeBody(run: Run, node: CompiledNode<FlowNode>, key: ActivationKey): void {
  const open = run.open(key)
  if (!open) return
  const outputs = open.activation.multi?.outputs
  const name = 'multiInstance' in node.node ? node.node.multiInstance?.outputCollection : undefined
  if (outputs && name) propagate(run, open.activation.scope, { [name]: outputs.slice() })
  depart(run, node, key)
}

/** Ends an activation from outside, what is inside it first. */
export function terminate(run: Run, key: ActivationKey): void {
  const activation = run.activation(key)
  if (!activation) return
  if (activation.listens) return closeListener(run, key)
  if (activation.open > 0 || run.process.eventSubProcesses.size > 0) terminateInside(run, key)
  release(run, key, activation)
  run.emit({ type: 'element-terminated', at: run.at, ...run.place(key) })
}

export function terminateInside(run: Run, scope: ActivationKey | undefined): void {
  for (const child of run.childrenOf(scope)) terminate(run, child)
}

/** Takes back what an activation opened: its task, job or called instance, timers and subscriptions. */
export function release(run: Run, key: ActivationKey, activation: ActivationState): void {
  closeWork(run, key, activation)
  releaseTriggers(run, key, activation)
}

function closeWork(run: Run, key: ActivationKey, { waits, called }: ActivationState): void {
  if (waits === 'user-task') run.effect({ type: 'close-task', activation: key })
  else if (waits === 'job') run.effect({ type: 'close-job', activation: key })
  else if (waits === 'called' && called !== undefined) run.effect({ type: 'cancel-called', instance: called })
}

function releaseTriggers(run: Run, key: ActivationKey, { timers, subscriptions, conditions }: ActivationState): void {
  if (!timers && !subscriptions && !conditions) return
  const { scope } = run.place(key)
  const inScope = scope === undefined ? {} : { scope }
  for (const timer of timers ?? []) {
    const element = run.state.timers[timer]?.element ?? ''
    run.emit({ type: 'timer-cancelled', at: run.at, element, activation: key, ...inScope, timer })
    run.effect({ type: 'cancel-timer', timer })
  }
  for (const subscription of subscriptions ?? []) dropSubscription(run, key, subscription)
  for (const condition of conditions ?? []) dropCondition(run, key, condition)
}
