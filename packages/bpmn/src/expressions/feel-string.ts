/** A text as FEEL string literal (DMN 1.5, grammar rules 35 and 64). */
export const feelString = (text: string): string => `"${text.replace(/["\\\n\r\t]/g, (character) => escapes[character]!)}"`

const escapes: Readonly<Record<string, string>> = { '"': '\\"', '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' }

/** The text of a FEEL string literal that `feelString` could have written, `undefined` for any other expression. */
export function staticText(feel: string): string | undefined {
  if (!isOneLiteral(feel)) return undefined
  return feel.slice(1, -1).replace(/\\(.)/gs, (_, character: string) => unescapes[character] ?? character)
}

/** Read by hand: on a very long text a regular expression would run out of stack. */
function isOneLiteral(feel: string): boolean {
  if (!feel.startsWith('"')) return false
  let at = 1
  while (at < feel.length && feel[at] !== '"') at += feel[at] === '\\' ? 2 : 1
  return at === feel.length - 1
}

const unescapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' }
