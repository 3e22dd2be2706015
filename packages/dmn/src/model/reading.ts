import type { XmlElement } from '@fachwerk/xml'
import type { BoxedExpression } from '../boxed/boxed-expression.ts'
import type { Finding, Place } from '../check/problem-log.ts'

/** What the readers of single elements share while one file is read. */
export interface Reading {
  readonly file: string | undefined
  readonly camunda: boolean
  /** Reports a finding at the start tag of an element. */
  report(finding: Finding, at: XmlElement, extra?: Place): void
  /** Reads an element that is itself a boxed expression. */
  expression(element: XmlElement): BoxedExpression | undefined
  /** Reads the boxed expression among an element's children. */
  expressionIn(element: XmlElement | undefined): BoxedExpression | undefined
}
