/**
 * The grammar of FEEL by recursive descent (DMN 1.5, 10.3.1.2). Binary operators are read in loops by precedence;
 * nesting is bounded (`too-deep`), so that no input can overflow the stack here or in the evaluator.
 */
import { BUILTINS as BUILTIN_FUNCTIONS } from '../builtins/registry.ts'
import { parseNumber } from '../values/number.ts'
import type { ArithmeticOperator, Binding, ComparisonOperator, Node, TypeNode } from './node.ts'
import { NameSet } from './name-set.ts'
import { parseType } from './type-parser.ts'
import { SyntaxFailure } from './syntax-failure.ts'
import { FOLLOWING, TokenStream } from './token-stream.ts'
import { tokenize } from './token.ts'

const MAX_NESTING = 250
const MAX_HEIGHT = 1000
const PROPERTY_NAMES = ['time offset', 'start included', 'end included']
const COMPARISONS = new Set(['=', '!=', '<', '<=', '>', '>='])
const BUILTINS = new NameSet(BUILTIN_FUNCTIONS.keys())

/** Binding strength of the binary operators; comparison is handled at its own level. */
const OR = 1
const AND = 2
const COMPARISON = 3
const ADDITIVE = 4
const MULTIPLICATIVE = 5
const EXPONENT = 6

type Shape = Node extends infer N ? (N extends Node ? Omit<N, 'start' | 'end' | 'height'> : never) : never

export type ParseResult = { readonly ok: true; readonly node: Node } | { readonly ok: false; readonly failure: SyntaxFailure }

export interface Names {
  readonly names: NameSet
  readonly members: readonly string[]
}

export class Parser {
  readonly stream: TokenStream
  private nesting = 0
  private inUpperEnd = false

  constructor(stream: TokenStream) {
    this.stream = stream
  }

  private node(start: number, shape: Shape, ...children: readonly Node[]): Node {
    let height = 0
    for (const child of children) if (child.height > height) height = child.height
    if (height >= MAX_HEIGHT) throw new SyntaxFailure('too-deep', start, this.stream.previousEnd)
    return Object.freeze({ ...shape, start, end: this.stream.previousEnd, height: height + 1 }) as Node
  }

  private nested<T>(read: () => T): T {
    if (++this.nesting > MAX_NESTING) this.stream.fail('too-deep')
    const result = read()
    this.nesting--
    return result
  }

  expression(): Node {
    return this.nested(() => this.binary(OR))
  }

  private binary(level: number, given?: Node): Node {
    let left = given ?? this.unary()
    for (;;) {
      const next = this.operatorAt(level, left)
      if (!next) return left
      left = next
    }
  }

  /** One more operator of at least the given strength after `left`, or null. */
  private operatorAt(level: number, left: Node): Node | null {
    const { kind, text } = this.stream.current
    if (kind === 'operator') return this.signAt(level, left, text)
    if (kind !== 'name') return null
    if ((text === 'or' && level <= OR) || (text === 'and' && level <= AND)) {
      this.stream.at++
      const right = this.nested(() => this.binary(text === 'or' ? AND : COMPARISON))
      return this.node(left.start, { kind: text, left, right }, left, right)
    }
    if (level > COMPARISON) return null
    if (this.stream.takeWord('between')) return this.between(left)
    if (this.stream.takeWord('in')) return this.membership(left)
    return null
  }

  private signAt(level: number, left: Node, text: string): Node | null {
    if (COMPARISONS.has(text)) {
      if (level > COMPARISON) return null
      this.stream.at++
      const right = this.nested(() => this.binary(ADDITIVE))
      return this.node(left.start, { kind: 'comparison', operator: text as ComparisonOperator, left, right }, left, right)
    }
    const strength =
      text === '+' || text === '-' ? ADDITIVE : text === '*' || text === '/' ? MULTIPLICATIVE : text === '**' ? EXPONENT : 0
    if (strength === 0 || strength < level) return null
    this.stream.at++
    const right = this.nested(() => this.binary(strength + 1))
    return this.node(left.start, { kind: 'arithmetic', operator: text as ArithmeticOperator, left, right }, left, right)
  }

  private between(operand: Node): Node {
    const low = this.nested(() => this.binary(ADDITIVE))
    this.stream.expectWord('and')
    const high = this.nested(() => this.binary(ADDITIVE))
    return this.node(operand.start, { kind: 'between', operand, low, high }, operand, low, high)
  }

