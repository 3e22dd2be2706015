import type { XmlElement } from '@fachwerk/xml'
import type { Reading } from '../model/reading.ts'
import type { Evaluator } from '../runtime/run.ts'
import { modelChildren } from '../source/element-access.ts'
import type { BoxedExpression } from './boxed-expression.ts'
import type { CompileScope } from './compile-scope.ts'
import { readExpressionBase, type ExpressionBase } from './expression-base.ts'

/** Boxed list (DMN 1.5, clause 10.2.2.6). */
export interface BoxedList extends ExpressionBase {
  readonly kind: 'list'
  readonly items: readonly BoxedExpression[]
}

export const readList = (element: XmlElement, reading: Reading): BoxedList => ({
  kind: 'list',
  ...readExpressionBase(element),
  items: modelChildren(element).flatMap((child) => reading.expression(child) ?? []),
})

export const compileList = (expression: BoxedList, scope: CompileScope): Evaluator => {
  const items = expression.items.map((item) => scope.compile(item))
  return scope.typed(expression, (values, run) => items.map((item) => item(values, run)))
}
