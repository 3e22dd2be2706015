/** List functions (DMN 1.5, 10.3.4.4 and 10.3.4.8). */
import { callPositional } from '../compile/invoke.ts'
import type { Runtime } from '../compile/runtime.ts'
import { FeelFunction, isList } from '../values/kind.ts'
import { truncated } from '../values/number.ts'
import { compareValues, distinct, feelEquals } from '../values/order.ts'
import { define, defineVariadic } from './define.ts'

type List = readonly unknown[]

function sublist(list: List, start: unknown, length: unknown): unknown {
  const position = truncated(start)
  if (position === null || position === 0 || Math.abs(position) > list.length) return null
  const from = position > 0 ? position - 1 : list.length + position
  if (length === undefined) return list.slice(from)
  const count = truncated(length)
  return count === null || count < 1 || from + count > list.length ? null : list.slice(from, from + count)
}

/** 0-based index of a position; negative positions count from the end. */
function indexOf(list: List, position: unknown): number | null {
  const whole = truncated(position)
  if (whole === null || whole === 0 || Math.abs(whole) > list.length) return null
  return whole > 0 ? whole - 1 : list.length + whole
}

function insertBefore(list: List, position: unknown, item: unknown): unknown {
  const index = truncated(position) === list.length + 1 ? list.length : indexOf(list, position)
  return index === null ? null : [...list.slice(0, index), item, ...list.slice(index)]
}

function replaceAt(list: List, position: unknown, item: unknown): unknown {
  const index = indexOf(list, position)
  return index === null ? null : list.with(index, item)
}

function replaceMatching(runtime: Runtime, list: List, match: FeelFunction, item: unknown): unknown {
  const { at } = runtime
  const result: unknown[] = []
  for (const old of list) {
    const matches = callPositional(match, [old, item], runtime, at)
    if (typeof matches !== 'boolean') return null
    result.push(matches ? item : old)
  }
  return result
}

function replaceInList(runtime: Runtime, list: List, which: unknown, item: unknown): unknown {
  return which instanceof FeelFunction ? replaceMatching(runtime, list, which, item) : replaceAt(list, which, item)
}

function removeAt(list: List, position: unknown): unknown {
  const index = indexOf(list, position)
  return index === null ? null : list.toSpliced(index, 1)
}

const positionsOf = (list: List, match: unknown): number[] =>
  list.flatMap((item, index) => (feelEquals(item, match) === true ? [index + 1] : []))

function flatten(runtime: Runtime, list: List): unknown[] {
  const result: unknown[] = []
  const open: { items: List; at: number }[] = [{ items: list, at: 0 }]
  for (let top = open.at(-1); top; top = open.at(-1)) {
    if (top.at >= top.items.length) {
      open.pop()
      continue
    }
    const item = top.items[top.at++]
    runtime.charge(1)
    if (isList(item)) open.push({ items: item, at: 0 })
    else result.push(item)
  }
  return result
}

function concatenate(runtime: Runtime, lists: List): unknown[] | null {
  const result: unknown[] = []
  for (const list of lists) {
    if (list === null || list === undefined) return null
    const items = isList(list) ? list : [list]
    runtime.charge(items.length)
    for (const item of items) result.push(item)
  }
  return result
}

function append(runtime: Runtime, args: List): unknown {
  const list = args[0]
  if (list === null || list === undefined) return null
  const items = isList(list) ? list : [list]
  runtime.charge(items.length)
  return [...items, ...args.slice(1)]
}

/** A stable merge sort, so that a function without order cannot make it run astray. */
function sort(runtime: Runtime, list: List, precedes: FeelFunction | null | undefined): unknown {
  const { at } = runtime
  let failed = false
  const before = (a: unknown, b: unknown): boolean => {
    const answer = precedes ? callPositional(precedes, [a, b], runtime, at) : naturalOrder(a, b)
    if (typeof answer !== 'boolean') failed = true
    return answer === true
  }
  const sorted = mergeSort(list, before)
  return failed ? null : sorted
}

function naturalOrder(a: unknown, b: unknown): boolean | null {
  const order = compareValues(a, b)
  return order === null ? null : order < 0
}

function mergeSort(list: List, before: (a: unknown, b: unknown) => boolean): List {
  if (list.length < 2) return [...list]
  const middle = list.length >> 1
  const left = mergeSort(list.slice(0, middle), before)
  const right = mergeSort(list.slice(middle), before)
  const result: unknown[] = []
  let i = 0
  let j = 0
  while (i < left.length && j < right.length) result.push(before(right[j], left[i]) ? right[j++] : left[i++])
  return result.concat(left.slice(i), right.slice(j))
}

export const LIST_FUNCTIONS = [
  define('list contains', [
    'list: list, element: any',
    (_, list: List, element) => list.some((item) => feelEquals(item, element) === true),
  ]),
  define('count', ['list: list', (_, list: List) => list.length]),
  define('sublist', [
    'list: list, start position: number, length?: number',
    (_, list, start, length) => sublist(list, start, length),
  ]),
  define('insert before', [
    'list: list, position: number, newItem: any',
    (_, list, position, item) => insertBefore(list, position, item),
  ]),
  define('remove', ['list: list, position: number', (_, list, position) => removeAt(list, position)]),
  define('reverse', ['list: list', (_, list: List) => list.toReversed()]),
  define('index of', ['list: list, match: any', (_, list, match) => positionsOf(list, match)]),
  define('distinct values', ['list: list', (_, list) => distinct(list)]),
  define('flatten', ['list: list', (runtime, list) => flatten(runtime, list)]),
  define(
    'list replace',
    ['list: list, position: number, newItem: any', replaceInList],
    ['list: list, match: function, newItem: any', replaceInList],
  ),
  define('sort', ['list: list, precedes?: function', sort]),
  defineVariadic('append', ['list', 'item'], append),
  defineVariadic('concatenate', ['list'], concatenate),
  defineVariadic('union', ['list'], (runtime, lists) => {
    const all = concatenate(runtime, lists)
    return all && distinct(all)
  }),
]
