/** Type expressions after `instance of` and in function parameters (DMN 1.5, rules 52, 53 and 57). */
import type { TypeNode } from './node.ts'
import type { TokenStream } from './token-stream.ts'

const MAX_NESTING = 100
const LONG_NAMES = [
  ['date', 'and', 'time'],
  ['days', 'and', 'time', 'duration'],
  ['years', 'and', 'months', 'duration'],
]

export function parseType(stream: TokenStream, nesting = 0): TypeNode {
  if (nesting > MAX_NESTING) stream.fail('too-deep')
  const start = stream.current.start
  const name = typeName(stream)
  const end = (): { start: number; end: number } => ({ start, end: stream.previousEnd })
  if (name === 'context' && stream.takeOperator('<')) {
    const entries = contextEntries(stream, nesting)
    return { ...end(), name, items: [], entries }
  }
  if ((name === 'list' || name === 'range') && stream.takeOperator('<')) {
    const item = parseType(stream, nesting + 1)
    stream.expectOperator('>')
    return { ...end(), name, items: [item] }
  }
  if (name === 'function' && stream.takeOperator('<')) {
    const items = functionParameters(stream, nesting)
    stream.expectOperator('->')
    const result = parseType(stream, nesting + 1)
    return { ...end(), name, items, result }
  }
  return { ...end(), name, items: [] }
}

function typeName(stream: TokenStream): string {
  for (const words of LONG_NAMES) {
    if (words.every((word, index) => stream.peek(index).text === word)) {
      stream.at += words.length
      return words.join(' ')
    }
  }
  if (stream.isWord('function') || stream.isWord('null')) {
    stream.at++
    return stream.tokens[stream.at - 1]!.text
  }
  let name = stream.takeMember()
  while (stream.takeOperator('.')) name += `.${stream.takeMember()}`
  return name
}

function contextEntries(stream: TokenStream, nesting: number): { name: string; type: TypeNode }[] {
  const entries: { name: string; type: TypeNode }[] = []
  do {
    const name = stream.takeDeclaredName(':')
    stream.expectOperator(':')
    entries.push({ name, type: parseType(stream, nesting + 1) })
  } while (stream.takeOperator(','))
  stream.expectOperator('>')
  return entries
}

function functionParameters(stream: TokenStream, nesting: number): TypeNode[] {
  const items: TypeNode[] = []
  if (!stream.isOperator('>')) {
    do items.push(parseType(stream, nesting + 1))
    while (stream.takeOperator(','))
  }
  stream.expectOperator('>')
  return items
}
