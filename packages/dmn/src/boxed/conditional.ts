import type { XmlElement } from '@fachwerk/xml'
import type { Reading } from '../model/reading.ts'
import { type Evaluator } from '../runtime/run.ts'
import { childNamed } from '../source/element-access.ts'
import type { BoxedExpression } from './boxed-expression.ts'
import type { CompileScope } from './compile-scope.ts'
import { readExpressionBase, type ExpressionBase } from './expression-base.ts'
import { compilePart } from './compile-part.ts'

/** Boxed conditional (DMN 1.5, clause 10.2.2.9). */
export interface Conditional extends ExpressionBase {
  readonly kind: 'conditional'
  readonly condition: BoxedExpression | undefined
  readonly consequence: BoxedExpression | undefined
  readonly alternative: BoxedExpression | undefined
}

export const readConditional = (element: XmlElement, reading: Reading): Conditional => ({
  kind: 'conditional',
  ...readExpressionBase(element),
  condition: reading.expressionIn(childNamed(element, 'if')),
  consequence: reading.expressionIn(childNamed(element, 'then')),
  alternative: reading.expressionIn(childNamed(element, 'else')),
})

/** Means `if … then … else …`: everything but true takes the alternative. */
export const compileConditional = (expression: Conditional, scope: CompileScope): Evaluator => {
  const condition = compilePart(expression, 'if', expression.condition, scope)
  const consequence = compilePart(expression, 'then', expression.consequence, scope)
  const alternative = compilePart(expression, 'else', expression.alternative, scope)
  return scope.typed(expression, (values, run) => (condition(values, run) === true ? consequence : alternative)(values, run))
}
