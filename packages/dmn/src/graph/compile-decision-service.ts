import type { FeelValue } from '@fachwerk/feel'
import { missingImplementation } from '../check/problem-texts.ts'
import type { DecisionService } from '../model/definitions.ts'
import { createFunction, type FunctionPlan } from '../runtime/create-function.ts'
import { makeContext } from '../runtime/feel-values.ts'
import type { Run, Scope } from '../runtime/run.ts'
import { evaluateInOrder } from './evaluation-order.ts'
import { nameOf, valueOf } from './scope-builder.ts'
import type { GraphNode } from './unit.ts'

/**
 * Decision service as a function (DMN 1.5, clause 6.3.14): its parameters are its input data, then its input decisions;
 * inside, input decisions are not evaluated but have the values given, and nothing decided outside is seen.
 */
export const compileDecisionService = (node: GraphNode, element: DecisionService): void => {
  if (element.outputDecisions.length === 0) node.unit.report(missingImplementation(element.name), element.at)
  const types = node.unit.types
  const plan: FunctionPlan = {
    name: element.name,
    owner: element.id,
    parameters: serviceInputs(node).map((input) => ({
      name: nameOf(input),
      type: input.unit.types.resolve(input.element.variable.typeRef, input.element.variable.at),
    })),
    body: (values, run) => evaluateInside(node, values, run),
    result: types.resolve(element.variable.typeRef, element.variable.at),
  }
  node.evaluate = (run) => createFunction(plan, makeContext([]), run)
}

/** In order of the function's parameters. */
export const serviceInputs = (node: GraphNode): readonly GraphNode[] => {
  const inputs = node.requirements
    .filter((requirement) => requirement.kind === 'service-input')
    .map((requirement) => requirement.node)
  return [
    ...inputs.filter((input) => input.element.kind === 'inputData'),
    ...inputs.filter((input) => input.element.kind === 'decision'),
  ]
}

export const serviceOutputs = (node: GraphNode): readonly GraphNode[] =>
  node.requirements.filter((requirement) => requirement.kind === 'service-output').map((requirement) => requirement.node)

/** Evaluates the output decisions among values of their own; the surrounding run keeps diagnostics and trace. */
const evaluateInside = (node: GraphNode, given: Scope, run: Run): FeelValue => {
  const inner: Run = { ...run, values: [], inputs: given }
  for (const input of serviceInputs(node)) inner.values[input.index] = given[nameOf(input)] ?? null
  evaluateInOrder(node.order(), inner)
  const outputs = serviceOutputs(node)
  const values = outputs.map((output) => [nameOf(output), valueOf(output, inner)] as const)
  run.calls = inner.calls
  return values.length === 1 ? (values[0]?.[1] ?? null) : makeContext(values)
}
