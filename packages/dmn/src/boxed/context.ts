import type { XmlElement } from '@fachwerk/xml'
import type { Reading } from '../model/reading.ts'
import type { Evaluator, Scope } from '../runtime/run.ts'
import { extendScope, makeContext } from '../runtime/feel-values.ts'
import { attribute, childNamed, childrenNamed } from '../source/element-access.ts'
import type { InformationItem } from '../model/definitions.ts'
import type { BoxedExpression } from './boxed-expression.ts'
import { compilePart } from './compile-part.ts'
import type { CompileScope } from './compile-scope.ts'
import { readExpressionBase, type ExpressionBase } from './expression-base.ts'

/** Boxed context (DMN 1.5, clause 10.2.2.5): named entries, each seeing those before it; an entry without name is the result. */
export interface BoxedContext extends ExpressionBase {
  readonly kind: 'context'
  readonly entries: readonly ContextEntry[]
}

export interface ContextEntry {
  readonly variable: InformationItem | undefined
  readonly value: BoxedExpression | undefined
}

export const readContext = (element: XmlElement, reading: Reading): BoxedContext => ({
  kind: 'context',
  ...readExpressionBase(element),
  entries: childrenNamed(element, 'contextEntry').map((entry) => ({
    variable: readEntryVariable(childNamed(entry, 'variable')),
    value: reading.expressionIn(entry),
  })),
})

const readEntryVariable = (element: XmlElement | undefined): InformationItem | undefined => {
  const name = element === undefined ? undefined : attribute(element, 'name')
  return element === undefined || name === undefined ? undefined : { name, typeRef: attribute(element, 'typeRef'), at: element }
}

export const compileContext = (expression: BoxedContext, scope: CompileScope): Evaluator => {
  let inner = scope
  let result: Evaluator | undefined
  const entries: { readonly name: string; readonly evaluate: Evaluator }[] = []
  for (const { variable, value } of expression.entries) {
    if (variable === undefined) {
      result = compilePart(expression, 'contextEntry', value, inner)
      continue
    }
    // A function may call itself by the name of its entry, so the name is known inside it already.
    inner = inner.with([variable.name])
    entries.push({ name: variable.name, evaluate: inner.typed(variable, compilePart(expression, 'contextEntry', value, inner)) })
  }
  return scope.typed(expression, (values, run) => {
    const local: Scope = extendScope(values)
    const own: [string, unknown][] = []
    for (const entry of entries) {
      const value = entry.evaluate(local, run)
      local[entry.name] = value
      own.push([entry.name, value])
    }
    return result === undefined ? makeContext(own) : result(local, run)
  })
}
