import { foreignTokens, NotConvertible, type ForeignLanguage, type ForeignToken } from './foreign-tokens.ts'

/** What is written, whatever it means: the operators keep the spelling of JavaScript. */
export type ForeignNode =
  | { readonly kind: 'literal'; readonly type: 'string' | 'number' | 'boolean' | 'null'; readonly text: string }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'list'; readonly items: readonly ForeignNode[] }
  | { readonly kind: 'member'; readonly of: ForeignNode; readonly name: string }
  | { readonly kind: 'index'; readonly of: ForeignNode; readonly index: ForeignNode }
  | { readonly kind: 'call'; readonly of?: ForeignNode; readonly name: string; readonly parameters: readonly ForeignNode[] }
  | { readonly kind: 'unary'; readonly operator: UnaryOperator; readonly of: ForeignNode }
  | { readonly kind: 'binary'; readonly operator: string; readonly left: ForeignNode; readonly right: ForeignNode }
  | { readonly kind: 'choice'; readonly condition: ForeignNode; readonly yes: ForeignNode; readonly no: ForeignNode }

/** `truthy` is written by nobody: see `withTruthTests`. */
export type UnaryOperator = '!' | '-' | 'empty' | 'typeof' | 'truthy'

/** Binary operators from the loosest to the tightest binding, with JUEL's words for them (JSR 341, 1.14). */
const levels: readonly Readonly<Record<string, string>>[] = [
  { '||': '||', or: '||', '??': '??' },
  { '&&': '&&', and: '&&' },
  { '=': '=', '==': '==', '===': '===', eq: '==', '!=': '!=', '!==': '!==', ne: '!=' },
  { '<': '<', lt: '<', '>': '>', gt: '>', '<=': '<=', le: '<=', '>=': '>=', ge: '>=' },
  { '+': '+', '-': '-' },
  { '*': '*', '/': '/', div: '/', '%': '%', mod: '%' },
]
const comparisons = new Set([2, 3])
const words = new Set('or and eq ne lt gt le ge div mod not empty'.split(' '))

/** Words that FEEL or one of the languages reads as something else than a variable. */
const reserved = new Set(
  'in if then else for return some every satisfies between instance of function external or and not empty eq ne lt gt le ge div mod new var let const typeof instanceof delete void await yield this class throw try catch while do switch async super NaN Infinity'.split(
    ' ',
  ),
)

const maxDepth = 100

/** Reads one expression by recursive descent; throws `NotConvertible` with the reason. */
export function readForeign(source: string, language: ForeignLanguage): ForeignNode {
  return new Reader(foreignTokens(source, language), language).read()
}

class Reader {
  private readonly tokens: readonly ForeignToken[]
  private readonly language: ForeignLanguage
  private at = 0
  private depth = 0

  constructor(tokens: readonly ForeignToken[], language: ForeignLanguage) {
    this.tokens = tokens
    this.language = language
  }

  read(): ForeignNode {
    const node = this.choice()
    if (this.peek().kind !== 'end') throw this.unexpected()
    return node
  }

  private choice(): ForeignNode {
    this.enter()
    let node = this.binary(0)
    if (this.take('?')) {
      const yes = this.choice()
      this.expect(':')
      node = { kind: 'choice', condition: node, yes, no: this.choice() }
    }
    this.depth--
    return node
  }

  private binary(level: number): ForeignNode {
    const operators = levels[level]
    if (!operators) return this.unary()
    let left = this.binary(level + 1)
    let before: string | undefined
    for (let operator = this.operator(operators); operator; operator = this.operator(operators)) {
      if (before !== undefined && (comparisons.has(level) || (level === 0 && before !== operator)))
        throw withoutBrackets(operator)
      if (operator === '=' && this.language !== 'plain') throw assignment
      left = { kind: 'binary', operator, left, right: this.binary(level + 1) }
      before = operator
    }
    return left
  }

  private unary(): ForeignNode {
    this.enter()
    const operator = this.prefix()
    const node: ForeignNode = operator ? { kind: 'unary', operator, of: this.unary() } : this.path(this.primary())
    this.depth--
    return node
  }

  private prefix(): UnaryOperator | undefined {
    if (this.take('!') || (this.language !== 'javascript' && this.take('not'))) return '!'
    if (this.take('-')) return '-'
    if (this.language !== 'javascript' && this.take('empty')) return 'empty'
    return this.language === 'javascript' && this.take('typeof') ? 'typeof' : undefined
  }

