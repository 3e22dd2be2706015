import { ANY, builtinType, type FeelType } from '@fachwerk/feel'
import { definitionOf, type DmnType } from './dmn-type.ts'

/**
 * The type as FEEL's `instance of` and its functions know it: without constraints on values, which FEEL's types cannot say.
 * A type that contains itself is followed no further than its own name.
 */
export const toFeelType = (type: DmnType, open: readonly DmnType[] = []): FeelType => {
  switch (type.kind) {
    case 'any':
      return ANY
    case 'simple':
      return builtinType(type.name) ?? ANY
    case 'named': {
      const definition = definitionOf(type)
      return open.includes(definition) ? ANY : toFeelType(definition, [...open, definition])
    }
    case 'list':
      return { kind: 'list', item: toFeelType(type.item, open) }
    case 'context':
      return {
        kind: 'context',
        entries: Object.fromEntries(type.members.map((member) => [member.name, toFeelType(member.type, open)])),
      }
    case 'function':
      return {
        kind: 'function',
        parameters: type.parameters.map((parameter) => toFeelType(parameter, open)),
        result: toFeelType(type.result, open),
      }
    case 'constrained':
      return toFeelType(type.base, open)
  }
}