  private membership(operand: Node): Node {
    const tests = this.nested(() => this.membershipTests())
    return this.node(operand.start, { kind: 'in', operand, tests }, operand, ...tests)
  }

  private membershipTests(): readonly Node[] {
    if (!this.stream.isOperator('(')) return [this.test(ADDITIVE)]
    const start = this.stream.current.start
    this.stream.at++
    const first = this.test(OR)
    if (this.stream.takeOperator('..')) return [this.binary(ADDITIVE, this.postfix(this.rangeAfter(start, first, false)))]
    if (this.stream.isOperator(',')) {
      const tests = [first]
      while (this.stream.takeOperator(',')) tests.push(this.test(OR))
      this.stream.expectOperator(')')
      return tests
    }
    this.stream.expectOperator(')')
    return [first.kind === 'test' ? first : this.binary(ADDITIVE, this.postfix(first))]
  }

  /** A positive unary test: `< 5`, or an expression of at least the given strength. */
  test(level: number): Node {
    const { kind, text, start } = this.stream.current
    if (kind === 'operator' && COMPARISONS.has(text)) {
      this.stream.at++
      const operand = this.nested(() => this.binary(ADDITIVE))
      return this.node(start, { kind: 'test', operator: text as ComparisonOperator, operand }, operand)
    }
    return level === OR ? this.expression() : this.nested(() => this.binary(level))
  }

  private unary(): Node {
    const start = this.stream.current.start
    if (!this.stream.takeOperator('-')) return this.instanceOf(this.postfix(this.primary()))
    const operand = this.nested(() => this.unary())
    return this.node(start, { kind: 'negation', operand }, operand)
  }

  private instanceOf(operand: Node): Node {
    if (!this.stream.isWord('instance') || this.stream.peek().text !== 'of') return operand
    this.stream.at += 2
    const type = parseType(this.stream)
    return this.node(operand.start, { kind: 'instance-of', operand, type }, operand)
  }

  private postfix(given: Node): Node {
    let operand = given
    for (;;) {
      const start = operand.start
      if (this.stream.takeOperator('.')) {
        const name = this.stream.takeMember()
        operand = this.node(start, { kind: 'path', operand, name }, operand)
      } else if (this.stream.isOperator('[') && !this.closesRange()) {
        this.stream.at++
        const condition = this.filterCondition()
        operand = this.node(start, { kind: 'filter', operand, condition }, operand, condition)
      } else if (this.stream.takeOperator('(')) {
        operand = this.enclosed(() => this.call(operand))
      } else return operand
    }
  }

  /** Whether a `[` after the upper end of a range closes it: nothing that follows could be a filter. */
  private closesRange(): boolean {
    if (!this.inUpperEnd) return false
    const before = this.stream.peek(-1).kind
    if (before === 'number' || before === 'string') return true
    const { kind, text } = this.stream.peek()
    if (kind === 'operator') return !'([{@-'.includes(text)
    return kind === 'end' || (kind === 'name' && FOLLOWING.has(text))
  }

  /** Reads what stands in brackets of its own: a range around it has no say in there. */
  private enclosed<T>(read: () => T): T {
    const outer = this.inUpperEnd
    this.inUpperEnd = false
    const result = this.nested(read)
    this.inUpperEnd = outer
    return result
  }

  private filterCondition(): Node {
    this.stream.filterDepth++
    const condition = this.enclosed(() => this.expression())
    this.stream.filterDepth--
    this.stream.expectOperator(']')
    return condition
  }

  private call(callee: Node): Node {
    const args: Node[] = []
    const names: string[] = []
    if (!this.stream.isOperator(')')) {
      do {
        if (this.isNamedArgument()) {
          names.push(this.stream.current.kind === 'string' ? this.takeString() : this.stream.takeDeclaredName(':'))
          this.stream.expectOperator(':')
        }
        args.push(this.expression())
      } while (this.stream.takeOperator(','))
    }
    if (names.length > 0 && names.length !== args.length) this.stream.fail('mixed-arguments')
    this.stream.expectOperator(')')
    return this.node(callee.start, { kind: 'call', callee, args, ...(names.length > 0 ? { names } : {}) }, callee, ...args)
  }

