import type { CompiledNode, CompiledProcess } from './compiled-process.ts'

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
