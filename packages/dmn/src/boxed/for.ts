import type { FeelValue } from '@fachwerk/feel'
import type { XmlElement } from '@fachwerk/xml'
import type { Reading } from '../model/reading.ts'
import type { Evaluator } from '../runtime/run.ts'
import type { CompileScope } from './compile-scope.ts'
import { compileIteration, readIterator, type Iterator } from './iterator.ts'

/** Boxed iterator `for` (DMN 1.5, clause 10.2.2.11). */
export interface For extends Iterator {
  readonly kind: 'for'
}

export const readFor = (element: XmlElement, reading: Reading): For => ({
  kind: 'for',
  ...readIterator(element, 'return', reading),
})

/** `partial` holds the results so far, as in FEEL's own `for`. */
export const compileFor = (expression: For, scope: CompileScope): Evaluator => {
  const iteration = compileIteration(expression, 'return', ['partial'], scope)
  return scope.typed(expression, (values, run) => {
    const members = iteration.domain(values, run)
    if (members === undefined) return null
    const local = iteration.scopeOf(values)
    const results: FeelValue[] = []
    local['partial'] = results
    for (const member of members) {
      local[expression.iteratorVariable] = member
      results.push(iteration.body(local, run))
    }
    return results
  })
}
