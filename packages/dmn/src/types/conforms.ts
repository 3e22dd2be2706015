import { acceptsArguments, typeOf, type FeelValue } from '@fachwerk/feel'
import { isContext, isFunction } from '../runtime/feel-values.ts'
import { definitionOf, type DmnType } from './dmn-type.ts'

/** Whether a value is of a type (DMN 1.5, clause 10.3.2.9.2). Null is of every type. */
export const conforms = (value: FeelValue, type: DmnType): boolean => {
  if (value === null || value === undefined) return true
  switch (type.kind) {
    case 'any':
      return true
    case 'simple':
      return typeOf(value) === type.name
    case 'named':
      return conforms(value, definitionOf(type))
    case 'list':
      return Array.isArray(value) && value.every((item) => conforms(item, type.item))
    case 'context':
      return (
        isContext(value) &&
        type.members.every((member) => Object.hasOwn(value, member.name) && conforms(value[member.name], member.type))
      )
    case 'function':
      // Built-ins take optional and any number of arguments: what counts is whether they can be called like that.
      return isFunction(value) && acceptsArguments(value, type.parameters.length)
    case 'constrained':
      return conforms(value, type.base) && type.tests.test(value, {}).value === true
  }
}
