import type { EventNode } from '@fachwerk/bpmn'
import { eventDefinitions } from '@fachwerk/bpmn'
import type { ActivationKey } from './api.ts'
import type { CompiledNode } from './compiled-process.ts'
import { evaluateJson } from './expressions/evaluate.ts'
import { listenersIn } from './listeners.ts'
import type { Run } from './run.ts'

/** An event that catches, and the activation it is tied to: the activity at whose border it is, or its listener. */
export interface Catching {
  readonly event: CompiledNode<EventNode>
  readonly holder: ActivationKey
}

/**
 * The innermost handler of an error or escalation (BPMN 2.0.2, 10.5.6): going outwards, first the event sub-processes of the scope it
 * came from, then the boundary events of that scope; at each place the one for the code before one for every code.
 */
export function catching(run: Run, from: ActivationKey, kind: 'error' | 'escalation', code: string): Catching | undefined {
  for (let key: ActivationKey | undefined = from; key !== undefined;) {
    const open = run.open(key)
    if (!open) return undefined
    const holder = key
    const boundary = open.activation.index === undefined && !open.activation.restored ? open.node.boundary : []
    const found =
      chosen(run, listenersIn(run, key), kind, code) ??
      chosen(
        run,
        boundary.map((event) => ({ event, holder })),
        kind,
        code,
      )
    if (found) return found
    key = open.activation.scope
  }
  return chosen(run, listenersIn(run, undefined), kind, code)
}

function chosen(run: Run, candidates: readonly Catching[], kind: string, code: string): Catching | undefined {
  let forEvery: Catching | undefined
  for (const candidate of candidates) {
    for (const definition of eventDefinitions(candidate.event.node.definition)) {
      if (definition.kind !== kind) continue
      const written = 'code' in definition ? definition.code : undefined
      const wanted = written ? evaluateJson(run, written, candidate.holder) : undefined
      if (!wanted || (wanted.ok && (wanted.value === null || wanted.value === ''))) forEvery ??= candidate
      else if (wanted.ok && String(wanted.value) === code) return candidate
    }
  }
  return forEvery
}
