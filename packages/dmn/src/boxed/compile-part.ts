import { missingPart } from '../check/problem-texts.ts'
import type { Evaluator } from '../runtime/run.ts'
import type { BoxedExpression } from './boxed-expression.ts'
import type { CompileScope } from './compile-scope.ts'
import type { ExpressionBase } from './expression-base.ts'

/** Compiles a part that the standard demands; where a drawing leaves it out, the problem is reported and its value is null. */
export const compilePart = (
  whole: ExpressionBase & { readonly kind: string },
  part: string,
  expression: BoxedExpression | undefined,
  scope: CompileScope,
): Evaluator => {
  if (expression !== undefined) return scope.compile(expression)
  scope.report(missingPart(whole.kind, part), whole.at)
  return () => null
}
