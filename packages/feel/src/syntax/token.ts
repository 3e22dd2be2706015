/** Lexical grammar of FEEL (DMN 1.5, 10.3.1.2, rules 24 to 38). */
export type TokenKind = 'name' | 'number' | 'string' | 'operator' | 'end'

export interface Token {
  readonly kind: TokenKind
  /** The token as written; for a string its value. */
  readonly text: string
  readonly start: number
  readonly end: number
}

/** A character no token begins with, or a string or comment without end. */
export interface LexicalError {
  readonly code: 'unexpected-character' | 'unterminated-string' | 'unterminated-comment'
  readonly start: number
  readonly end: number
}

const NAME_START = String.raw`?_\p{L}\p{Nl}\p{Extended_Pictographic}\u{10000}-\u{EFFFF}`
const NAME = new RegExp(`[${NAME_START}][${NAME_START}\\p{Nd}\\p{Mn}\\p{Mc}\\u00B7\\u203F-\\u2040]*`, 'uy')
const NUMBER = /(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?/y
const STRING = /"[^"\\]*(?:\\[^][^"\\]*)*"/y
const SPACE = /(?:[\s\u0085\u180e\u200b\ufeff]+|\/\/[^\n\r]*|\/\*[^]*?\*\/)+/y
const OPERATOR = /\*\*|\.\.|->|!=|<=|>=|[-+*/=<>()[\]{},:.@']/y

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '"': '"', "'": "'", '\\': '\\' }
const ESCAPE = /\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{6})|([^]))/g

/** The value of a string literal: escapes of rule 35; an unknown escape stands for itself. */
function unescape(body: string): string {
  if (!body.includes('\\')) return body
  return body.replace(ESCAPE, (all: string, four?: string, six?: string, letter?: string) => {
    if (letter !== undefined) return ESCAPES[letter] ?? all
    const code = Number.parseInt(four ?? six ?? '0', 16)
    return code > 0x10ffff ? all : four === undefined ? String.fromCodePoint(code) : String.fromCharCode(code)
  })
}

function match(pattern: RegExp, source: string, at: number): string | null {
  pattern.lastIndex = at
  return pattern.exec(source)?.[0] ?? null
}

function nextToken(source: string, at: number): Token | LexicalError {
  const make = (kind: TokenKind, raw: string, text = raw): Token => ({ kind, text, start: at, end: at + raw.length })
  const name = match(NAME, source, at)
  if (name !== null) return make('name', name)
  const number = match(NUMBER, source, at)
  if (number !== null) return make('number', number)
  if (source[at] === '"') {
    const string = match(STRING, source, at)
    if (string === null) return { code: 'unterminated-string', start: at, end: source.length }
    return make('string', string, unescape(string.slice(1, -1)))
  }
  if (source.startsWith('/*', at)) return { code: 'unterminated-comment', start: at, end: source.length }
  const operator = match(OPERATOR, source, at)
  if (operator !== null) return make('operator', operator)
  return { code: 'unexpected-character', start: at, end: at + String.fromCodePoint(source.codePointAt(at)!).length }
}

export function tokenize(source: string): { readonly tokens: readonly Token[]; readonly error?: LexicalError } {
  const tokens: Token[] = []
  let at = 0
  for (;;) {
    at += match(SPACE, source, at)?.length ?? 0
    if (at >= source.length) break
    const token = nextToken(source, at)
    if ('code' in token) return { tokens, error: token }
    tokens.push(token)
    at = token.end
  }
  tokens.push({ kind: 'end', text: '', start: source.length, end: source.length })
  return { tokens }
}
