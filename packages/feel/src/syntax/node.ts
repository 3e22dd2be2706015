/** The syntax tree: plain frozen data, one type per construct of the grammar (DMN 1.5, 10.3.1.2). */
interface Located {
  readonly start: number
  readonly end: number
  /** Height of the tree below; bounded by the parser, so that walking a tree never overflows the stack. */
  readonly height: number
}

export type ArithmeticOperator = '+' | '-' | '*' | '/' | '**'
export type ComparisonOperator = '=' | '!=' | '<' | '<=' | '>' | '>='

export interface TypeNode {
  readonly start: number
  readonly end: number
  readonly name: string
  readonly items: readonly TypeNode[]
  readonly entries?: readonly { readonly name: string; readonly type: TypeNode }[]
  readonly result?: TypeNode
}

export interface Binding {
  readonly name: string
  readonly domain: Node
}

export type Node = Located &
  (
    | { readonly kind: 'literal'; readonly value: unknown }
    /** A number that 34 digits and four of exponent cannot hold. */
    | { readonly kind: 'overflow' }
    | { readonly kind: 'temporal'; readonly text: string }
    | { readonly kind: 'name'; readonly name: string }
    | { readonly kind: 'arithmetic'; readonly operator: ArithmeticOperator; readonly left: Node; readonly right: Node }
    | { readonly kind: 'negation'; readonly operand: Node }
    | { readonly kind: 'comparison'; readonly operator: ComparisonOperator; readonly left: Node; readonly right: Node }
    | { readonly kind: 'and' | 'or'; readonly left: Node; readonly right: Node }
    | { readonly kind: 'between'; readonly operand: Node; readonly low: Node; readonly high: Node }
    | { readonly kind: 'in'; readonly operand: Node; readonly tests: readonly Node[] }
    | { readonly kind: 'test'; readonly operator: ComparisonOperator; readonly operand: Node }
    | {
        readonly kind: 'range'
        readonly low: Node
        readonly high: Node
        readonly lowIncluded: boolean
        readonly highIncluded: boolean
      }
    | { readonly kind: 'if'; readonly condition: Node; readonly whenTrue: Node; readonly whenFalse: Node }
    | { readonly kind: 'for'; readonly bindings: readonly Binding[]; readonly body: Node }
    | { readonly kind: 'interval'; readonly low: Node; readonly high: Node }
    | { readonly kind: 'some' | 'every'; readonly bindings: readonly Binding[]; readonly body: Node }
    | { readonly kind: 'instance-of'; readonly operand: Node; readonly type: TypeNode }
    | {
        readonly kind: 'function'
        readonly parameters: readonly { readonly name: string; readonly type?: TypeNode }[]
        readonly body: Node
        readonly external: boolean
      }
    | { readonly kind: 'call'; readonly callee: Node; readonly args: readonly Node[]; readonly names?: readonly string[] }
    | { readonly kind: 'list'; readonly items: readonly Node[] }
    | { readonly kind: 'context'; readonly entries: readonly { readonly key: string; readonly value: Node }[] }
    | { readonly kind: 'path'; readonly operand: Node; readonly name: string }
    | { readonly kind: 'filter'; readonly operand: Node; readonly condition: Node }
    | { readonly kind: 'unary-tests'; readonly tests: readonly Node[]; readonly negated: boolean }
    | { readonly kind: 'anything' }
  )

export type NodeOf<K extends Node['kind']> = Extract<Node, { readonly kind: K }>