  private takeString(): string {
    const { text } = this.stream.current
    this.stream.at++
    return text
  }

  private isNamedArgument(): boolean {
    for (let offset = 0; ; offset++) {
      const { kind, text } = this.stream.peek(offset)
      if (text === ':' && kind === 'operator') return offset > 0
      const namePart = kind === 'name' || kind === 'number' || (kind === 'operator' && "-+*/.'".includes(text))
      if (!namePart && !(kind === 'string' && offset === 0)) return false
    }
  }

  private primary(): Node {
    const { kind, text, start } = this.stream.current
    const name = this.stream.takeName()
    if (name !== null) return this.node(start, { kind: 'name', name })
    if (kind === 'number' || kind === 'string') return this.literal(kind, text, start)
    if (kind === 'name') return this.keyword(text, start)
    if (kind === 'operator') return this.bracketed(text, start)
    return this.stream.fail('unexpected-token')
  }

  private literal(kind: 'number' | 'string', text: string, start: number): Node {
    this.stream.at++
    if (kind === 'string') return this.node(start, { kind: 'literal', value: text })
    const value = parseNumber(text)
    return this.node(start, value === null ? { kind: 'overflow' } : { kind: 'literal', value })
  }

  private keyword(word: string, start: number): Node {
    switch (word) {
      case 'true':
      case 'false':
      case 'null':
        this.stream.at++
        return this.node(start, { kind: 'literal', value: word === 'null' ? null : word === 'true' })
      case 'if':
        return this.conditional(start)
      case 'for':
        return this.iteration(start)
      case 'some':
      case 'every':
        return this.quantified(word, start)
      case 'function':
        return this.definition(start)
      default:
        return this.stream.fail('unexpected-token')
    }
  }

  private bracketed(sign: string, start: number): Node {
    this.stream.at++
    switch (sign) {
      case '(':
        return this.enclosed(() => this.parenthesised(start))
      case '[':
        return this.enclosed(() => this.listOrRange(start))
      case ']':
        return this.enclosed(() => this.openRange(start))
      case '{':
        return this.enclosed(() => this.context(start))
      case '@':
        return this.temporal(start)
      default:
        this.stream.at--
        return this.stream.fail('unexpected-token')
    }
  }

  private temporal(start: number): Node {
    if (this.stream.current.kind !== 'string') this.stream.fail('expected-string')
    const text = this.takeString()
    return this.node(start, { kind: 'temporal', text })
  }

  private parenthesised(start: number): Node {
    const inner = this.test(OR)
    if (inner.kind !== 'test' && this.stream.takeOperator('..')) return this.rangeAfter(start, inner, false)
    this.stream.expectOperator(')')
    return inner
  }

  private openRange(start: number): Node {
    const low = this.expression()
    this.stream.expectOperator('..')
    return this.rangeAfter(start, low, false)
  }

  private rangeAfter(start: number, low: Node, lowIncluded: boolean): Node {
    const outer = this.inUpperEnd
    this.inUpperEnd = true
    const high = this.expression()
    this.inUpperEnd = outer
    const highIncluded = this.stream.takeOperator(']')
    if (!highIncluded && !this.stream.takeOperator('[')) this.stream.expectOperator(')')
    return this.node(start, { kind: 'range', low, high, lowIncluded, highIncluded }, low, high)
  }

  private listOrRange(start: number): Node {
    const items: Node[] = []
    if (!this.stream.isOperator(']')) {
      items.push(this.test(OR))
      if (this.stream.takeOperator('..')) return this.rangeAfter(start, items[0]!, true)
      while (this.stream.takeOperator(',')) items.push(this.test(OR))
    }
    this.stream.expectOperator(']')
    return this.node(start, { kind: 'list', items }, ...items)
  }

  private context(start: number): Node {
    const entries: { key: string; value: Node }[] = []
    this.stream.pushScope()
    if (!this.stream.isOperator('}')) {
      do {
        const key = this.stream.current.kind === 'string' ? this.takeString() : this.stream.takeDeclaredName(':')
        this.stream.expectOperator(':')
        const value = this.expression()
        if (entries.some((entry) => entry.key === key)) this.stream.fail('duplicate-key', key)
        entries.push({ key, value })
        this.stream.declare(key)
        this.stream.members.add(key)
      } while (this.stream.takeOperator(','))
    }
    this.stream.popScope()
    this.stream.expectOperator('}')
    return this.node(start, { kind: 'context', entries }, ...entries.map((entry) => entry.value))
  }

