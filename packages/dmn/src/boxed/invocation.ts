import { formatFeel } from '@fachwerk/feel'
import type { XmlElement } from '@fachwerk/xml'
import type { Reading } from '../model/reading.ts'
import { callByName } from '../runtime/call-function.ts'
import { isFunction } from '../runtime/feel-values.ts'
import { addDiagnostic, type Evaluator } from '../runtime/run.ts'
import { notAFunction } from '../runtime/run-diagnostics.ts'
import { attribute, childNamed, childrenNamed } from '../source/element-access.ts'
import type { BoxedExpression } from './boxed-expression.ts'
import { compilePart } from './compile-part.ts'
import type { CompileScope } from './compile-scope.ts'
import { readExpressionBase, type ExpressionBase } from './expression-base.ts'

/** Boxed invocation: a function and an expression for each of its parameters (DMN 1.5, clause 10.2.2.4). */
export interface Invocation extends ExpressionBase {
  readonly kind: 'invocation'
  readonly called: BoxedExpression | undefined
  readonly bindings: readonly {
    readonly parameter: string
    readonly typeRef: string | undefined
    readonly value: BoxedExpression | undefined
    readonly at: XmlElement
  }[]
}

export const readInvocation = (element: XmlElement, reading: Reading): Invocation => ({
  kind: 'invocation',
  ...readExpressionBase(element),
  called: reading.expressionIn(element),
  bindings: childrenNamed(element, 'binding').map((at) => {
    const parameter = childNamed(at, 'parameter')
    return {
      parameter: parameter === undefined ? '' : (attribute(parameter, 'name') ?? ''),
      typeRef: parameter === undefined ? undefined : attribute(parameter, 'typeRef'),
      value: reading.expressionIn(at),
      at,
    }
  }),
})

export const compileInvocation = (expression: Invocation, scope: CompileScope): Evaluator => {
  const called = compilePart(expression, 'literalExpression', expression.called, scope)
  const bindings = expression.bindings.map((binding) => ({
    parameter: binding.parameter,
    // A binding without expression passes null: the parameter is named, its value is unknown.
    evaluate: binding.value === undefined ? () => null : scope.typed(binding, scope.compile(binding.value)),
  }))
  return scope.typed(expression, (values, run) => {
    const target = called(values, run)
    if (!isFunction(target)) {
      addDiagnostic(run, notAFunction(scope.owner.id, formatFeel(target)))
      return null
    }
    return callByName(
      target,
      bindings.map((binding) => [binding.parameter, binding.evaluate(values, run)]),
      scope.owner.id,
      run,
    )
  })
}
