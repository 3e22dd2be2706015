import { compileExpression, typeOf, type FeelValue } from '@fachwerk/feel'
import { conforms } from './conforms.ts'
import { definitionOf, type DmnType } from './dmn-type.ts'

/** Says that no coercion leads from a value to a type; the caller takes null and says why. */
export const incoercible = Symbol('incoercible')

/**
 * Implicit conversions (DMN 1.5, clause 10.3.2.9.4): a conforming value stays, a list of one becomes its member,
 * a single value becomes a list of one, a date becomes midnight UTC of its day. Nothing else is converted.
 */
export const coerce = (value: FeelValue, type: DmnType): FeelValue | typeof incoercible => {
  if (type.kind === 'any') return value
  if (conforms(value, type)) return value
  if (isListType(type)) return conforms([value], type) ? [value] : incoercible
  if (Array.isArray(value) && value.length === 1) {
    const [only] = value as readonly FeelValue[]
    if (conforms(only, type)) return only
  }
  return fromDate(value, type)
}

const isListType = (type: DmnType): boolean => {
  const definition = definitionOf(type)
  return definition.kind === 'list' || (definition.kind === 'constrained' && isListType(definition.base))
}

const midnight = compileExpression('date and time(day, @"00:00:00Z")', { names: ['day'] })

const fromDate = (value: FeelValue, type: DmnType): FeelValue | typeof incoercible => {
  if (typeOf(value) !== 'date' || !midnight.ok) return incoercible
  const instant = midnight.value.evaluate({ day: value }).value
  return instant !== null && conforms(instant, type) ? instant : incoercible
}
