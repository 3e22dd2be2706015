const closers: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' }

/** Splits unary tests at their top-level commas, so that each can be ranked on its own: `"High", "Low"` has two. */
export const splitTests = (text: string): readonly string[] => {
  const parts: string[] = []
  let depth = 0
  let start = 0
  for (let index = 0; index < text.length; index++) {
    const char = text.charAt(index)
    if (char === '"') index = endOfString(text, index)
    else if (char in closers) depth += 1
    else if (char === ')' || char === ']' || char === '}') depth = Math.max(0, depth - 1)
    else if (char === ',' && depth === 0) {
      parts.push(text.slice(start, index))
      start = index + 1
    }
  }
  parts.push(text.slice(start))
  return parts.map((part) => part.trim()).filter((part) => part !== '')
}

/** Position of the closing quotation mark; a backslash hides the one after it. */
const endOfString = (text: string, open: number): number => {
  let index = open + 1
  while (index < text.length && text.charAt(index) !== '"') index += text.charAt(index) === '\\' ? 2 : 1
  return index
}
