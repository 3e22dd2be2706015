// oxlint-disable-next-line no-control-regex -- JSON forbids control characters in texts
const token = /\s*("(?:[^"\\\u0000-\u001f]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null|[[\]{},:])/y

/** Offset of the first thing that JSON does not allow: engines word their messages differently and often leave the place out. */
export function jsonErrorOffset(text: string): number {
  const open: ('[' | '{')[] = []
  let expected: 'value' | 'value-or-end' | 'key' | 'key-or-end' | 'colon' | 'comma-or-end' | 'end' = 'value'
  let offset = 0
  const afterValue = (): typeof expected => (open.length === 0 ? 'end' : 'comma-or-end')
  for (;;) {
    token.lastIndex = offset
    const found = token.exec(text)?.[1]
    const start = found === undefined ? offset + /^\s*/.exec(text.slice(offset))![0].length : token.lastIndex - found.length
    const isClosing = (found === ']' && open.at(-1) === '[') || (found === '}' && open.at(-1) === '{')
    if (found === undefined || expected === 'end') return start
    if (isClosing && (expected === 'comma-or-end' || expected === 'value-or-end' || expected === 'key-or-end')) {
      open.pop()
      expected = afterValue()
    } else if (expected.startsWith('value')) {
      if (found === '[' || found === '{') {
        open.push(found)
        expected = found === '[' ? 'value-or-end' : 'key-or-end'
      } else if (']},:'.includes(found)) return start
      else expected = afterValue()
    } else if (expected.startsWith('key')) {
      if (!found.startsWith('"')) return start
      expected = 'colon'
    } else if (expected === 'colon') {
      if (found !== ':') return start
      expected = 'value'
    } else {
      if (found !== ',') return start
      expected = open.at(-1) === '[' ? 'value' : 'key'
    }
    offset = token.lastIndex
  }
}
