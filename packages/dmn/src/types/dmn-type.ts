import type { CompiledUnaryTests, FeelTypeName } from '@fachwerk/feel'
import type { ExpressionText } from '../boxed/compile-scope.ts'

/** A type of a model: FEEL's types plus the constraints that item definitions add (DMN 1.5, clauses 7.3.3 and 10.3.2.9). */
export type DmnType =
  | { readonly kind: 'any' }
  | { readonly kind: 'simple'; readonly name: FeelTypeName }
  | { readonly kind: 'list'; readonly item: DmnType }
  | { readonly kind: 'context'; readonly members: readonly ContextMember[] }
  | { readonly kind: 'function'; readonly parameters: readonly DmnType[]; readonly result: DmnType }
  | ConstrainedType
  | NamedType

export interface ContextMember {
  readonly name: string
  readonly type: DmnType
}

export interface ConstrainedType {
  readonly kind: 'constrained'
  readonly base: DmnType
  readonly tests: CompiledUnaryTests
  readonly text: ExpressionText
}

/** An item definition, looked up when needed: types may contain themselves. */
export interface NamedType {
  readonly kind: 'named'
  readonly name: string
  definition(): DmnType
}

export const anyType: DmnType = { kind: 'any' }

/** A named type's definition, any other type itself. Chains of names end: cycles are cut when types are read. */
export const definitionOf = (type: DmnType): DmnType => (type.kind === 'named' ? definitionOf(type.definition()) : type)

/** The type of a collection's members, or the type itself. */
export const itemOf = (type: DmnType): DmnType => {
  const definition = definitionOf(type)
  if (definition.kind === 'list') return definition.item
  if (definition.kind !== 'constrained') return type
  return definitionOf(definition.base).kind === 'list' ? itemOf(definition.base) : type
}

export const contextMember = (type: DmnType, name: string): DmnType => {
  const definition = definitionOf(type)
  if (definition.kind === 'constrained') return contextMember(definition.base, name)
  return definition.kind === 'context' ? (definition.members.find((member) => member.name === name)?.type ?? anyType) : anyType
}

/** What a function type returns. Any other type on a function is that of its result, as DMN 1.1 wrote it. */
export const resultType = (type: DmnType): DmnType => {
  const definition = definitionOf(type)
  return definition.kind === 'function' ? definition.result : type
}

/** Text of the outermost constraint. */
export const testsOf = (type: DmnType): ExpressionText | undefined => {
  const definition = definitionOf(type)
  return definition.kind === 'constrained' ? definition.text : undefined
}

/** The type in words, for messages. */
export const typeText = (type: DmnType): string => {
  switch (type.kind) {
    case 'any':
      return 'Any'
    case 'simple':
    case 'named':
      return type.name
    case 'list':
      return `list<${typeText(type.item)}>`
    case 'context':
      return `context<${type.members.map((member) => `${member.name}: ${typeText(member.type)}`).join(', ')}>`
    case 'function':
      return `function<${type.parameters.map(typeText).join(', ')}> -> ${typeText(type.result)}`
    case 'constrained':
      return `${typeText(type.base)} (${type.text.text.trim()})`
  }
}
