/**
 * B-FEEL (DMN 1.6): null means missing data only. Where FEEL gives null because something is wrong, B-FEEL gives the
 * default of the result's type, still with a diagnostic.
 */
import type { NodeOf } from '../syntax/node.ts'
import { BUILTIN_DEFAULTS, SKIP_NON_NUMBERS } from '../builtins/b-feel-defaults.ts'
import { arithmeticOf } from '../values/arithmetic.ts'
import { isList, typeOf } from '../values/kind.ts'
import { isNumber, parseNumber } from '../values/number.ts'
import { DaysTimeDuration, isDuration, isTemporal, YearsMonthsDuration } from '../values/temporal.ts'
import { valueText } from '../values/text.ts'
import type { Evaluator, Frame } from './runtime.ts'

export function bFeelArithmetic(node: NodeOf<'arithmetic'>, left: Evaluator, right: Evaluator): Evaluator {
  return (frame) => converted(node, left(frame), right(frame), frame)
}

function converted(node: NodeOf<'arithmetic'>, a: unknown, b: unknown, frame: Frame): unknown {
  const { operator } = node
  const direct = arithmeticOf(operator, a, b)
  if (direct !== undefined && direct !== null) return direct
  frame.runtime.report(
    node,
    direct === null && operator === '/' ? 'division-by-zero' : 'wrong-operands',
    operator,
    typeOf(a),
    typeOf(b),
  )
  if (direct === null) return isDuration(a) && !isDuration(b) ? zeroDuration(a) : 0
  if (operator === '+' && (typeof a === 'string' || typeof b === 'string')) return asText(a) + asText(b)
  if (isTemporal(a) || isTemporal(b)) return temporalDefault(a, b)
  return arithmeticOf(operator, asNumber(a), asNumber(b)) ?? 0
}

const zeroDuration = (like: unknown): unknown =>
  like instanceof YearsMonthsDuration ? new YearsMonthsDuration(0) : new DaysTimeDuration(0)

/** A temporal beside something unfit stays as it is; two that do not fit give an empty duration. */
function temporalDefault(a: unknown, b: unknown): unknown {
  if (isTemporal(a) && isTemporal(b)) return new DaysTimeDuration(0)
  return isDuration(a) ? zeroDuration(a) : isDuration(b) ? zeroDuration(b) : isTemporal(a) ? a : b
}

const asText = (value: unknown): string => (value === null || value === undefined ? '' : valueText(value))

function asNumber(value: unknown): unknown {
  if (isNumber(value)) return value
  return typeof value === 'string' ? (parseNumber(value.trim()) ?? 0) : 0
}

/** The arguments of an aggregation without the members that it skips. */
export function bFeelArguments(name: string, args: readonly unknown[]): readonly unknown[] {
  if (!SKIP_NON_NUMBERS.has(name)) return args
  const list = args.length === 1 && isList(args[0]) ? args[0] : args
  return [list.filter((item) => isNumber(item) || isDuration(item))]
}

/** A built-in function that gives the default of its result type instead of null. */
export function bFeelDefault(name: string, call: Evaluator): Evaluator {
  if (!BUILTIN_DEFAULTS.has(name)) return call
  const fallback = BUILTIN_DEFAULTS.get(name)
  return (frame) => call(frame) ?? fallback
}
