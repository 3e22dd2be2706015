import { noLogic } from '../check/problem-texts.ts'
import { createFunction, type FunctionPlan } from '../runtime/create-function.ts'
import type { BusinessKnowledgeModel } from '../model/definitions.ts'
import { addDiagnostic } from '../runtime/run.ts'
import { noLogicHere } from '../runtime/run-diagnostics.ts'
import { traced } from '../runtime/trace-element.ts'
import { compilePart } from '../boxed/compile-part.ts'
import { compileFunctionDefinition } from '../boxed/function-definition.ts'
import { createCompileScope } from './create-compile-scope.ts'
import { createScopeBuilder } from './scope-builder.ts'
import type { GraphNode } from './unit.ts'

/** Business knowledge model: a function that sees only its parameters and the knowledge it requires (DMN 1.5, clause 6.3.9). */
export const compileBusinessKnowledgeModel = (node: GraphNode, element: BusinessKnowledgeModel): void => {
  const { logic } = element
  if (logic === undefined) {
    node.unit.report(noLogic(element.name), element.at)
    node.evaluate = (run) => {
      addDiagnostic(run, noLogicHere(element.id, element.name))
      return null
    }
    return
  }
  const { scope, finish } = createCompileScope(node)
  // Its own name is in scope too: knowledge may be recursive.
  const outer = scope.with([element.variable.name])
  if (logic.language !== 'FEEL') {
    const make = compileFunctionDefinition(logic, outer, element.name)
    const buildScope = createScopeBuilder(node.requirements, finish())
    node.evaluate = (run) => make(buildScope(run), run)
    return
  }
  const body = compilePart(logic, 'expression', logic.body, outer.with(logic.parameters.map((parameter) => parameter.name)))
  const buildScope = createScopeBuilder(node.requirements, finish())
  const shown = logic.parameters.map((parameter) => parameter.name)
  const source = logic.body?.kind === 'literalExpression' ? logic.body.text.trim() : undefined
  const types = node.unit.types
  const result = types.resolve(logic.typeRef ?? element.variable.typeRef, logic.at)
  const plan: FunctionPlan = {
    name: element.name,
    owner: element.id,
    parameters: logic.parameters.map((parameter) => ({
      name: parameter.name,
      type: types.resolve(parameter.typeRef, parameter.at),
    })),
    body: (values, run) =>
      run.trace === undefined ? body(values, run) : traced({ element, source, reads: shown }, values, run, body),
    result,
  }
  node.evaluate = (run) => {
    const closure = buildScope(run)
    const value = createFunction(plan, closure, run)
    closure[element.variable.name] = value
    return value
  }
}
