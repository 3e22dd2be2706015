import type { Gateway } from '@fachwerk/bpmn'
import { activate, complete, endOfPath, send } from '../../activity/life-cycle.ts'
import type { ActivationKey } from '../../api.ts'
import type { CompiledFlow, CompiledNode } from '../../compiled-process.ts'
import type { ElementBehaviour } from '../../element-behaviour.ts'
import { evaluate, evaluateCondition } from '../../expressions/evaluate.ts'
import { causes } from '../../incident.ts'
import type { LoopGuard } from '../../loop-guard.ts'
import type { Run } from '../../run.ts'
import { isMoreExpected, scopesOf } from '../../upstream.ts'

/**
 * BPMN 2.0.2, 10.6.5 and 13.4.6. Waiting for start, the gateway is looked at whenever nothing else is left to do: once its activation
 * condition is true it takes one token from each flow that has one and sends tokens along the flows whose condition is true. It then
 * stays open, waiting for reset, until each other flow has a token too or none can come any more (as an inclusive gateway would wait);
 * it takes those, asks the conditions again, with `waitingForStart` false, and starts anew.
 */
export const complexGateway: ElementBehaviour<Gateway> = {
  join: () => undefined,
  work: leave,
}

/** One complex gateway that can go on does. False when none can. */
export function wakeComplexGateway(run: Run, guard: LoopGuard): boolean {
  for (const gateway of run.process.complexGateways) {
    for (const scope of scopesOf(run, gateway)) {
      const open = run.childrenOf(scope).find((key) => run.activation(key)?.element === gateway.id)
      if (open === undefined ? starts(run, gateway, scope, guard) : resets(run, gateway, open)) return true
    }
  }
  return false
}

function starts(run: Run, gateway: CompiledNode<Gateway>, scope: ActivationKey | undefined, guard: LoopGuard): boolean {
  const tokens = run.tokensIn(scope)
  const filled = gateway.incoming.filter((flow) => tokens.includes(flow))
  if (filled.length === 0 || !isEnough(run, gateway, scope, tokens)) return false
  const key = activate(run, gateway, scope, filled)
  if (gateway.incoming.length > 1) run.emit({ type: 'gateway-waits-for-reset', at: run.at, ...run.place(key), flows: filled })
  if (guard.passes(gateway.id, scope, run.stepsDone)) leave(run, gateway, key)
  else run.raise(key, causes.endlessLoop(), 'work')
  return true
}

/** Anything but true is not enough: what is missing may be a value that comes later. */
function isEnough(
  run: Run,
  { node, incoming }: CompiledNode<Gateway>,
  scope: ActivationKey | undefined,
  tokens: readonly string[],
) {
  if (!node.activationCondition) return true
  const counts = Object.fromEntries(incoming.map((id) => [id, tokens.filter((flow) => flow === id).length]))
  const activationCount = Object.values(counts).reduce((sum, count) => sum + count, 0)
  const seen = { activationCount, activationCounts: counts, waitingForStart: true }
  const outcome = evaluate(run, node.activationCondition, scope, seen)
  return outcome.ok && outcome.value === true
}

function resets(run: Run, gateway: CompiledNode<Gateway>, key: ActivationKey): boolean {
  const { received, scope, incidents } = run.activation(key)!
  if (!received || (incidents?.length ?? 0) > 0) return false
  const tokens = run.tokensIn(scope)
  const missing = gateway.incoming.filter((flow) => !received.includes(flow))
  const arrived = missing.filter((flow) => tokens.includes(flow))
  const empty = missing.filter((flow) => !tokens.includes(flow))
  if (empty.length > 0 && isMoreExpected(run, gateway, scope, empty, [...arrived, ...received])) return false
  run.emit({ type: 'gateway-reset', at: run.at, ...run.place(key), flows: arrived })
  leave(run, gateway, key)
  return true
}

/** The tokens of one phase; after that of the start the gateway stays open, unless only one flow leads to it. */
function leave(run: Run, gateway: CompiledNode<Gateway>, key: ActivationKey): void {
  const { received, scope } = run.activation(key)!
  const waitingForStart = received !== undefined || gateway.incoming.length < 2
  const taken = flowsOf(run, gateway, key, waitingForStart)
  if (!taken) return
  if (taken.length === 0 && waitingForStart && gateway.outgoing.length > 0) return run.raise(key, causes.noFlow(), 'work')
  if (received === undefined) complete(run, key)
  for (const flow of taken) send(run, flow, scope)
  if (received === undefined && taken.length === 0) endOfPath(run, scope)
}

function flowsOf(
  run: Run,
  { outgoing, defaultFlow }: CompiledNode,
  key: ActivationKey,
  waitingForStart: boolean,
): readonly CompiledFlow[] | undefined {
  const taken: CompiledFlow[] = []
  for (const flow of outgoing) {
    if (flow.id === defaultFlow) continue
    const holds = flow.flow.condition ? evaluateCondition(run, flow.flow.condition, key, { waitingForStart }) : undefined
    if (holds && !holds.ok) {
      run.raise(key, holds.cause, 'work')
      return undefined
    }
    if (!holds || holds.value) taken.push(flow)
  }
  return taken.length > 0 ? taken : outgoing.filter(({ id }) => id === defaultFlow)
}
