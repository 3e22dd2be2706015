/** Static Java methods that models call (`external`, DMN 1.5, 10.3.2.13.3), emulated: nothing foreign ever runs. */
import { entryOf, isContext } from '../values/kind.ts'
import {
  absolute,
  fromDouble,
  isNumber,
  numberText,
  parseNumber,
  roundTo,
  signOf,
  toDouble,
  truncated,
} from '../values/number.ts'
import type { FeelNumber } from '../values/number.ts'
import { valueText } from '../values/text.ts'
import { formatJava } from './java-format.ts'

export type External = (args: readonly unknown[]) => unknown

type Doubles = (...args: number[]) => number

const LIMITS: Readonly<Record<string, number>> = { byte: 2 ** 7, short: 2 ** 15, int: 2 ** 31, long: 2 ** 63 }
const WRAPPERS: Readonly<Record<string, string>> = {
  'java.lang.Byte': 'byte',
  'java.lang.Short': 'short',
  'java.lang.Integer': 'int',
  'java.lang.Long': 'long',
  'java.lang.Float': 'float',
  'java.lang.Double': 'double',
  'java.math.BigDecimal': 'decimal',
}
const NUMERIC = new Set(['byte', 'short', 'int', 'long', 'float', 'double', 'decimal'])
const STRING = 'java.lang.String'
const OBJECTS = '[Ljava.lang.Object;'

/** Methods of `java.lang.Math` over doubles, with their number of arguments. */
const DOUBLE_METHODS: Readonly<Record<string, readonly [number, Doubles]>> = {
  sin: [1, Math.sin],
  cos: [1, Math.cos],
  tan: [1, Math.tan],
  asin: [1, Math.asin],
  acos: [1, Math.acos],
  atan: [1, Math.atan],
  sinh: [1, Math.sinh],
  cosh: [1, Math.cosh],
  tanh: [1, Math.tanh],
  exp: [1, Math.exp],
  expm1: [1, Math.expm1],
  log: [1, Math.log],
  log10: [1, Math.log10],
  log1p: [1, Math.log1p],
  sqrt: [1, Math.sqrt],
  cbrt: [1, Math.cbrt],
  toRadians: [1, (x) => (x / 180) * Math.PI],
  toDegrees: [1, (x) => (x * 180) / Math.PI],
  atan2: [2, Math.atan2],
  pow: [2, Math.pow],
  hypot: [2, Math.hypot],
  IEEEremainder: [2, (x, y) => x - y * Math.round(x / y)],
}

const larger = (a: FeelNumber, b: FeelNumber): FeelNumber => (toDouble(a) >= toDouble(b) ? a : b)
const smaller = (a: FeelNumber, b: FeelNumber): FeelNumber => (toDouble(a) <= toDouble(b) ? a : b)

/** Methods that are exact on decimals. */
const EXACT_METHODS: Readonly<Record<string, readonly [number, (...args: FeelNumber[]) => unknown]>> = {
  max: [2, larger],
  min: [2, smaller],
  abs: [1, absolute],
  signum: [1, signOf],
  floor: [1, (x) => roundTo(x, 0, 'floor')],
  ceil: [1, (x) => roundTo(x, 0, 'ceiling')],
  rint: [1, (x) => roundTo(x, 0, 'half-even')],
  round: [1, (x) => fromDouble(Math.floor(toDouble(x) + 0.5))],
}

/** The argument as a Java type sees it; `undefined` when it does not fit. */
function convert(value: unknown, type: string): unknown {
  const name = WRAPPERS[type] ?? type
  if (NUMERIC.has(name)) return isNumber(value) ? convertNumber(value, name) : undefined
  if (name === STRING) return typeof value === 'string' ? value : undefined
  if (name === 'char' || name === 'java.lang.Character')
    return typeof value === 'string' && value.length === 1 ? value : undefined
  if (name === 'boolean' || name === 'java.lang.Boolean') return typeof value === 'boolean' ? value : undefined
  return name === 'java.lang.Object' ? value : undefined
}