  private conditional(start: number): Node {
    this.stream.at++
    const condition = this.expression()
    this.stream.expectWord('then')
    const whenTrue = this.expression()
    this.stream.expectWord('else')
    const whenFalse = this.expression()
    return this.node(start, { kind: 'if', condition, whenTrue, whenFalse }, condition, whenTrue, whenFalse)
  }

  private bindings(): Binding[] {
    const bindings: Binding[] = []
    this.stream.pushScope()
    do {
      const name = this.stream.takeDeclaredName('in')
      this.stream.expectWord('in')
      const domain = this.domain()
      bindings.push({ name, domain })
      this.stream.declare(name)
    } while (this.stream.takeOperator(','))
    return bindings
  }

  private domain(): Node {
    const low = this.expression()
    if (!this.stream.takeOperator('..')) return low
    const high = this.expression()
    return this.node(low.start, { kind: 'interval', low, high }, low, high)
  }

  private iteration(start: number): Node {
    this.stream.at++
    const bindings = this.bindings()
    this.stream.expectWord('return')
    this.stream.declare('partial')
    const body = this.expression()
    this.stream.popScope()
    return this.node(start, { kind: 'for', bindings, body }, body, ...bindings.map((binding) => binding.domain))
  }

  private quantified(kind: 'some' | 'every', start: number): Node {
    this.stream.at++
    const bindings = this.bindings()
    this.stream.expectWord('satisfies')
    const body = this.expression()
    this.stream.popScope()
    return this.node(start, { kind, bindings, body }, body, ...bindings.map((binding) => binding.domain))
  }

  private definition(start: number): Node {
    this.stream.at++
    const parameters: { name: string; type?: TypeNode }[] = []
    this.stream.expectOperator('(')
    while (!this.stream.takeOperator(')')) {
      if (parameters.length > 0) this.stream.expectOperator(',')
      const name = this.stream.takeDeclaredName(':', ',', ')')
      parameters.push(this.stream.takeOperator(':') ? { name, type: parseType(this.stream) } : { name })
    }
    const external = this.stream.takeWord('external')
    this.stream.pushScope(parameters.map((parameter) => parameter.name))
    const body = this.expression()
    this.stream.popScope()
    return this.node(start, { kind: 'function', parameters, body, external }, body)
  }

  /** Unary tests (rules 13 to 17). */
  unaryTests(): Node {
    const start = this.stream.current.start
    if (this.stream.isOperator('-') && this.stream.peek().kind === 'end') {
      this.stream.at++
      return this.node(start, { kind: 'anything' })
    }
    return this.negatedTests(start) ?? this.testList(start, false)
  }

  private negatedTests(start: number): Node | null {
    if (!this.stream.isWord('not') || this.stream.peek().text !== '(') return null
    this.stream.at += 2
    const tests = this.testList(start, true)
    this.stream.expectOperator(')')
    if (this.stream.current.kind === 'end') return tests
    // `not(a) and b`: the negation was only the beginning of an expression.
    this.stream.at = 0
    return null
  }

  private testList(start: number, negated: boolean): Node {
    const tests: Node[] = []
    do tests.push(this.test(OR))
    while (this.stream.takeOperator(','))
    return this.node(start, { kind: 'unary-tests', tests, negated }, ...tests)
  }
}

/** Reads an expression or unary tests; the first error ends reading. */
export function parse(source: string, grammar: 'expression' | 'unary-tests', names: Names): ParseResult {
  const { tokens, error } = tokenize(source)
  if (error)
    return { ok: false, failure: new SyntaxFailure(error.code, error.start, error.end, source.slice(error.start, error.end)) }
  const members = new NameSet([...PROPERTY_NAMES, ...names.members])
  const parser = new Parser(new TokenStream(source, tokens, [BUILTINS, names.names], members))
  try {
    const node = grammar === 'expression' ? parser.expression() : parser.unaryTests()
    if (parser.stream.current.kind !== 'end') parser.stream.fail('unexpected-token')
    return { ok: true, node }
  } catch (failure) {
    if (failure instanceof SyntaxFailure) return { ok: false, failure }
    throw failure
  }
}
