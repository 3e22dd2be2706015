import type { LocalText } from '@fachwerk/problem'
import { feelString } from './feel-string.ts'
import { convertFunction, convertMethod, emptyTest, type Receiver } from './juel-methods.ts'
import { juelTokens, NotConvertible, type JuelToken } from './juel-tokens.ts'

export type Conversion = { readonly ok: true; readonly feel: string } | { readonly ok: false; readonly reason: LocalText }

/** Longer expressions are programs, not conditions; also bounds the recursion. */
const maxLength = 2000
const tooLong: LocalText = { de: 'er ist zu lang.', en: 'it is too long.' }

/** Text with `${…}` or `#{…}` in it, as in Camunda 7 attributes. One expression alone keeps its type; mixed text becomes a string. */
export function templateToFeel(template: string): Conversion {
  if (template.length > maxLength) return { ok: false, reason: tooLong }
  const parts = [...template.trim().matchAll(/[$#]\{((?:[^}"']|"[^"]*"|'[^']*')*)\}|[$#]\{|((?:(?![$#]\{).)+)/gs)]
  if (parts.length === 1 && parts[0]![1] !== undefined) return juelToFeel(parts[0]![1])
  const pieces: string[] = []
  for (const [, expression, literal] of parts) {
    if (literal !== undefined) pieces.push(feelString(literal))
    else if (expression === undefined)
      return { ok: false, reason: { de: 'er ist nicht mit „}“ geschlossen.', en: 'it is not closed by "}".' } }
    else {
      const converted = juelToFeel(expression)
      if (!converted.ok) return converted
      pieces.push(`string(${converted.feel})`)
    }
  }
  return { ok: true, feel: pieces.join(' + ') }
}

/** The inside of `${…}`, and conditions in JavaScript as far as they look the same. */
export function juelToFeel(source: string): Conversion {
  if (source.length > maxLength) return { ok: false, reason: tooLong }
  try {
    return { ok: true, feel: new Converter(juelTokens(source)).convert() }
  } catch (thrown) {
    if (thrown instanceof NotConvertible) return { ok: false, reason: thrown.reason }
    throw thrown
  }
}

/** Binary operators from the loosest to the tightest binding; comparisons do not chain in FEEL. */
const levels: readonly Readonly<Record<string, string>>[] = [
  { '||': 'or', or: 'or' },
  { '&&': 'and', and: 'and' },
  {
    '=': '=',
    '==': '=',
    '===': '=',
    eq: '=',
    '!=': '!=',
    '!==': '!=',
    ne: '!=',
    '<': '<',
    lt: '<',
    '>': '>',
    gt: '>',
    '<=': '<=',
    le: '<=',
    '>=': '>=',
    ge: '>=',
  },
  { '+': '+', '-': '-' },
  { '*': '*', '/': '/', div: '/', '%': '%', mod: '%' },
]
const comparisonLevel = 2

/** Words that FEEL or JUEL read as something else than a variable. */
const reserved = new Set(
  'in if then else for return some every satisfies between instance of function external or and not empty eq ne lt gt le ge div mod new var typeof'.split(
    ' ',
  ),
)

/** Recursive descent; each method gives the FEEL text of what it has read. Operators keep their parentheses by binding strength. */
class Converter {
  private readonly tokens: readonly JuelToken[]
  private at = 0
  private depth = 0

  constructor(tokens: readonly JuelToken[]) {
    this.tokens = tokens
  }

  convert(): string {
    const feel = this.ternary()
    if (this.peek().kind !== 'end') throw this.unexpected()
    return feel
  }

  private ternary(): string {
    if (++this.depth > 100) throw new NotConvertible({ de: 'er ist zu tief verschachtelt.', en: 'it is nested too deeply.' })
    const condition = this.binary(0)
    let feel = condition
    if (this.take('?')) {
      const yes = this.ternary()
      this.expect(':')
      feel = `if ${condition} then ${yes} else ${this.ternary()}`
    }
    this.depth--
    return feel
  }

  private binary(level: number): string {
    const operators = levels[level]
    if (!operators) return this.unary()
    let left = this.binary(level + 1)
    for (let operator = this.operator(operators); operator; operator = this.operator(operators)) {
      const right = this.binary(level + 1)
      left = operator === '%' ? `modulo(${left}, ${right})` : `${left} ${operator} ${right}`
      if (level === comparisonLevel && this.operator(operators)) throw this.unexpected()
    }
    return left
  }

  private unary(): string {
    if (++this.depth > 100) throw new NotConvertible({ de: 'er ist zu tief verschachtelt.', en: 'it is nested too deeply.' })
    const feel = this.prefixed()
    this.depth--
    return feel
  }

  private prefixed(): string {
    if (this.take('!') || this.take('not')) return `not(${this.unary()})`
    if (this.take('-')) return `-${this.unary()}`
    if (this.take('empty')) return emptyTest(this.unary())
    return this.path(this.primary())
  }

  private primary(): Receiver {
    const token = this.next()
    switch (token.kind) {
      case 'number':
        return { feel: token.text }
      case 'string':
        return { feel: feelString(token.text) }
      case 'name':
        return this.named(token.text)
      case 'sign':
        if (token.text === '(') {
          const feel = `(${this.ternary()})`
          this.expect(')')
          return { feel }
        }
    }
    this.at--
    throw this.unexpected()
  }

  private named(name: string): Receiver {
    if (name === 'true' || name === 'false' || name === 'null') return { feel: name }
    if (this.take('(')) return { feel: convertFunction(name, this.parameters()) }
    if (reserved.has(name) || name.includes('$'))
      throw new NotConvertible({ de: `„${name}“ ist kein Name.`, en: `"${name}" is not a name.` })
    // Camunda 7 counts the items of a multi-instance from 0, here they count from 1.
    return name === 'loopCounter' ? { feel: '(loopCounter - 1)' } : { feel: name, name }
  }

  private path(start: Receiver): string {
    let receiver = start
    for (;;) {
      if (this.take('.')) receiver = this.member(receiver)
      else if (this.take('[')) receiver = this.indexed(receiver)
      else break
    }
    if (receiver.name === 'execution' || receiver.name === 'task') throw engineObject(receiver.name)
    return receiver.feel
  }

  private member(receiver: Receiver): Receiver {
    const token = this.next()
    if (token.kind !== 'name') throw this.unexpected()
    if (this.take('(')) return { feel: convertMethod(receiver, token.text, this.parameters()) }
    if (receiver.name === 'execution' || receiver.name === 'task') throw engineObject(`${receiver.name}.${token.text}`)
    return { feel: `${receiver.feel}.${token.text}` }
  }

  /** `a['b']` is a path; lists count from 0 in JUEL and from 1 in FEEL. */
  private indexed(receiver: Receiver): Receiver {
    const token = this.next()
    this.expect(']')
    if (token.kind === 'string' && /^[A-Za-z_]\w*$/.test(token.text)) return { feel: `${receiver.feel}.${token.text}` }
    if (token.kind === 'number' && /^\d+$/.test(token.text)) return { feel: `${receiver.feel}[${Number(token.text) + 1}]` }
    throw this.unexpected()
  }

  private parameters(): string[] {
    const parameters: string[] = []
    if (this.take(')')) return parameters
    do parameters.push(this.ternary())
    while (this.take(','))
    this.expect(')')
    return parameters
  }

  private operator(operators: Readonly<Record<string, string>>): string | undefined {
    const token = this.peek()
    if (token.kind === 'string' || !Object.hasOwn(operators, token.text)) return undefined
    this.at++
    return operators[token.text]
  }

  private peek(): JuelToken {
    return this.tokens[Math.min(this.at, this.tokens.length - 1)]!
  }

  private next(): JuelToken {
    const token = this.peek()
    this.at++
    return token
  }

  private take(text: string): boolean {
    const token = this.peek()
    if (token.kind === 'string' || token.text !== text || token.kind === 'end') return false
    this.at++
    return true
  }

  private expect(text: string): void {
    if (!this.take(text)) throw this.unexpected()
  }

  private unexpected(): NotConvertible {
    const { text, kind } = this.peek()
    if (kind === 'end') return new NotConvertible({ de: 'er endet zu früh.', en: 'it ends too early.' })
    return new NotConvertible({ de: `„${text}“ haben wir hier nicht erwartet.`, en: `"${text}" was not expected here.` })
  }
}

const engineObject = (name: string): NotConvertible =>
  new NotConvertible({
    de: `„${name}“ ist ein Objekt der Camunda-7-Engine.`,
    en: `"${name}" is an object of the Camunda 7 engine.`,
  })
