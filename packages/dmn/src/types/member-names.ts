import { definitionOf, type DmnType } from './dmn-type.ts'

/** Names of the entries of a context type, or of the contexts in a list. */
export const memberNames = (type: DmnType): readonly string[] => {
  const definition = definitionOf(type)
  if (definition.kind === 'context') return definition.members.map((member) => member.name)
  if (definition.kind === 'list') return memberNames(definition.item)
  return definition.kind === 'constrained' ? memberNames(definition.base) : []
}
