/** A text as FEEL string literal (DMN 1.5, grammar rules 35 and 64). */
export const feelString = (text: string): string => `"${text.replace(/["\\\n\r\t]/g, (character) => escapes[character]!)}"`

const escapes: Readonly<Record<string, string>> = { '"': '\\"', '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' }

/** The text of a FEEL string literal that `feelString` could have written, `undefined` for any other expression. */
export function staticText(feel: string): string | undefined {
  if (!/^"(?:[^"\\]|\\.)*"$/s.test(feel)) return undefined
  return feel.slice(1, -1).replace(/\\(.)/gs, (_, character: string) => unescapes[character] ?? character)
}

const unescapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' }
