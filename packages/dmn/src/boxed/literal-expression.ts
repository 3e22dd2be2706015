import type { FeelValue } from '@fachwerk/feel'
import type { XmlElement } from '@fachwerk/xml'
import { addDiagnostic, takeDiagnostics, type Evaluator, type Run, type Scope } from '../runtime/run.ts'
import { unreadable } from '../runtime/run-diagnostics.ts'
import { literalConstant } from '../source/literal-constant.ts'
import { attribute, childNamed, textOf } from '../source/element-access.ts'
import type { CompileScope, ExpressionText } from './compile-scope.ts'
import { readExpressionBase, type ExpressionBase } from './expression-base.ts'

/** Text in FEEL (DMN 1.5, clause 7.3.4). */
export interface LiteralExpression extends ExpressionBase, ExpressionText {
  readonly kind: 'literalExpression'
}

export const readLiteralExpression = (element: XmlElement): LiteralExpression => {
  const text = childNamed(element, 'text')
  return {
    kind: 'literalExpression',
    ...readExpressionBase(element),
    text: textOf(text),
    language: attribute(element, 'expressionLanguage'),
    at: text ?? element,
  }
}

export const compileLiteralExpression = (expression: LiteralExpression, scope: CompileScope): Evaluator =>
  scope.typed(expression, compileText(expression, scope))

/** Compiles FEEL text to an evaluator whose diagnostics are counted to the scope's owner. */
export const compileText = (source: ExpressionText, scope: CompileScope): Evaluator => {
  const owner = scope.owner.id
  if (source.text.trim() === '') return () => null
  const constant = literalConstant(source.text)
  if (constant !== undefined) return () => constant
  const compiled = scope.feel(source)
  if (compiled === undefined) {
    return (_values, run) => {
      addDiagnostic(run, unreadable(owner, source.text))
      return null
    }
  }
  const evaluate = (values: Scope, run: Run): FeelValue => {
    const before = run.runtime.count
    const value = compiled.evaluateIn(values, run.runtime)
    if (run.runtime.count > before) takeDiagnostics(run, before, owner, compiled.source)
    return value
  }
  const [name] = compiled.reads
  // A bare name needs no evaluation, unless it is missing: then FEEL says so.
  if (name === undefined || name !== source.text.trim()) return evaluate
  return (values, run) => values[name] ?? evaluate(values, run)
}
