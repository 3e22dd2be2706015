import type { ActivityBase, MultiInstance, MultiInstanceBehavior } from '@fachwerk/bpmn'
import { eventDefinitions } from '@fachwerk/bpmn'
import type { JsonObject, JsonValue } from '@fachwerk/problem'
import type { ActivationKey } from '../api.ts'
import type { CompiledNode } from '../compiled-process.ts'
import { evaluateCondition, evaluateJson } from '../expressions/evaluate.ts'
import type { Run } from '../run.ts'
import type { MultiInstanceState } from '../state.ts'
import { activate, complete, completeBody, perform, terminateInside } from './life-cycle.ts'
import { setLocal } from './mapping.ts'
import { throwOne } from '../throwing.ts'
import { loopOf } from './standard-loop.ts'

/** Activates the next instance; in parallel the one after it follows at once, in sequence when this one is done. */
export function nextInstance(run: Run, body: ActivationKey): void {
  const open = run.open(body)
  const multi = open?.activation.multi
  const definition = multiInstanceOf(open?.node)
  if (!open || !multi || !definition || multi.started >= multi.total) return
  const index = multi.started
  const key = activate(run, open.node, body, undefined, { index })
  setLocal(run, key, instanceVariables(definition, multi, index))
  if (!definition.sequential && index + 1 < multi.total) run.later({ kind: 'next-instance', body })
  perform(run, open.node, key, 'enter')
}

function instanceVariables({ item }: MultiInstance, { items }: MultiInstanceState, index: number): JsonObject {
  const counter: JsonObject = { loopCounter: index + 1 }
  return item !== undefined && items ? { ...counter, [item]: items[index] ?? null } : counter
}

/** Collects the output of an instance, completes it, and ends the body when it was the last or the completion condition holds. */
export function instanceDone(run: Run, instance: ActivationKey): void {
  const open = run.open(instance)
  const body = open?.activation.scope
  if (open && body !== undefined && loopOf(open.node)) {
    complete(run, instance)
    return run.later({ kind: 'next-round', body })
  }
  const multi = body === undefined ? undefined : run.activation(body)?.multi
  const definition = multiInstanceOf(open?.node)
  if (!open || body === undefined || !multi || !definition) return
  const output = outputOf(run, definition, instance)
  if (output && 'cause' in output) return run.raise(instance, output.cause, 'leave')
  const ends = isComplete(run, definition, multi, body, instance)
  if (ends === undefined) return
  complete(run, instance, output?.value)
  if (definition.behavior && !throwBehavior(run, definition.behavior, body, multi, ends)) return
  if (!ends) {
    if (definition.sequential) run.later({ kind: 'next-instance', body })
    return
  }
  terminateInside(run, body)
  completeBody(run, open.node, body)
}

function outputOf(run: Run, { output, outputCollection }: MultiInstance, instance: ActivationKey) {
  return output && outputCollection !== undefined ? evaluateJson(run, output, instance) : undefined
}

/**
 * BPMN 2.0.2, table 10.31: what is thrown at the border when an instance completes. The boundary events of the activity catch it, and
 * it brings the counters. False when that has ended the body, or an incident was raised.
 */
function throwBehavior(
  run: Run,
  behavior: MultiInstanceBehavior,
  body: ActivationKey,
  { total, completed: before }: MultiInstanceState,
  ends: boolean,
): boolean {
  const completed = before + 1
  const active = ends ? 0 : (run.activation(body)?.open ?? 0)
  const counters = countersOf(total, active, completed)
  const chosen =
    behavior.kind === 'complex'
      ? behavior.definitions.filter(({ condition }) => {
          const outcome = evaluateCondition(run, condition, body, counters)
          return outcome.ok && outcome.value
        })
      : behavior.kind === 'each' || completed === 1
        ? [behavior]
        : []
  for (const definition of chosen.flatMap((one) => eventDefinitions(one.definition))) {
    const cause = run.activation(body) && throwOne(run, definition, body, counters)
    if (cause) {
      run.raise(body, cause, 'leave')
      return false
    }
  }
  return run.activation(body) !== undefined
}

function countersOf(total: number, active: number, completed: number): Record<string, JsonValue> {
  return {
    numberOfInstances: total,
    numberOfActiveInstances: active,
    numberOfCompletedInstances: completed,
    numberOfTerminatedInstances: 0,
    nrOfInstances: total,
    nrOfActiveInstances: active,
    nrOfCompletedInstances: completed,
  }
}

/** `undefined` after raising an incident. Both dialects' names for the counters are offered. */
function isComplete(
  run: Run,
  { completionCondition }: MultiInstance,
  multi: MultiInstanceState,
  body: ActivationKey,
  instance: ActivationKey,
): boolean | undefined {
  const completed = multi.completed + 1
  if (completed >= multi.total) return true
  if (!completionCondition) return false
  const active = (run.activation(body)?.open ?? 1) - 1
  const counters = countersOf(multi.total, active, completed)
  const outcome = evaluateCondition(run, completionCondition, instance, counters)
  if (outcome.ok) return outcome.value
  run.raise(instance, outcome.cause, 'leave')
  return undefined
}

function multiInstanceOf(node: CompiledNode | undefined): MultiInstance | undefined {
  return (node?.node as Partial<ActivityBase> | undefined)?.multiInstance
}
