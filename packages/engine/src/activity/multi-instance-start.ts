import type { FlowNode, MultiInstance } from '@fachwerk/bpmn'
import type { JsonValue } from '@fachwerk/problem'
import type { ActivationKey } from '../api.ts'
import type { Outcome } from '../expressions/evaluate.ts'
import { evaluateJson } from '../expressions/evaluate.ts'
import { causes } from '../incident.ts'
import type { Run } from '../run.ts'

/** More instances of one element than anybody can mean; beyond it lies a mistake in the data. */
const MOST_INSTANCES = 100_000

/** Fixes number and items of a multi-instance once (BPMN 2.0.2, 13.3.7) and lets the first instance come. */
export function startMultiInstance(run: Run, node: FlowNode, key: ActivationKey): void {
  if (!('multiInstance' in node) || !node.multiInstance) return
  const extent = extentOf(run, node.multiInstance, key)
  if (!extent.ok) {
    run.raise(key, extent.cause, 'work')
    return
  }
  const collects = node.multiInstance.outputCollection !== undefined
  run.emit({ type: 'multi-instance-started', at: run.at, ...run.place(key), ...extent.value, collects })
  if (extent.value.total > 0) run.later({ kind: 'next-instance', body: key })
}

interface Extent {
  readonly total: number
  readonly items?: readonly JsonValue[]
}

function extentOf(run: Run, { collection, cardinality }: MultiInstance, key: ActivationKey): Outcome<Extent> {
  const expression = collection ?? cardinality
  if (!expression) return { ok: false, cause: causes.notACollection('') }
  const text = expression.original ?? expression.feel
  const outcome = evaluateJson(run, expression, key)
  if (!outcome.ok) return outcome
  if (collection) {
    const items = outcome.value
    if (!Array.isArray(items) || items.length > MOST_INSTANCES) return { ok: false, cause: causes.notACollection(text) }
    return { ok: true, value: { total: items.length, items: items as readonly JsonValue[] } }
  }
  const total = typeof outcome.value === 'string' ? Number(outcome.value) : outcome.value
  const fits = typeof total === 'number' && Number.isInteger(total) && total >= 0 && total <= MOST_INSTANCES
  return fits ? { ok: true, value: { total } } : { ok: false, cause: causes.badCardinality(text) }
}
