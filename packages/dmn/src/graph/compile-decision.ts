import { formatFeel, type FeelValue } from '@fachwerk/feel'
import { noLogic } from '../check/problem-texts.ts'
import type { Decision } from '../model/definitions.ts'
import { addDiagnostic, type DecisionDiagnostic, type Run, type Scope } from '../runtime/run.ts'
import { cyclic, noLogicHere, wrongType } from '../runtime/run-diagnostics.ts'
import { traced } from '../runtime/trace-element.ts'
import { coerce, incoercible } from '../types/coerce.ts'
import { typeText } from '../types/dmn-type.ts'
import { createCompileScope } from './create-compile-scope.ts'
import { createScopeBuilder } from './scope-builder.ts'
import type { GraphNode } from './unit.ts'

/** Decision: its logic over the values it requires; the result is checked against its variable (DMN 1.5, clause 6.3.7). */
export const compileDecision = (node: GraphNode, element: Decision): void => {
  const { unit } = node
  if (node.cyclic) {
    node.evaluate = (run) => nullBecause(run, cyclic(element.id, element.name))
    return
  }
  if (element.expression === undefined) {
    unit.report(noLogic(element.name), element.at)
    node.evaluate = (run) => nullBecause(run, noLogicHere(element.id, element.name))
    return
  }
  const { scope, finish } = createCompileScope(node)
  const logic = scope.compile(element.expression)
  const reads = finish()
  node.freeNames = reads.free
  const type = unit.types.resolve(element.variable.typeRef, element.variable.at)
  const buildScope = createScopeBuilder(node.requirements, reads)
  const shown = [...reads.required, ...reads.free]
  const source = element.expression.kind === 'literalExpression' ? element.expression.text.trim() : undefined
  const conclude = (values: Scope, run: Run): FeelValue => {
    const value = logic(values, run)
    const coerced = coerce(value, type)
    if (coerced !== incoercible) return coerced
    addDiagnostic(run, wrongType(element.id, formatFeel(value), typeText(type)))
    return null
  }
  node.evaluate = (run) => {
    const values = buildScope(run)
    return run.trace === undefined ? conclude(values, run) : traced({ element, source, reads: shown }, values, run, conclude)
  }
}

const nullBecause = (run: Run, diagnostic: DecisionDiagnostic): FeelValue => {
  addDiagnostic(run, diagnostic)
  return null
}
