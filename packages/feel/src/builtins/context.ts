/** Context functions (DMN 1.5, 10.3.4.6). */
import { contextOf, entryOf, isContext, isList, newContext } from '../values/kind.ts'
import type { Context } from '../values/kind.ts'
import type { Runtime } from '../compile/runtime.ts'
import { define, NULL_IS_DATA } from './define.ts'

type List = readonly unknown[]

/** A key that is not there gives null by definition; worth knowing, no mistake. */
function getValue(runtime: Runtime, context: Context, key: string | List): unknown {
  const keys: List = typeof key === 'string' ? [key] : key
  if (keys.length === 0) return null
  let value: unknown = context
  for (const part of keys) {
    if (typeof part !== 'string') return null
    const entry = isContext(value) ? entryOf(value, part) : undefined
    if (entry === undefined) return runtime.inform(runtime.at, 'missing-entry', part)
    value = entry
  }
  return value ?? NULL_IS_DATA
}

const getEntries = (context: Context): Context[] =>
  Object.entries(context).map(([key, value]) =>
    contextOf([
      ['key', key],
      ['value', value],
    ]),
  )

function contextFromEntries(entries: List): Context | null {
  const result = newContext()
  for (const entry of entries) {
    if (!isContext(entry)) return null
    const key = entryOf(entry, 'key')
    const value = entryOf(entry, 'value')
    if (typeof key !== 'string' || value === undefined || Object.hasOwn(result, key)) return null
    result[key] = value
  }
  return result
}

const copyOf = (context: Context): Context => contextOf(Object.entries(context))

function put(context: Context, key: string, value: unknown): Context {
  const result = copyOf(context)
  result[key] = value
  return result
}

/** Puts at the end of a path of keys; contexts missing on the way are an error. */
function putAt(context: Context, keys: List, value: unknown, at = 0): Context | null {
  const key = keys[at]
  if (typeof key !== 'string') return null
  if (at === keys.length - 1) return put(context, key, value)
  const inner = entryOf(context, key)
  if (!isContext(inner)) return null
  const changed = putAt(inner, keys, value, at + 1)
  return changed && put(context, key, changed)
}

function merge(contexts: List): Context | null {
  if (!contexts.every(isContext)) return null
  return contextOf(contexts.flatMap((context) => Object.entries(context)))
}

const putEither = (context: Context, key: unknown, value: unknown): unknown =>
  isList(key) ? putAt(context, key, value) : put(context, key as string, value)

export const CONTEXT_FUNCTIONS = [
  define('get value', ['m: context, key: string|list', (runtime, context, key) => getValue(runtime, context, key)]),
  define('get entries', ['m: context', (_, context) => getEntries(context)]),
  define('context', ['entries: list', (_, entries) => contextFromEntries(entries)]),
  define(
    'context put',
    ['context: context, key: string, value: any', (_, context, key, value) => putEither(context, key, value)],
    ['context: context, keys: list, value: any', (_, context, keys, value) => putEither(context, keys, value)],
  ),
  define('context merge', ['contexts: list', (_, contexts) => merge(contexts)]),
]