  private primary(): ForeignNode {
    const token = this.next()
    if (token.kind === 'number' || token.kind === 'string') return { kind: 'literal', type: token.kind, text: token.text }
    if (token.kind === 'name') return this.named(token.text)
    if (token.text === '[' && token.kind === 'sign') return { kind: 'list', items: this.listed(']') }
    if (token.text === '(' && token.kind === 'sign') {
      const node = this.choice()
      this.expect(')')
      return node
    }
    this.at--
    throw this.unexpected()
  }

  private named(name: string): ForeignNode {
    if (name === 'true' || name === 'false') {
      if (this.language === 'plain' && this.take('(')) this.expect(')') // XPath writes true().
      return { kind: 'literal', type: 'boolean', text: name }
    }
    if (name === 'null' || (name === 'undefined' && this.language === 'javascript'))
      return { kind: 'literal', type: 'null', text: name }
    if (reserved.has(name) || name.includes('$')) throw notAName(name)
    if (this.take('(')) return { kind: 'call', name, parameters: this.listed(')') }
    return { kind: 'name', name }
  }

  private path(start: ForeignNode): ForeignNode {
    let node = start
    for (let length = 0; length < maxDepth; length++) {
      if (this.take('?.')) node = this.take('[') ? this.indexed(node) : this.member(node)
      else if (this.take('.')) node = this.member(node)
      else if (this.take('[')) node = this.indexed(node)
      else return node
    }
    throw tooDeep
  }

  private member(of: ForeignNode): ForeignNode {
    const token = this.next()
    if (token.kind !== 'name') {
      this.at--
      throw this.unexpected()
    }
    if (this.take('(')) return { kind: 'call', of, name: token.text, parameters: this.listed(')') }
    return { kind: 'member', of, name: token.text }
  }

  private indexed(of: ForeignNode): ForeignNode {
    const index = this.choice()
    this.expect(']')
    return { kind: 'index', of, index }
  }

  private listed(end: string): ForeignNode[] {
    const items: ForeignNode[] = []
    if (this.take(end)) return items
    do items.push(this.choice())
    while (this.take(','))
    this.expect(end)
    return items
  }

  /** JavaScript has no words for its operators. */
  private operator(operators: Readonly<Record<string, string>>): string | undefined {
    const token = this.peek()
    if (token.kind === 'string' || !Object.hasOwn(operators, token.text)) return undefined
    if (this.language === 'javascript' && words.has(token.text)) return undefined
    this.at++
    return operators[token.text]
  }

  private enter(): void {
    if (++this.depth > maxDepth) throw tooDeep
  }

  private peek(): ForeignToken {
    return this.tokens[Math.min(this.at, this.tokens.length - 1)]!
  }

  private next(): ForeignToken {
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
    const known = kind === 'string' ? undefined : constructs[text]
    if (known) return new NotConvertible({ de: `„${text}“ ${known[0]}`, en: `"${text}" ${known[1]}` })
    return new NotConvertible({ de: `„${text}“ haben wir hier nicht erwartet.`, en: `"${text}" was not expected here.` })
  }
}

const tooDeep = new NotConvertible({ de: 'er ist zu tief verschachtelt.', en: 'it is nested too deeply.' })

const assignment = new NotConvertible({
  de: '„=“ weist einen Wert zu; verglichen wird mit „==“, in FEEL mit „=“.',
  en: '"=" assigns a value; "==" compares, in FEEL "=".',
})

const withoutBrackets = (operator: string): NotConvertible =>
  new NotConvertible({
    de: `vor „${operator}“ fehlen Klammern: So hintereinander hat FEEL diese Zeichen nicht. In FEEL zum Beispiel „x between 1 and 9“.`,
    en: `brackets are missing before "${operator}": FEEL has no such signs in a row. In FEEL for instance "x between 1 and 9".`,
  })

function notAName(name: string): NotConvertible {
  const known = constructs[name]
  return known
    ? new NotConvertible({ de: `„${name}“ ${known[0]}`, en: `"${name}" ${known[1]}` })
    : new NotConvertible({ de: `„${name}“ ist kein Name.`, en: `"${name}" is not a name.` })
}

