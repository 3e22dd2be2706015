import type { LocalText } from '@fachwerk/problem'

export interface JuelToken {
  readonly kind: 'name' | 'number' | 'string' | 'sign' | 'end'
  /** Value of a string, otherwise as written. */
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
  /\s*(?:([A-Za-z_$][\w$]*)|(\d+(?:\.\d+)?)|"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|(===?|!==?|<=|>=|&&|\|\||[-+*/%!<>=?:.,()[\]]))/y

/** Tokens of the unified expression language as Camunda 7 uses it. */
export function juelTokens(source: string): JuelToken[] {
  const tokens: JuelToken[] = []
  const text = source.trimEnd()
  pattern.lastIndex = 0
  while (pattern.lastIndex < text.length) {
    const at = pattern.lastIndex
    const match = pattern.exec(text)
    if (!match) {
      const rest = text.slice(at).trim().slice(0, 12)
      throw new NotConvertible({ de: `„${rest}“ verstehen wir hier nicht.`, en: `"${rest}" is not understood here.` })
    }
    tokens.push(tokenOf(match))
  }
  tokens.push({ kind: 'end', text: '' })
  return tokens
}

function tokenOf([, name, number, double, single, sign]: RegExpExecArray): JuelToken {
  if (name !== undefined) return { kind: 'name', text: name }
  if (number !== undefined) return { kind: 'number', text: number }
  if (sign !== undefined) return { kind: 'sign', text: sign }
  return { kind: 'string', text: (double ?? single ?? '').replace(/\\(.)/gs, '$1') }
}
