import type { LocalText } from '@fachwerk/problem'

/** JUEL: Camunda 7's `${…}` (JSR 341); plain: a text whose language nobody named, or one that we know only where it reads like any other. */
export type ForeignLanguage = 'juel' | 'javascript' | 'plain'

export interface ForeignToken {
  readonly kind: 'name' | 'number' | 'string' | 'sign' | 'end'
  /** Value of a string or number, otherwise as written. */
  readonly text: string
}

/** Thrown inside the converter only, caught at its border: the expression cannot be said in FEEL. */
export class NotConvertible extends Error {
  readonly reason: LocalText
  constructor(reason: LocalText) {
    super(reason.en)
    this.reason = reason
  }
}

const pattern =
  /\s*(?:([\p{L}_$][\p{L}\p{N}_$]*)|(0[xXbBoO]\w+|(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?[\w$]*)|"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|(\.\.\.|>>>|===|!==|\*\*|=>|\?\?|\?\.(?!\d)|&&|\|\||<=|>=|==|!=|<<|>>|\+\+|[-+*/%&|^]=|[-+*/%!<>=?:.,()[\]{};&|^~`]))/uy

/** Tokens of the unified expression language, and of JavaScript as far as expressions go. */
export function foreignTokens(source: string, language: ForeignLanguage): ForeignToken[] {
  const tokens: ForeignToken[] = []
  const text = source.trimEnd()
  pattern.lastIndex = 0
  while (pattern.lastIndex < text.length) {
    const at = pattern.lastIndex
    const match = pattern.exec(text)
    if (!match) {
      const rest = text.slice(at).trim().slice(0, 12)
      throw new NotConvertible({ de: `„${rest}“ verstehen wir hier nicht.`, en: `"${rest}" is not understood here.` })
    }
    tokens.push(tokenOf(match, language))
  }
  tokens.push({ kind: 'end', text: '' })
  return tokens
}

function tokenOf([, name, number, double, single, sign]: RegExpExecArray, language: ForeignLanguage): ForeignToken {
  if (name !== undefined) return { kind: 'name', text: name }
  if (number !== undefined) return { kind: 'number', text: decimal(number) }
  if (sign !== undefined) return { kind: 'sign', text: sign }
  return { kind: 'string', text: unescaped(double ?? single ?? '', language) }
}

/** As FEEL writes it: digits before the point, none without digits after it. */
function decimal(written: string): string {
  if (!/^(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(written) || /^0\d/.test(written))
    throw new NotConvertible({
      de: `die Zahl „${written}“ ist nicht als Dezimalzahl geschrieben.`,
      en: `the number "${written}" is not written as a decimal.`,
    })
  return written.replace(/^\./, '0.').replace(/\.(?=$|[eE])/, '')
}

/** JUEL knows `\\`, `\"` and `\'` only (JSR 341, 1.3); a text of unknown language may mean a backslash or an escape. */
function unescaped(text: string, language: ForeignLanguage): string {
  if (!text.includes('\\')) return text
  if (language === 'plain') throw unclearEscape('\\')
  return text.replace(/\\(u\{[\da-fA-F]{1,6}\}|u[\da-fA-F]{4}|x[\da-fA-F]{2}|.)/gsu, (_, escape: string) => {
    if (/^["'\\]$/.test(escape)) return escape
    if (language === 'juel') throw unclearEscape(`\\${escape}`)
    if (escape.length > 1) return codePoint(Number.parseInt(escape.replace(/[ux{}]/g, ''), 16))
    if (/[\dux\r\n\u2028\u2029]/.test(escape)) throw unclearEscape(`\\${escape}`)
    return escapes[escape] ?? escape
  })
}

function codePoint(code: number): string {
  if (code > 0x10ffff) throw unclearEscape(`\\u{${code.toString(16)}}`)
  return String.fromCodePoint(code)
}

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f', v: '\v' }

const unclearEscape = (escape: string): NotConvertible =>
  new NotConvertible({
    de: `das Zeichen „${escape}“ in einem Text ist hier nicht eindeutig.`,
    en: `"${escape}" inside a text is not clear here.`,
  })
