import type { ActivationKey } from './api.ts'
import type { CompiledNode, CompiledProcess } from './compiled-process.ts'
import type { Run } from './run.ts'

/** By incoming flow: elements from which a directed path leads to that flow without visiting the gateway. */
export type Upstream = ReadonlyMap<string, ReadonlySet<string>>

const cache = new WeakMap<CompiledNode, Upstream>()

/**
 * The paths a joining inclusive gateway looks at (BPMN 2.0.2, 13.4.3). A token inside an activity may leave by its boundary events
 * too, and a link leads on like a flow.
 */
export function upstreamOf(process: CompiledProcess, gateway: CompiledNode): Upstream {
  const known = cache.get(gateway)
  if (known) return known
  const upstream = new Map(gateway.incoming.map((flow) => [flow, elementsBefore(process, gateway.id, flow)]))
  cache.set(gateway, upstream)
  return upstream
}

function elementsBefore(process: CompiledProcess, gateway: string, flow: string): Set<string> {
  const found = new Set<string>()
  const due = [process.flows.get(flow)!.flow.source]
  for (let id = due.pop(); id !== undefined; id = due.pop()) {
    if (id === gateway || found.has(id)) continue
    found.add(id)
    due.push(...predecessors(process, id))
  }
  return found
}

function predecessors(process: CompiledProcess, id: string): readonly string[] {
  const compiled = process.nodes.get(id)
  if (!compiled) return []
  const { node, incoming } = compiled
  const before = incoming.map((flow) => process.flows.get(flow)!.flow.source)
  if (node.type === 'boundaryEvent' && node.attachedTo !== undefined) return [...before, node.attachedTo]
  return node.type === 'intermediateCatchEvent' && node.definition.kind === 'link'
    ? [...before, ...(process.linkSources.get(id) ?? [])]
    : before
}

/** Whether a token in the scope can still come to one of the `empty` flows into the gateway and to none of the `filled` ones. */
export function isMoreExpected(
  run: Run,
  gateway: CompiledNode,
  scope: ActivationKey | undefined,
  empty: readonly string[],
  filled: readonly string[],
): boolean {
  const upstream = upstreamOf(run.process, gateway)
  const isAwaited = (element: string) =>
    element !== gateway.id &&
    empty.some((flow) => upstream.get(flow)!.has(element)) &&
    !filled.some((flow) => upstream.get(flow)!.has(element))
  const targets = run.tokensIn(scope).map((flow) => run.process.flows.get(flow)?.target.id)
  if (targets.some((target) => target !== undefined && isAwaited(target))) return true
  return run.childrenOf(scope).some((key) => isAwaited(run.activation(key)!.element))
}

/** Scopes of the instance in which an element may have tokens. */
export function scopesOf(run: Run, { node }: CompiledNode): readonly (ActivationKey | undefined)[] {
  if (node.scope === undefined) return [undefined]
  return Object.keys(run.state.activations).filter((key) => run.activation(key)?.element === node.scope)
}
