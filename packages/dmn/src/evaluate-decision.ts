import type { FeelContext } from '@fachwerk/feel'
import type { DecisionModel, DecisionOutcome, EvaluateOptions } from './api.ts'
import { findNode } from './compiled-model.ts'
import { valueOf } from './graph/scope-builder.ts'
import { evaluateInOrder } from './graph/evaluation-order.ts'
import { createRun, outcomeOf } from './runtime/create-run.ts'
import { addDiagnostic } from './runtime/run.ts'
import { unknownElement } from './runtime/run-diagnostics.ts'
import { withinLimits } from './runtime/within-limits.ts'

export interface DecisionOptions extends EvaluateOptions {
  /** Whether to note why the result is what it is. Default true; without it evaluation is several times faster. */
  readonly trace?: boolean
}

/**
 * Evaluates a decision, found by id or by name, and what it requires (DMN 1.5, clause 10.4). Never throws:
 * what goes wrong gives null and a diagnostic.
 */
export const evaluateDecision = (
  model: DecisionModel,
  idOrName: string,
  context: FeelContext,
  options: DecisionOptions = {},
): DecisionOutcome => {
  const run = createRun(context, options)
  const node = findNode(model, idOrName)
  if (node === undefined || node.element.kind !== 'decision') {
    addDiagnostic(run, unknownElement(idOrName))
    return outcomeOf(null, run)
  }
  const value = withinLimits(run, node.element.id, () => {
    evaluateInOrder(node.order(), run)
    return valueOf(node, run)
  })
  return outcomeOf(value, run)
}
