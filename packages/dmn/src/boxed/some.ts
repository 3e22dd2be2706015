import type { XmlElement } from '@fachwerk/xml'
import type { Reading } from '../model/reading.ts'
import type { Evaluator } from '../runtime/run.ts'
import type { CompileScope } from './compile-scope.ts'
import { readIterator, type Iterator } from './iterator.ts'
import { compileQuantified } from './quantified.ts'

/** Boxed quantifier `some` (DMN 1.5, clause 10.2.2.12). */
export interface Some extends Iterator {
  readonly kind: 'some'
}

export const readSome = (element: XmlElement, reading: Reading): Some => ({
  kind: 'some',
  ...readIterator(element, 'satisfies', reading),
})

export const compileSome = (expression: Some, scope: CompileScope): Evaluator => compileQuantified(expression, true, scope)