const bits: readonly [string, string] = ['rechnet mit Bits; das kann FEEL nicht.', 'calculates with bits; FEEL cannot.']
const changes: readonly [string, string] = [
  'ändert einen Wert; ein Ausdruck darf das nicht. Schreiben Sie das als Ausgabezuordnung oder Skriptaufgabe.',
  'changes a value; an expression may not. Write that as an output mapping or a script task.',
]
const statement: readonly [string, string] = [
  'gehört zu einem Programm, nicht zu einem Ausdruck. Berechnen Sie den Wert in einer Skriptaufgabe davor.',
  'belongs to a program, not to an expression. Compute the value in a script task before.',
]
const functions: readonly [string, string] = [
  'schreibt eine Funktion. In FEEL: „some x in liste satisfies x > 1“, „every x in …“ oder „liste[item > 1]“.',
  'writes a function. In FEEL: "some x in list satisfies x > 1", "every x in …" or "list[item > 1]".',
]
const noNumber: readonly [string, string] = [
  'gibt es in FEEL nicht; dort steht null.',
  'does not exist in FEEL; it has null there.',
]

/** Constructs of JavaScript, Java and Groovy which an expression of ours cannot have, and what to write instead. */
const constructs: Readonly<Record<string, readonly [string, string] | undefined>> = {
  '=>': functions,
  function: functions,
  '{': [
    'beginnt ein Objekt oder einen Block. In FEEL: „{name: wert}“ oder „some x in liste satisfies …“.',
    'begins an object or a block. In FEEL: "{name: value}" or "some x in list satisfies …".',
  ],
  ';': statement,
  return: statement,
  var: statement,
  let: statement,
  const: statement,
  if: ['ist hier kein Ausdruck. In FEEL: „if … then … else …“.', 'is no expression here. In FEEL: "if … then … else …".'],
  for: statement,
  while: statement,
  do: statement,
  switch: statement,
  throw: statement,
  try: statement,
  class: statement,
  async: statement,
  await: statement,
  yield: statement,
  new: [
    'legt ein Objekt an. Statt „new Date(…)“ schreiben Sie in FEEL „now()“ oder „date("2026-11-24")“.',
    'makes an object. Instead of "new Date(…)" write "now()" or "date("2026-11-24")" in FEEL.',
  ],
  instanceof: [
    'prüft eine Klasse. In FEEL: „x instance of string“ (oder number, boolean, list<Any>).',
    'tests a class. In FEEL: "x instance of string" (or number, boolean, list<Any>).',
  ],
  in: [
    'sucht in JavaScript nach Namen, in FEEL nach Werten. In FEEL: „x in liste“ oder „objekt.name != null“.',
    'looks for names in JavaScript, for values in FEEL. In FEEL: "x in list" or "object.name != null".',
  ],
  this: ['gibt es in einem Ausdruck nicht. Nennen Sie die Variable.', 'does not exist in an expression. Name the variable.'],
  delete: changes,
  '++': changes,
  '+=': changes,
  '-=': changes,
  '*=': changes,
  '/=': changes,
  '%=': changes,
  '&=': changes,
  '|=': changes,
  '^=': changes,
  '&': bits,
  '|': bits,
  '^': bits,
  '~': bits,
  '<<': bits,
  '>>': bits,
  '>>>': bits,
  '**': [
    'rechnet eine Potenz; schreiben Sie den Ausdruck ganz in FEEL, dort heißt sie ebenso.',
    'is a power; write the whole expression in FEEL, where it is spelt the same.',
  ],
  '+': ['macht aus einem Text eine Zahl. In FEEL: „number(x)“.', 'makes a number of a text. In FEEL: "number(x)".'],
  '`': [
    'beginnt einen Text mit Lücken. In FEEL: „"Nr. " + string(nummer)“.',
    'begins a text with gaps. In FEEL: ""No. " + string(number)".',
  ],
  '...': ['breitet eine Liste aus. In FEEL: „concatenate(a, b)“.', 'spreads a list. In FEEL: "concatenate(a, b)".'],
  '/': [
    'beginnt ein Suchmuster oder einen Kommentar. In FEEL: „matches(text, "muster")“.',
    'begins a pattern or a comment. In FEEL: "matches(text, "pattern")".',
  ],
  void: noNumber,
  NaN: noNumber,
  Infinity: noNumber,
}
