import type { FeelValue } from '@fachwerk/feel'
import type { XmlElement } from '@fachwerk/xml'
import type { Reading } from '../model/reading.ts'
import { domainOf } from '../runtime/iteration-domain.ts'
import { addDiagnostic, type Evaluator, type Run, type Scope } from '../runtime/run.ts'
import { notAList } from '../runtime/run-diagnostics.ts'
import { formatFeel } from '@fachwerk/feel'
import { attribute, childNamed } from '../source/element-access.ts'
import { extendScope } from '../runtime/feel-values.ts'
import type { BoxedExpression } from './boxed-expression.ts'
import { compilePart } from './compile-part.ts'
import type { CompileScope } from './compile-scope.ts'
import { readExpressionBase, type ExpressionBase } from './expression-base.ts'

/** What `for`, `some` and `every` have in common (DMN 1.5, clauses 10.2.2.11 and 10.2.2.12). */
export interface Iterator extends ExpressionBase {
  readonly iteratorVariable: string
  readonly domain: BoxedExpression | undefined
  readonly body: BoxedExpression | undefined
}

export const readIterator = (element: XmlElement, bodyName: string, reading: Reading): Iterator => ({
  ...readExpressionBase(element),
  iteratorVariable: attribute(element, 'iteratorVariable') ?? '',
  domain: reading.expressionIn(childNamed(element, 'in')),
  body: reading.expressionIn(childNamed(element, bodyName)),
})

/** The members to go through and the body, with the iterator variable bound in a scope of its own. */
export interface CompiledIteration {
  /** `undefined` after a diagnostic: the domain is no list. */
  domain(values: Scope, run: Run): readonly FeelValue[] | undefined
  readonly body: Evaluator
  scopeOf(values: Scope): Scope
}

export const compileIteration = (
  expression: Iterator & { readonly kind: string },
  bodyName: string,
  extraNames: readonly string[],
  scope: CompileScope,
): CompiledIteration => {
  const domain = compilePart(expression, 'in', expression.domain, scope)
  const body = compilePart(expression, bodyName, expression.body, scope.with([expression.iteratorVariable, ...extraNames]))
  return {
    body,
    domain: (values, run) => {
      const value = domain(values, run)
      const members = domainOf(value)
      if (members === undefined) addDiagnostic(run, notAList(scope.owner.id, expression.kind, formatFeel(value)))
      return members
    },
    scopeOf: extendScope,
  }
}
