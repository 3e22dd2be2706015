import { adHocActivities, type SubProcess } from '@fachwerk/bpmn'
import { enter, finish, terminateInside } from '../../activity/life-cycle.ts'
import type { ActivationKey } from '../../api.ts'
import type { CompiledNode } from '../../compiled-process.ts'
import type { ElementBehaviour } from '../../element-behaviour.ts'
import { evaluate, evaluateJson } from '../../expressions/evaluate.ts'
import { causes } from '../../incident.ts'
import { openListeners } from '../../listeners.ts'
import type { Run } from '../../run.ts'

/**
 * BPMN 2.0.2, 10.3.5 and 13.3.5. Activities without an arrow into them begin by themselves, or when a command asks for them: all at
 * once, or one after the other. Each time an activity completes the completion condition is looked at. Without one it is done when
 * nothing is left; with one that is not true by then somebody has to look at it, and resolving the incident begins everything again.
 */
export const adHocSubProcess: ElementBehaviour<SubProcess> = {
  work: (run, { id, node }, key) => {
    if (!run.activation(key)?.adHoc && !openListeners(run, id, key)) return
    const enabled = enabledIn(run, id)
    const wanted = node.adHoc?.active ? evaluateJson(run, node.adHoc.active, key) : { ok: true as const, value: enabled }
    if (!wanted.ok) return run.raise(key, wanted.cause, 'work')
    const waiting = Array.isArray(wanted.value) ? (wanted.value as readonly unknown[]) : undefined
    if (!waiting?.every((one): one is string => typeof one === 'string' && enabled.includes(one)))
      return run.raise(key, causes.adHocActivities(), 'work')
    run.emit({ type: 'ad-hoc-started', at: run.at, ...run.place(key), waiting })
    if (waiting.length > 0) advanceAdHoc(run, key)
    else if (!node.adHoc?.completionCondition) finish(run, key)
  },
}

/** Ids of the activities that may begin. */
export const enabledIn = ({ process }: Run, id: string): readonly string[] =>
  adHocActivities(process.model, id).map((node) => node.id)

const adHocOf = (node: CompiledNode | undefined) => (node?.node as Partial<SubProcess> | undefined)?.adHoc

/** Begins what waits: everything, or the next one when nothing runs. */
export function advanceAdHoc(run: Run, key: ActivationKey): void {
  const sequential = adHocOf(run.open(key)?.node)?.sequential
  for (let next = nextOf(run, key); next; next = nextOf(run, key)) {
    if (sequential && run.activation(key)!.open > 0) return
    run.emit({ type: 'ad-hoc-activity-started', at: run.at, ...run.place(key), started: next.id })
    enter(run, next, key)
    // The next one when this one is done, which may be at once.
    if (sequential) return
  }
}

const nextOf = (run: Run, key: ActivationKey): CompiledNode | undefined =>
  run.process.nodes.get(run.activation(key)?.adHoc?.waiting[0] ?? '')

/** An activity in it has completed. False when nothing may go on in it. */
export function adHocGoesOn(run: Run, scope: ActivationKey): boolean {
  const open = run.open(scope)
  const definition = adHocOf(open?.node)
  if (!open || !definition?.completionCondition || open.activation.adHoc?.closing) return !open?.activation.adHoc?.closing
  const outcome = evaluate(run, definition.completionCondition, scope)
  if (!outcome.ok || outcome.value !== true) return true
  if (definition.cancelRemaining) {
    terminateInside(run, scope)
    run.emit({ type: 'scope-interrupted', at: run.at, scope })
    finish(run, scope)
  } else {
    run.emit({ type: 'ad-hoc-closing', at: run.at, ...run.place(scope) })
    if (run.activation(scope)?.open === 0) finish(run, scope)
  }
  return false
}

/** Nothing in it is open. */
export function adHocIdle(run: Run, key: ActivationKey): void {
  const open = run.open(key)
  const state = open?.activation.adHoc
  if (!open || !state) return
  if (state.waiting.length > 0) return advanceAdHoc(run, key)
  if (state.closing || !adHocOf(open.node)?.completionCondition) return finish(run, key)
  if ((open.activation.incidents?.length ?? 0) === 0) run.raise(key, causes.adHocUnfinished(), 'work')
}
