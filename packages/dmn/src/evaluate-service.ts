import { formatFeel, type FeelContext, type FeelValue } from '@fachwerk/feel'
import type { DecisionModel, DecisionOutcome } from './api.ts'
import { findNode } from './compiled-model.ts'
import type { DecisionOptions } from './evaluate-decision.ts'
import { serviceInputs, serviceOutputs } from './graph/compile-decision-service.ts'
import { evaluateInOrder } from './graph/evaluation-order.ts'
import { nameOf, valueOf } from './graph/scope-builder.ts'
import type { GraphNode } from './graph/unit.ts'
import { createRun, outcomeOf } from './runtime/create-run.ts'
import { makeContext } from './runtime/feel-values.ts'
import { addDiagnostic, type Run } from './runtime/run.ts'
import { missingInput, unknownElement, wrongInputType, wrongType } from './runtime/run-diagnostics.ts'
import { withinLimits } from './runtime/within-limits.ts'
import { coerce, incoercible } from './types/coerce.ts'
import { resultType, typeText } from './types/dmn-type.ts'

/**
 * Evaluates a decision service, found by id or by name, with its inputs by name (DMN 1.5, clause 6.3.14). Input decisions are
 * not evaluated: their values come from the context. One output decision gives its value, several a context of them.
 */
export const evaluateService = (
  model: DecisionModel,
  idOrName: string,
  context: FeelContext,
  options: DecisionOptions = {},
): DecisionOutcome => {
  const run = createRun(context, options)
  const node = findNode(model, idOrName)
  if (node === undefined || node.element.kind !== 'decisionService') {
    addDiagnostic(run, unknownElement(idOrName))
    return outcomeOf(null, run)
  }
  return outcomeOf(
    withinLimits(run, node.element.id, () => evaluateNode(node, run)),
    run,
  )
}

const evaluateNode = (node: GraphNode, run: Run): FeelValue => {
  for (const input of serviceInputs(node)) {
    // Input data checks itself when it is read.
    if (input.element.kind === 'decision') run.values[input.index] = givenValue(input, run)
  }
  evaluateInOrder(node.order(), run)
  const outputs = serviceOutputs(node).map((output) => [nameOf(output), valueOf(output, run)] as const)
  return checkedResult(node, outputs.length === 1 ? (outputs[0]?.[1] ?? null) : makeContext(outputs), run)
}

const givenValue = (node: GraphNode, run: Run): FeelValue => {
  const name = nameOf(node)
  const { variable, id } = node.element
  if (!Object.hasOwn(run.inputs, name)) {
    addDiagnostic(run, missingInput(id, name))
    return null
  }
  const given = run.inputs[name] ?? null
  const type = node.unit.types.resolve(variable.typeRef, variable.at)
  const value = coerce(given, type)
  if (value !== incoercible) return value
  addDiagnostic(run, wrongInputType(id, name, formatFeel(given), typeText(type)))
  return null
}

const checkedResult = (node: GraphNode, value: FeelValue, run: Run): FeelValue => {
  const { variable, id } = node.element
  const type = resultType(node.unit.types.resolve(variable.typeRef, variable.at))
  const coerced = coerce(value, type)
  if (coerced !== incoercible) return coerced
  addDiagnostic(run, wrongType(id, formatFeel(value), typeText(type)))
  return null
}
