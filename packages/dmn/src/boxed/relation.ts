import type { XmlElement } from '@fachwerk/xml'
import type { Reading } from '../model/reading.ts'
import type { Evaluator } from '../runtime/run.ts'
import { attribute, childrenNamed, modelChildren } from '../source/element-access.ts'
import { makeContext } from '../runtime/feel-values.ts'
import type { BoxedExpression } from './boxed-expression.ts'
import type { CompileScope } from './compile-scope.ts'
import { readExpressionBase, type ExpressionBase } from './expression-base.ts'

/** Boxed relation: a list of contexts written as a grid (DMN 1.5, clause 10.2.2.7). */
export interface Relation extends ExpressionBase {
  readonly kind: 'relation'
  readonly columns: readonly { readonly name: string; readonly typeRef: string | undefined; readonly at: XmlElement }[]
  readonly rows: readonly (readonly BoxedExpression[])[]
}

export const readRelation = (element: XmlElement, reading: Reading): Relation => ({
  kind: 'relation',
  ...readExpressionBase(element),
  columns: childrenNamed(element, 'column').map((at) => ({
    name: attribute(at, 'name') ?? '',
    typeRef: attribute(at, 'typeRef'),
    at,
  })),
  rows: childrenNamed(element, 'row').map((row) => modelChildren(row).flatMap((cell) => reading.expression(cell) ?? [])),
})

export const compileRelation = (expression: Relation, scope: CompileScope): Evaluator => {
  const rows = expression.rows.map((row) =>
    expression.columns.map((column, index) => {
      const cell = row[index]
      return { name: column.name, evaluate: cell === undefined ? () => null : scope.typed(column, scope.compile(cell)) }
    }),
  )
  return scope.typed(expression, (values, run) =>
    rows.map((cells) => makeContext(cells.map((cell) => [cell.name, cell.evaluate(values, run)]))),
  )
}
