import { formatFeel, type FeelValue } from '@fachwerk/feel'
import type { XmlElement } from '@fachwerk/xml'
import type { Reading } from '../model/reading.ts'
import { isContext, makeContext } from '../runtime/feel-values.ts'
import { addDiagnostic, type Evaluator } from '../runtime/run.ts'
import { notABoolean, notAList } from '../runtime/run-diagnostics.ts'
import { childNamed } from '../source/element-access.ts'
import { memberNames } from '../types/member-names.ts'
import type { BoxedExpression } from './boxed-expression.ts'
import { compilePart } from './compile-part.ts'
import type { CompileScope } from './compile-scope.ts'
import { readExpressionBase, type ExpressionBase } from './expression-base.ts'

/** Boxed filter (DMN 1.5, clause 10.2.2.10). */
export interface Filter extends ExpressionBase {
  readonly kind: 'filter'
  readonly list: BoxedExpression | undefined
  readonly match: BoxedExpression | undefined
}

export const readFilter = (element: XmlElement, reading: Reading): Filter => ({
  kind: 'filter',
  ...readExpressionBase(element),
  list: reading.expressionIn(childNamed(element, 'in')),
  match: reading.expressionIn(childNamed(element, 'match')),
})

/** Inside `match`, `item` is the member looked at, and the entries of a member that is a context can be read by their names. */
export const compileFilter = (expression: Filter, scope: CompileScope): Evaluator => {
  const list = compilePart(expression, 'in', expression.list, scope)
  const typeRef = expression.list?.typeRef ?? expression.typeRef
  const names = typeRef === undefined ? [] : memberNames(scope.type(typeRef, expression.at))
  const match = compilePart(expression, 'match', expression.match, scope.with(['item', ...names], true))
  return scope.typed(expression, (values, run): FeelValue => {
    const members = list(values, run)
    if (!Array.isArray(members)) {
      addDiagnostic(run, notAList(scope.owner.id, 'filter', formatFeel(members)))
      return null
    }
    const kept: FeelValue[] = []
    for (const member of members as readonly FeelValue[]) {
      const local = makeContext([
        ...Object.entries(values),
        ['item', member],
        ...(isContext(member) ? Object.entries(member) : []),
      ])
      const matched = match(local, run)
      if (matched === true) kept.push(member)
      else if (matched !== false && matched !== null) {
        addDiagnostic(run, notABoolean(scope.owner.id, 'match', formatFeel(matched)))
        return null
      }
    }
    return kept
  })
}
