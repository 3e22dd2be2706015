/** The kinds of FEEL values (DMN 1.5, 10.3.2.2) and how they are told apart. */
import type { FeelTypeName } from '../api.ts'
import { Decimal } from './number.ts'
import { DaysTimeDuration, FeelDate, FeelDateTime, FeelTime, YearsMonthsDuration } from './temporal.ts'
import type { FeelType } from '../types/feel-type.ts'
import type { Runtime } from '../compile/runtime.ts'

/**
 * A range. Written with an operator, as `(< 5)`, its missing end is unbounded; written with brackets, a null end is
 * unknown. Ranges written in different ways are never equal. `(!= 5)` keeps what it leaves out as both ends.
 */
export class FeelRange {
  readonly start: unknown
  readonly end: unknown
  readonly startIncluded: boolean
  readonly endIncluded: boolean
  readonly operator: string | null
  constructor(start: unknown, end: unknown, startIncluded: boolean, endIncluded: boolean, operator: string | null = null) {
    this.start = start
    this.end = end
    this.startIncluded = startIncluded
    this.endIncluded = endIncluded
    this.operator = operator
  }
}

export interface Parameter {
  readonly name: string
  readonly type?: FeelType
  readonly optional?: boolean
}

export type FunctionBody = (args: readonly unknown[], runtime: Runtime) => unknown

export class FeelFunction {
  readonly name: string
  /** The ways to call it: a built-in function may have several parameter lists. */
  readonly signatures: readonly (readonly Parameter[])[]
  readonly body: (signature: number, args: readonly unknown[], runtime: Runtime) => unknown
  readonly variadic: boolean
  readonly resultType: FeelType | undefined
  constructor(
    name: string,
    signatures: readonly (readonly Parameter[])[],
    body: (signature: number, args: readonly unknown[], runtime: Runtime) => unknown,
    variadic: boolean,
    resultType?: FeelType,
  ) {
    this.name = name
    this.signatures = signatures
    this.body = body
    this.variadic = variadic
    this.resultType = resultType
  }
}

export type Context = Record<string, unknown>

/**
 * Contexts made here have a prototype without members: `constructor` and `__proto__` are keys like any other, and
 * (unlike objects of `Object.create(null)`) they keep fast property access.
 */
const ContextRecord = function () {} as unknown as { new (): Context; prototype: object }
ContextRecord.prototype = Object.freeze(Object.create(null) as object)
export const newContext = (): Context => new ContextRecord()

export function contextOf(entries: Iterable<readonly [string, unknown]>): Context {
  const context = newContext()
  for (const [key, value] of entries) context[key] = value
  return context
}

function kindOfObject(value: object): FeelTypeName {
  if (Array.isArray(value)) return 'list'
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype === Object.prototype || prototype === ContextRecord.prototype || prototype === null) return 'context'
  if (value instanceof Decimal) return 'number'
  if (value instanceof FeelDate) return 'date'
  if (value instanceof FeelDateTime) return 'date and time'
  if (value instanceof FeelTime) return 'time'
  if (value instanceof DaysTimeDuration) return 'days and time duration'
  if (value instanceof YearsMonthsDuration) return 'years and months duration'
  if (value instanceof FeelRange) return 'range'
  if (value instanceof FeelFunction) return 'function'
  return 'context'
}

/** The kind of a value (DMN 1.5, 10.3.2.2). */
export function typeOf(value: unknown): FeelTypeName {
  switch (typeof value) {
    case 'number':
      return 'number'
    case 'string':
      return 'string'
    case 'boolean':
      return 'boolean'
    case 'object':
      return value === null ? 'null' : kindOfObject(value)
    default:
      return 'null'
  }
}

export const isContext = (value: unknown): value is Context =>
  typeof value === 'object' && value !== null && kindOfObject(value) === 'context'

export const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value)

/** Own entry of a context, `undefined` when it has none. */
export function entryOf(context: Context, key: string): unknown {
  return Object.hasOwn(context, key) ? (context[key] ?? null) : undefined
}
