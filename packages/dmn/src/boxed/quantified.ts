import { formatFeel, type FeelValue } from '@fachwerk/feel'
import { addDiagnostic, type Evaluator } from '../runtime/run.ts'
import { notABoolean } from '../runtime/run-diagnostics.ts'
import type { CompileScope } from './compile-scope.ts'
import { compileIteration, type Iterator } from './iterator.ts'

/**
 * `some` looks for a true member, `every` for a false one; found, that settles the result. A null leaves it open.
 * A result that is no boolean is an error of the whole, whatever the other members give.
 */
export const compileQuantified = (
  expression: Iterator & { readonly kind: 'some' | 'every' },
  settling: boolean,
  scope: CompileScope,
): Evaluator => {
  const iteration = compileIteration(expression, 'satisfies', [], scope)
  return scope.typed(expression, (values, run): FeelValue => {
    const members = iteration.domain(values, run)
    if (members === undefined) return null
    const local = iteration.scopeOf(values)
    let result: boolean | null = !settling
    for (const member of members) {
      local[expression.iteratorVariable] = member
      const satisfied = iteration.body(local, run)
      if (satisfied !== null && typeof satisfied !== 'boolean') {
        addDiagnostic(run, notABoolean(scope.owner.id, 'satisfies', formatFeel(satisfied)))
        return null
      }
      if (satisfied === settling) result = settling
      else if (satisfied === null && result !== settling) result = null
    }
    return result
  })
}
