import type { CompiledExpression, CompiledUnaryTests, EvaluateOptions, FeelValue } from '@fachwerk/feel'
import type { CompileScope, ExpressionText } from '../boxed/compile-scope.ts'
import { once } from '../runtime/once.ts'
import type { Scope } from '../runtime/run.ts'
import { isNegation, isSimpleValue, matchesSimply, readSimpleTest, type SimpleTest } from './simple-test.ts'

/** Unary tests of a table, compiled: input entries, allowed values of a column, and each rank of an output order. */
export type Cell =
  /** `-` or empty: says nothing. */
  | { readonly kind: 'any'; readonly text: string }
  /** The text could not be read. */
  | { readonly kind: 'never'; readonly text: string }
  | { readonly kind: 'test'; readonly text: string; readonly tests: CompiledUnaryTests }
  /** Compares with literals only; its FEEL form is compiled when a value comes that is no scalar. */
  | { readonly kind: 'simple'; readonly text: string; readonly accepts: SimpleTest; tests(): CompiledUnaryTests | undefined }

/** Tables say the same again and again: a text is read once. Bounded, for texts never end. */
const tests = new Map<string, SimpleTest | undefined>()
const simpleTest = (text: string): SimpleTest | undefined => {
  if (tests.has(text)) return tests.get(text)
  if (tests.size >= 2000) tests.clear()
  const test = readSimpleTest(text)
  tests.set(text, test)
  return test
}

/** `-` or empty: holds for everything. */
export const isAnyCell = (text: string): boolean => text.trim() === '' || text.trim() === '-'

export const anyCell: Cell = { kind: 'any', text: '-' }

/** `inputVariables` are the names under which Camunda 7 lets cells read the columns' values. */
export const compileCell = (
  entry: ExpressionText | undefined,
  scope: CompileScope,
  inputVariables: readonly string[] = [],
): Cell => {
  const text = entry?.text.trim() ?? ''
  if (entry === undefined || isAnyCell(text)) return anyCell
  // In B-FEEL `not` also accepts what cannot be compared.
  const accepts = isNegation(text) && scope.dialectOf(entry) === 'b-feel' ? undefined : simpleTest(text)
  if (accepts !== undefined) return { kind: 'simple', text, accepts, tests: once(() => scope.unaryTests(entry)) }
  const tests = scope.unaryTests(entry)
  if (tests === undefined) return { kind: 'never', text }
  const isCondition = tests.reads.some((name) => inputVariables.includes(name))
  const condition = isCondition ? scope.feel(entry) : undefined
  return { kind: 'test', text, tests: condition === undefined ? tests : asCondition(condition, tests) }
}

/** `wert > 10`, where `wert` is the column's value, decides by itself; what gives no truth value is compared as usual. */
const asCondition = (condition: CompiledExpression, tests: CompiledUnaryTests): CompiledUnaryTests => ({
  source: tests.source,
  reads: tests.reads,
  test: (input, context, options) => {
    const outcome = condition.evaluate(context, options)
    return typeof outcome.value === 'boolean' ? outcome : tests.test(input, context, options)
  },
  testIn: (input, context, runtime) => {
    const value = condition.evaluateIn(context, runtime)
    return typeof value === 'boolean' ? value : tests.testIn(input, context, runtime)
  },
})

/** Whether a value meets the tests; `scope` is what they may read besides the value. */
export const cellHolds = (cell: Cell, value: FeelValue, scope: Scope, options: EvaluateOptions): boolean => {
  if (cell.kind === 'any') return true
  if (cell.kind === 'never') return false
  if (cell.kind === 'simple' && isSimpleValue(value)) return matchesSimply(cell.accepts, value)
  const tests = cell.kind === 'simple' ? cell.tests() : cell.tests
  return tests?.test(value, scope, options).value === true
}
