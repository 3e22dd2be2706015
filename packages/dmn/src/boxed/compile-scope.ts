import type { CompiledExpression, CompiledUnaryTests } from '@fachwerk/feel'
import type { XmlElement } from '@fachwerk/xml'
import type { Finding, Place } from '../check/problem-log.ts'
import type { Evaluator } from '../runtime/run.ts'
import type { Dialect } from '../source/expression-language.ts'
import type { DmnType } from '../types/dmn-type.ts'
import type { BoxedExpression } from './boxed-expression.ts'

/** Text in an expression language, with the place it stands at. */
export interface ExpressionText {
  readonly text: string
  readonly language: string | undefined
  readonly at: XmlElement
}

/** What a compiler of a boxed expression knows: the names in scope and the model's types. */
export interface CompileScope {
  /** The decision, business knowledge model or service whose logic this is; diagnostics are counted to it. */
  readonly owner: { readonly id: string; readonly name: string }
  /** Names that can be read here, for the FEEL parser. */
  readonly names: readonly string[]
  /** Type of the owner's result, as referred to by its variable. */
  readonly resultType: string | undefined
  /** The same scope with more names in it; `andUnknown` where values bring names that cannot be known before. */
  with(names: readonly string[], andUnknown?: boolean): CompileScope
  compile(expression: BoxedExpression): Evaluator
  /** Compiles FEEL text; `undefined` after a problem was reported. */
  feel(source: ExpressionText): CompiledExpression | undefined
  unaryTests(source: ExpressionText): CompiledUnaryTests | undefined
  /** The dialect that text is written in, by its own language or the file's. */
  dialectOf(source: ExpressionText): Dialect
  type(typeRef: string | undefined, at: XmlElement): DmnType
  /** Wraps an evaluator so that its result is checked against, and coerced to, a type reference. */
  typed(expression: { readonly typeRef: string | undefined; readonly at: XmlElement }, evaluator: Evaluator): Evaluator
  report(finding: Finding, at: XmlElement, extra?: Place): void
}
