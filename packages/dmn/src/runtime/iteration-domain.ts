import { compileExpression, type FeelValue, typeOf } from '@fachwerk/feel'

/** FEEL itself knows what can be gone through: lists, and ranges of integers and dates (DMN 1.5, clause 10.3.2.14). */
const members = compileExpression('for member in domain return member', { names: ['domain'] })

/** The members of an iteration domain, `undefined` for a value that has none. */
export const domainOf = (value: FeelValue): readonly FeelValue[] | undefined => {
  if (Array.isArray(value)) return value
  if (value === null || typeOf(value) !== 'range' || !members.ok) return undefined
  const result = members.value.evaluate({ domain: value }).value
  return Array.isArray(result) ? result : undefined
}
