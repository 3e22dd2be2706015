import type { ActivityBase, StandardLoop } from '@fachwerk/bpmn'
import type { ActivationKey } from '../api.ts'
import type { CompiledNode } from '../compiled-process.ts'
import { evaluateCondition } from '../expressions/evaluate.ts'
import { causes } from '../incident.ts'
import type { LoopGuard } from '../loop-guard.ts'
import type { Run } from '../run.ts'
import { activate, completeBody, perform } from './life-cycle.ts'
import { setLocal } from './mapping.ts'

export const loopOf = (node: CompiledNode | undefined): StandardLoop | undefined =>
  (node?.node as Partial<ActivityBase> | undefined)?.standardLoop

/**
 * Begins the next round of a standard loop, or ends it (BPMN 2.0.2, 10.3.8 and 13.3.6): at its maximum, or when its condition is no
 * longer true. With `testBefore` it is asked before the first round too. Each round sees `loopCounter`, from 1.
 */
export function nextRound(run: Run, body: ActivationKey, guard: LoopGuard): void {
  const open = run.open(body)
  const definition = loopOf(open?.node)
  const rounds = open?.activation.loop?.rounds
  if (!open || !definition || rounds === undefined) return
  if (!guard.passes(open.node.id, body, run.stepsDone)) return run.raise(body, causes.endlessLoop(), 'work')
  const goesOn = wantsRound(run, definition, rounds, body)
  if (goesOn === undefined) return
  if (!goesOn) return completeBody(run, open.node, body)
  const key = activate(run, open.node, body, undefined, { index: rounds })
  setLocal(run, key, { loopCounter: rounds + 1 })
  perform(run, open.node, key, 'enter')
}

/** `undefined` after raising an incident. The condition sees how many rounds were done. */
function wantsRound(run: Run, { testBefore, maximum, condition }: StandardLoop, rounds: number, body: ActivationKey) {
  if (maximum !== undefined && rounds >= maximum) return false
  if (!condition || (rounds === 0 && !testBefore)) return true
  const outcome = evaluateCondition(run, condition, body, { loopCounter: rounds })
  if (outcome.ok) return outcome.value
  run.raise(body, outcome.cause, 'work')
  return undefined
}
