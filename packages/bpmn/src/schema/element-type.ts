/**
 * Type of an attribute: free text, a truth value, a whole number, one of some words, a reference to another element of the file
 * (optionally of one kind), or a name that may lead out of the file. A leading `!` makes it required.
 */
export type AttributeType = `${'!' | ''}${'id' | 'text' | 'boolean' | 'integer' | 'ref' | `ref ${string}` | `one of ${string}`}`

export interface ElementType {
  /** Attributes and children of that type hold here too. */
  readonly extends?: string
  readonly attributes?: Readonly<Record<string, AttributeType>>
  /** Names of child elements separated by spaces; `@flowElement` stands for a group. */
  readonly children?: string
  /** The text of the element refers to another one; of that kind, or of any when empty. */
  readonly refersTo?: string
  /** Any content is allowed or nothing is known about it: not looked into. */
  readonly open?: true
}
