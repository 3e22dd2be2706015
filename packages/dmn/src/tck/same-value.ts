import { compileExpression, feelEquals, type FeelValue, typeOf } from '@fachwerk/feel'
import { isContext } from '../runtime/feel-values.ts'

/** Numbers may differ by this much: the kit compares results of engines with different arithmetic. */
const tolerance = 1e-8
const difference = compileExpression('abs(a - b) <= 0.00000001', { names: ['a', 'b'] })

/** Whether a result is what the kit expects. Kinds must agree: the text "1" is not the number 1. */
export const sameValue = (actual: FeelValue, expected: FeelValue): boolean => {
  if (actual === null || expected === null) return actual === expected
  if (typeof actual === 'number' && typeof expected === 'number') return Math.abs(actual - expected) <= tolerance
  const kind = typeOf(actual)
  if (kind !== typeOf(expected)) return false
  if (kind === 'number') return difference.ok && difference.value.evaluate({ a: actual, b: expected }).value === true
  if (Array.isArray(actual) && Array.isArray(expected)) return sameItems(actual, expected)
  if (isContext(actual) && isContext(expected)) return sameEntries(actual, expected)
  return feelEquals(actual, expected) === true
}

const sameItems = (actual: readonly FeelValue[], expected: readonly FeelValue[]): boolean =>
  actual.length === expected.length && actual.every((item, index) => sameValue(item, expected[index] ?? null))

const sameEntries = (actual: Readonly<Record<string, FeelValue>>, expected: Readonly<Record<string, FeelValue>>): boolean => {
  const names = Object.keys(expected)
  return (
    names.length === Object.keys(actual).length &&
    names.every((name) => Object.hasOwn(actual, name) && sameValue(actual[name] ?? null, expected[name] ?? null))
  )
}
