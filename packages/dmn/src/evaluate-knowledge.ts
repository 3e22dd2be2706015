import type { FeelContext } from '@fachwerk/feel'
import type { DecisionModel, DecisionOutcome } from './api.ts'
import { findNode } from './compiled-model.ts'
import type { DecisionOptions } from './evaluate-decision.ts'
import { valueOf } from './graph/scope-builder.ts'
import { callByName } from './runtime/call-function.ts'
import { createRun, outcomeOf } from './runtime/create-run.ts'
import { isFunction } from './runtime/feel-values.ts'
import { addDiagnostic } from './runtime/run.ts'
import { unknownElement } from './runtime/run-diagnostics.ts'
import { withinLimits } from './runtime/within-limits.ts'

/** Calls a business knowledge model, found by id or by name, with its arguments by name (DMN 1.5, clause 6.3.9). */
export const evaluateKnowledge = (
  model: DecisionModel,
  idOrName: string,
  args: FeelContext,
  options: DecisionOptions = {},
): DecisionOutcome => {
  const run = createRun(args, options)
  const node = findNode(model, idOrName)
  const value = node?.element.kind === 'businessKnowledgeModel' ? valueOf(node, run) : null
  if (!isFunction(value)) {
    if (run.diagnostics.length === 0) addDiagnostic(run, unknownElement(idOrName))
    return outcomeOf(null, run)
  }
  return outcomeOf(
    withinLimits(run, idOrName, () => callByName(value, Object.entries(args), idOrName, run)),
    run,
  )
}
