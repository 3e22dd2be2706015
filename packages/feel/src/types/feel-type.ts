/** Types of FEEL and when a value conforms to one (DMN 1.5, 10.3.2.9). */
import type { FeelTypeName } from '../api.ts'

type ScalarName = Exclude<FeelTypeName, 'list' | 'context' | 'range' | 'function'>

export type FeelType =
  | { readonly kind: 'any' }
  | { readonly kind: ScalarName }
  | { readonly kind: 'list'; readonly item: FeelType }
  | { readonly kind: 'context'; readonly entries: Readonly<Record<string, FeelType>> }
  | { readonly kind: 'range'; readonly item: FeelType }
  | { readonly kind: 'function'; readonly parameters?: readonly FeelType[]; readonly result: FeelType }

export const ANY: FeelType = Object.freeze({ kind: 'any' })
const NO_ENTRIES = Object.freeze({})

const SCALARS: readonly ScalarName[] = [
  'null',
  'boolean',
  'number',
  'string',
  'date',
  'time',
  'date and time',
  'days and time duration',
  'years and months duration',
]

/** Names of built-in types, with the spellings that DMN files use. */
const BY_NAME: ReadonlyMap<string, FeelType> = new Map<string, FeelType>([
  ['Any', ANY],
  ...SCALARS.map((kind): [string, FeelType] => [kind, { kind }]),
  ['Null', { kind: 'null' }],
  ['dateTime', { kind: 'date and time' }],
  ['dayTimeDuration', { kind: 'days and time duration' }],
  ['yearMonthDuration', { kind: 'years and months duration' }],
  ['list', { kind: 'list', item: ANY }],
  ['context', { kind: 'context', entries: NO_ENTRIES }],
  ['range', { kind: 'range', item: ANY }],
  ['function', { kind: 'function', result: ANY }],
])

/** The built-in type of a name such as `date and time`; undefined for names a model must define. */
export const builtinType = (name: string): FeelType | undefined => BY_NAME.get(name)
