/** Functions that make one value of a list (DMN 1.5, 10.3.4.4). */
import { add, compareNumbers, divide, isNumber, multiply, subtract } from '../values/number.ts'
import type { FeelNumber } from '../values/number.ts'
import { arithmeticOf } from '../values/arithmetic.ts'
import { isDuration } from '../values/temporal.ts'
import { compareValues } from '../values/order.ts'
import { squareRoot } from '../values/transcendental.ts'
import { defineOverList } from './define.ts'

type List = readonly unknown[]

function extreme(list: List, sign: 1 | -1): unknown {
  let best = list[0]
  if (best === undefined) return null
  if (compareValues(best, best) === null) return null
  for (const item of list) {
    const order = compareValues(item, best)
    if (order === null) return null
    if (order * sign > 0) best = item
  }
  return best
}

/** Numbers, or durations of one kind. */
function sum(list: List): unknown {
  if (list.length === 0) return null
  let total: unknown = list[0]
  if (!isNumber(total) && !isDuration(total)) return null
  for (let i = 1; i < list.length; i++) {
    const item = list[i]
    total = typeof total === 'number' && typeof item === 'number' ? add(total, item) : (arithmeticOf('+', total, item) ?? null)
    if (total === null || (!isNumber(total) && !isDuration(total))) return null
  }
  return total
}

function mean(list: List): unknown {
  const total = sum(list)
  return total === null ? null : (arithmeticOf('/', total, list.length) ?? null)
}

const numbersOf = (list: List): FeelNumber[] | null => (list.every(isNumber) ? (list as FeelNumber[]) : null)

function product(list: List): unknown {
  const numbers = numbersOf(list)
  if (!numbers || numbers.length === 0) return null
  let result: FeelNumber | null = 1
  for (const number of numbers) result = result === null ? null : multiply(result, number)
  return result
}

function median(list: List): unknown {
  const sorted = numbersOf(list)?.toSorted(compareNumbers)
  if (!sorted || sorted.length === 0) return null
  const middle = sorted.length >> 1
  if (sorted.length % 2 === 1) return sorted[middle]
  const total = add(sorted[middle - 1]!, sorted[middle]!)
  return total === null ? null : divide(total, 2)
}

/** Sample standard deviation. */
function deviation(list: List): unknown {
  const numbers = numbersOf(list)
  if (!numbers || numbers.length < 2) return null
  const average = mean(numbers) as FeelNumber | null
  let total: FeelNumber | null = 0
  for (const number of numbers) {
    const distance = average === null ? null : subtract(number, average)
    const square = distance === null ? null : multiply(distance, distance)
    total = total === null || square === null ? null : add(total, square)
  }
  const variance = total === null ? null : divide(total, numbers.length - 1)
  return variance === null ? null : squareRoot(variance)
}

function mode(list: List): unknown {
  const sorted = numbersOf(list)?.toSorted(compareNumbers)
  if (!sorted) return null
  let best = 0
  let result: FeelNumber[] = []
  for (let from = 0; from < sorted.length;) {
    let to = from
    while (to < sorted.length && compareNumbers(sorted[to]!, sorted[from]!) === 0) to++
    if (to - from > best) result = []
    if (to - from >= best) result.push(sorted[from]!)
    best = Math.max(best, to - from)
    from = to
  }
  return result
}

/** Conjunction (`decisive` false) or disjunction (true) in three-valued logic. */
function connective(list: List, decisive: boolean): boolean | null {
  if (list.includes(decisive)) return decisive
  return list.every((item) => item === !decisive) ? !decisive : null
}

export const AGGREGATE_FUNCTIONS = [
  defineOverList('min', (_, list) => extreme(list, -1)),
  defineOverList('max', (_, list) => extreme(list, 1)),
  defineOverList('sum', (_, list) => sum(list)),
  defineOverList('mean', (_, list) => mean(list)),
  defineOverList('product', (_, list) => product(list)),
  defineOverList('median', (_, list) => median(list)),
  defineOverList('stddev', (_, list) => deviation(list)),
  defineOverList('mode', (_, list) => mode(list)),
  defineOverList('all', (_, list) => connective(list, false)),
  defineOverList('any', (_, list) => connective(list, true)),
]
