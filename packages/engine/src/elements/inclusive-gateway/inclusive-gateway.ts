import type { Gateway } from '@fachwerk/bpmn'
import { enter, finish } from '../../activity/life-cycle.ts'
import type { ActivationKey } from '../../api.ts'
import type { CompiledNode } from '../../compiled-process.ts'
import type { ElementBehaviour } from '../../element-behaviour.ts'
import type { Run } from '../../run.ts'
import { isMoreExpected, scopesOf } from '../../upstream.ts'

/**
 * BPMN 2.0.2, 13.4.3. Diverging it takes every flow whose condition is true, the default only if there is none (as any element does).
 * Joining it is activated when a token is there and nothing upstream can still bring one to a flow that has none, unless that same
 * token could as well come to a flow that has one.
 */
export const inclusiveGateway: ElementBehaviour<Gateway> = {
  join: joinInclusive,
  work: (run, _node, key) => finish(run, key),
}

/** One token of each incoming flow that has one; `undefined` while more can come. */
function joinInclusive(
  run: Run,
  gateway: CompiledNode<Gateway>,
  scope: ActivationKey | undefined,
): readonly string[] | undefined {
  const { incoming } = gateway
  const tokens = new Set(run.tokensIn(scope))
  const filled = incoming.filter((flow) => tokens.has(flow))
  if (filled.length === 0 || filled.length === incoming.length) return filled.length === 0 ? undefined : filled
  const empty = incoming.filter((flow) => !tokens.has(flow))
  return isMoreExpected(run, gateway, scope, empty, filled) ? undefined : filled
}

/** A token upstream may have gone another way, ended, or been interrupted: what waited for it goes on. False when nothing does. */
export function wakeInclusiveJoin(run: Run): boolean {
  for (const gateway of run.process.inclusiveJoins) {
    for (const scope of scopesOf(run, gateway)) {
      const consumed = joinInclusive(run, gateway as CompiledNode<Gateway>, scope)
      if (!consumed) continue
      enter(run, gateway, scope, consumed)
      return true
    }
  }
  return false
}
