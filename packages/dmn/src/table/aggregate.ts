import { compileExpression, formatFeel, type FeelValue } from '@fachwerk/feel'
import { addDiagnostic, type Run } from '../runtime/run.ts'
import { cannotAggregate } from '../runtime/run-diagnostics.ts'
import type { Hit } from './evaluate-table.ts'
import type { Aggregation } from './hit-policy.ts'

/** FEEL's own functions add and compare, so that decimals stay exact and dates can be compared. */
const aggregators = {
  SUM: compileExpression('sum(values)', { names: ['values'] }),
  MIN: compileExpression('min(values)', { names: ['values'] }),
  MAX: compileExpression('max(values)', { names: ['values'] }),
}

/** COLLECT with an aggregation (DMN 1.5, clause 8.2.11). */
export const aggregate = (aggregation: Aggregation, hits: readonly Hit[], owner: string, run: Run): FeelValue => {
  if (aggregation === 'COUNT') return hits.length
  const values = hits.map((hit) => hit.outputs[0] ?? null)
  const compiled = aggregators[aggregation]
  const value = compiled.ok ? compiled.value.evaluate({ values }, run.options).value : null
  if (value === null) addDiagnostic(run, cannotAggregate(owner, aggregation, formatFeel(values)))
  return value
}
