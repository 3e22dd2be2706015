import type { XmlElement } from '@fachwerk/xml'
import type { Reading } from '../model/reading.ts'
import type { Evaluator } from '../runtime/run.ts'
import type { CompileScope } from './compile-scope.ts'
import { readIterator, type Iterator } from './iterator.ts'
import { compileQuantified } from './quantified.ts'

/** Boxed quantifier `every` (DMN 1.5, clause 10.2.2.12). */
export interface Every extends Iterator {
  readonly kind: 'every'
}

export const readEvery = (element: XmlElement, reading: Reading): Every => ({
  kind: 'every',
  ...readIterator(element, 'satisfies', reading),
})

export const compileEvery = (expression: Every, scope: CompileScope): Evaluator => compileQuantified(expression, false, scope)