function convertNumber(value: FeelNumber, type: string): FeelNumber | undefined {
  const limit = LIMITS[type]
  if (limit === undefined) return value
  const whole = truncated(value)
  return whole === null || whole >= limit || whole < -limit ? undefined : whole
}

/** Reads numbers as the wrapper classes do. */
function parseAs(type: string, text: string): unknown {
  const number = parseNumber(text.trim())
  if (number === null) return null
  return type in LIMITS && !/^[+-]?\d+$/.test(text) ? null : (convertNumber(number, type) ?? null)
}

function mathMethod(name: string, types: readonly string[]): External | null {
  if (!types.every((type) => NUMERIC.has(type))) return null
  const exact = Object.hasOwn(EXACT_METHODS, name) ? EXACT_METHODS[name] : undefined
  if (exact) return exact[0] === types.length ? (args) => exact[1](...(args as FeelNumber[])) : null
  const inexact = Object.hasOwn(DOUBLE_METHODS, name) ? DOUBLE_METHODS[name] : undefined
  return inexact && inexact[0] === types.length ? (args) => fromDouble(inexact[1](...(args as FeelNumber[]).map(toDouble))) : null
}

function wrapperMethod(type: string, name: string, types: readonly string[]): External | null {
  if (types.length !== 1 || !/^(?:valueOf|parse[A-Z]\w*|toString)$/.test(name)) return null
  if (name === 'toString') return NUMERIC.has(types[0]!) ? ([value]) => numberText(value as FeelNumber) : null
  return types[0] === STRING ? ([text]) => parseAs(type, text as string) : NUMERIC.has(types[0]!) ? ([value]) => value : null
}

function stringMethod(name: string, types: readonly string[]): External | null {
  if (name === 'valueOf' && types.length === 1) return ([value]) => valueText(value)
  if (name === 'format' && types[0] === STRING) return ([pattern, ...values]) => formatJava(pattern as string, values.flat())
  if (name === 'concat' && types.length === 2) return ([a, b]) => `${String(a)}${String(b)}`
  return null
}

function methodOf(className: string, name: string, types: readonly string[]): External | null {
  if (className === 'java.lang.Math' || className === 'java.lang.StrictMath') return mathMethod(name, types)
  if (className === STRING) return stringMethod(name, types)
  if (className === 'java.lang.Boolean') return types[0] === STRING ? ([text]) => String(text).toLowerCase() === 'true' : null
  const wrapper = WRAPPERS[className]
  return wrapper === undefined ? null : wrapperMethod(wrapper, name, types)
}

/** Converts the arguments, checks their number, gathers variable arguments. */
function checked(method: External, types: readonly string[]): External {
  const variable = types.at(-1) === OBJECTS
  return (args) => {
    if (variable ? args.length < types.length - 1 : args.length !== types.length) return null
    const values = args.map((arg, index) =>
      convert(arg, index >= types.length - 1 && variable ? 'java.lang.Object' : types[index]!),
    )
    return values.includes(undefined) ? null : method(values)
  }
}

const SIGNATURE = /^\s*(\w+)\s*\(([^()]*)\)\s*$/

/** The function of a mapping `{java: {class: …, method signature: …}}`; null when it is not available. */
export function externalFunction(mapping: unknown): External | null {
  const java = isContext(mapping) ? entryOf(mapping, 'java') : null
  if (!isContext(java)) return null
  const className = entryOf(java, 'class')
  const signature = entryOf(java, 'method signature')
  const match = typeof signature === 'string' ? SIGNATURE.exec(signature) : null
  if (!match || typeof className !== 'string') return null
  const types = match[2]!
    .split(',')
    .map((type) => type.trim())
    .filter((type) => type !== '')
  const method = methodOf(className, match[1]!, types)
  return method && checked(method, types)
}
