import { readSimpleTest, type LineKind, type SimpleTest, type Span } from '../table/simple-test.ts'
import { temporalKinds } from '../table/temporal-bound.ts'
import { definitionOf, testsOf, typeText, type DmnType } from '../types/dmn-type.ts'

/** Kinds of values that can be analysed. */
export type Kind = 'string' | 'boolean' | LineKind

/** What is known about the values of a column before any cell is read. */
export interface ColumnType {
  /** `undefined`: not declared; the cells tell. `other`: a type whose values are not analysed. */
  readonly kind: Kind | 'other' | undefined
  /** Whole numbers only, as Camunda's `integer` says. */
  readonly whole: boolean
  /** Every one of these has to hold. */
  readonly allowed: readonly SimpleTest[]
  /** Constraints that are more than comparisons with literals. */
  readonly unread: readonly string[]
  /** The outermost list of values of the type, in its order. */
  readonly listed: string | undefined
  /** For messages: the type, and all that restricts its values. */
  readonly text: string
  readonly valuesText: string | undefined
}

const kinds: ReadonlySet<string> = new Set<Kind>(['string', 'boolean', 'number', 'date', ...temporalKinds])

/** Type of a column, by its declared type and the tests that its own list of values adds. */
export const columnTypeOf = (type: DmnType, typeRef: string | undefined, values: string | undefined): ColumnType => {
  const constraints = [...constraintsOf(type), ...(values === undefined || values.trim() === '' ? [] : [values])]
  const read = constraints.map((text) => ({ text, test: readSimpleTest(text, true) }))
  return {
    kind: kindOf(type),
    whole: typeRef === 'integer' || typeRef === 'long',
    allowed: read.flatMap(({ test }) => test ?? []),
    unread: read.flatMap(({ text, test }) => (test === undefined ? [text.trim()] : [])),
    listed: testsOf(type)?.text,
    text: typeText(baseOf(type)),
    valuesText: constraints.length === 0 ? undefined : constraints.map((text) => text.trim()).join('; '),
  }
}

const baseOf = (type: DmnType): DmnType => {
  const definition = definitionOf(type)
  return definition.kind === 'constrained' ? baseOf(definition.base) : definition
}

const kindOf = (type: DmnType): ColumnType['kind'] => {
  const definition = definitionOf(type)
  if (definition.kind === 'constrained') return kindOf(definition.base)
  if (definition.kind === 'any') return undefined
  return definition.kind === 'simple' && kinds.has(definition.name) ? (definition.name as Kind) : 'other'
}

const constraintsOf = (type: DmnType): readonly string[] => {
  const definition = definitionOf(type)
  return definition.kind === 'constrained' ? [...constraintsOf(definition.base), definition.text.text] : []
}

/** The kinds of values that a test accepts or names. */
export const kindsIn = (test: SimpleTest): readonly Kind[] => [
  ...(test.texts.except || test.texts.texts.length > 0 ? (['string'] as const) : []),
  ...(test.booleans.length > 0 ? (['boolean'] as const) : []),
  ...(test.numbers.length > 0 ? (['number'] as const) : []),
  ...lineKinds.filter((kind) => kind !== 'number' && spansIn(test, kind).length > 0),
]

export const lineKinds: readonly LineKind[] = ['number', 'date', ...temporalKinds]

export const spansIn = (test: SimpleTest, kind: LineKind): readonly Span[] => {
  if (kind === 'number') return test.numbers
  return kind === 'date' ? test.dates : (test.others[kind] ?? [])
}
