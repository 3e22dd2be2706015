/** How built-in functions are written down: a signature as text, and a function over arguments that fit it. */
import { FeelDate, FeelDateTime, MIDNIGHT_UTC } from '../values/temporal.ts'
import { FeelFunction, isList, typeOf } from '../values/kind.ts'
import { builtinType } from '../types/feel-type.ts'
import type { FeelType } from '../types/feel-type.ts'
import type { Parameter } from '../values/kind.ts'
import type { Runtime } from '../compile/runtime.ts'
import { BUILTIN_DEFAULTS } from './b-feel-defaults.ts'

type Implementation = (runtime: Runtime, ...args: any[]) => unknown

interface Expected {
  readonly name: string
  readonly optional: boolean
  /** Accepted kinds; `any` accepts everything, null included. */
  readonly kinds: readonly string[]
}

/** `string: string, start position: number, length?: number`; kinds joined by `|`. */
function readSignature(text: string): readonly Expected[] {
  if (text === '') return []
  return text.split(', ').map((part) => {
    const [name = '', kinds = 'any'] = part.split(': ')
    return { name: name.replace('?', ''), optional: name.endsWith('?'), kinds: kinds.split('|') }
  })
}

const REFUSED = Symbol('refused')

/** The argument as wanted, with the implicit conversions: singleton lists, a value as a list of it, a date as midnight. */
function fit(value: unknown, kinds: readonly string[]): unknown {
  if (kinds[0] === 'any') return value
  const kind = typeOf(value)
  if (kinds.includes(kind)) return value
  if (kinds.includes('list')) return kind === 'null' ? REFUSED : [value]
  if (isList(value) && value.length === 1) return fit(value[0], kinds)
  if (value instanceof FeelDate && kinds.includes('date and time')) return new FeelDateTime(value, MIDNIGHT_UTC)
  return REFUSED
}

function call(expected: readonly Expected[], run: Implementation, args: readonly unknown[], runtime: Runtime): unknown {
  const fitted: unknown[] = []
  for (let i = 0; i < args.length; i++) {
    const { kinds, optional } = expected[i]!
    const value = args[i] === undefined ? undefined : fit(args[i] ?? null, kinds)
    if (value === REFUSED && !(optional && args[i] === null)) {
      return runtime.report(runtime.at, 'wrong-type', kinds.join(' / '), typeOf(args[i]))
    }
    fitted.push(value === REFUSED ? null : value)
  }
  return run(runtime, ...fitted)
}

/** Says that a function gave null unless something below has already said why, or the null is the value that was asked for. */
function explained(name: string, runtime: Runtime, run: () => unknown): unknown {
  const { at, count } = runtime
  const result = run()
  if (result === NULL_IS_DATA) return null
  if (result === null && runtime.count === count) runtime.report(at, 'no-result', name)
  return result
}

/** What a function gives for a null that needs no reason. */
export const NULL_IS_DATA = Symbol('null')

/** The type of a parameter, where one kind is accepted; it tells apart signatures of the same length. */
const parameterOf = ({ name, kinds, optional }: Expected): Parameter => {
  const type = kinds.length === 1 ? builtinType(kinds[0]!) : undefined
  return type ? { name, optional, type } : { name, optional }
}

/** Durations have sums, means and products with numbers too; a duration is of one of two kinds. */
const OF_SEVERAL_TYPES: ReadonlySet<string> = new Set(['sum', 'mean', 'abs', 'modulo', 'duration'])

/** The type of every result but null: that of its default in B-FEEL. */
const resultTypeOf = (name: string): FeelType | undefined =>
  BUILTIN_DEFAULTS.has(name) && !OF_SEVERAL_TYPES.has(name) ? builtinType(typeOf(BUILTIN_DEFAULTS.get(name))) : undefined

/** A function with one or more signatures. */
export function define(name: string, ...variants: readonly (readonly [string, Implementation])[]): FeelFunction {
  const all = variants.map(([signature, run]) => ({ expected: readSignature(signature), run }))
  const signatures = all.map(({ expected }) => expected.map(parameterOf))
  const body = (index: number, args: readonly unknown[], runtime: Runtime): unknown =>
    explained(name, runtime, () => call(all[index]!.expected, all[index]!.run, args, runtime))
  return new FeelFunction(name, signatures, body, false, resultTypeOf(name))
}

/** A function over a list, given as one list or as separate arguments. */
export function defineOverList(
  name: string,
  run: (runtime: Runtime, list: readonly unknown[]) => unknown,
  parameter = 'list',
): FeelFunction {
  const body = (_: number, args: readonly unknown[], runtime: Runtime): unknown => {
    if (args.length === 0) return runtime.report(runtime.at, 'wrong-arguments', name, '')
    const only = args.length === 1 ? args[0] : args
    if (only === null || only === undefined) return runtime.report(runtime.at, 'wrong-type', 'list', 'null')
    const list = isList(only) ? only : [only]
    runtime.charge(list.length)
    return explained(name, runtime, () => run(runtime, list))
  }
  return new FeelFunction(name, [[{ name: parameter }]], body, true, resultTypeOf(name))
}

/** A function over all its arguments. */
export function defineVariadic(
  name: string,
  parameters: readonly string[],
  run: (runtime: Runtime, args: readonly unknown[]) => unknown,
): FeelFunction {
  return new FeelFunction(
    name,
    [parameters.map((parameter) => ({ name: parameter }))],
    (_, args, runtime) => explained(name, runtime, () => run(runtime, args)),
    true,
    resultTypeOf(name),
  )
}
