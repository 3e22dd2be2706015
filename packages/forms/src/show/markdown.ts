import type { TextBlockNode, TextInline } from '../api.ts'

/** Paragraphs, headings, lists, rules; strong, emphasis, links and line breaks. Everything else, HTML too, is plain text. */
export function readMarkdown(text: string): TextBlockNode[] {
  const blocks: TextBlockNode[] = []
  let lines: string[] = []
  const closeParagraph = (): void => {
    if (lines.length > 0) blocks.push({ kind: 'paragraph', children: readLines(lines) })
    lines = []
  }
  for (const line of text.replaceAll('\r\n', '\n').split('\n')) {
    const block = readBlockLine(line)
    if (block === undefined) {
      if (line.trim() === '') closeParagraph()
      else lines.push(line)
      continue
    }
    closeParagraph()
    const last = blocks.at(-1)
    if (block.kind === 'list' && last?.kind === 'list' && last.ordered === block.ordered)
      blocks[blocks.length - 1] = { ...last, items: [...last.items, ...block.items] }
    else blocks.push(block)
  }
  closeParagraph()
  return blocks
}

function readBlockLine(line: string): TextBlockNode | undefined {
  const heading = /^\s{0,3}(#{1,6})\s+(.+)$/.exec(line)
  if (heading) return { kind: 'heading', level: heading[1]!.length, children: readInline(withoutClosingMarks(heading[2]!)) }
  if (/^\s{0,3}([-*_])(?:\s*\1){2,}\s*$/.test(line)) return { kind: 'rule' }
  const entry = /^\s{0,6}(?:([-*+])|\d{1,9}[.)])\s+(.+)$/.exec(line)
  return entry ? { kind: 'list', ordered: entry[1] === undefined, items: [readInline(entry[2]!)] } : undefined
}

/** `## Titel ##` is `Titel`. */
export function withoutClosingMarks(text: string): string {
  let end = text.trimEnd().length
  while (end > 1 && text[end - 1] === '#') end -= 1
  return text.slice(0, end).trimEnd()
}

const readLines = (lines: readonly string[]): TextInline[] =>
  lines.flatMap((line, index) => {
    const isBreak = line.endsWith('  ') || line.endsWith('\\')
    const content = readInline(line.replace(/\\$/, '').trim())
    const more = index < lines.length - 1
    return more ? [...content, isBreak ? { kind: 'break' as const } : { kind: 'text' as const, text: ' ' }] : content
  })

// Bounded, so that a text of many opened marks is not gone through to its end from each of them.
const inline =
  /\\([\\`*_[\]()#>~+.!|{}-])|(\*\*|(?<![\p{L}\p{N}])__)(?=\S)([^]{0,2000}?\S)\2|(\*|(?<![\p{L}\p{N}])_)(?=\S)((?:\\.|[^\\]){0,2000}?[^\s\\])\4|\[((?:\\.|[^\]\\]){1,1000})\]\(((?:\\.|[^)\s\\]){1,2000})\)/u

export function readInline(source: string, depth = 0): TextInline[] {
  const nodes: TextInline[] = []
  const push = (text: string): void => {
    const last = nodes.at(-1)
    if (text === '') return
    if (last?.kind === 'text') nodes[nodes.length - 1] = { kind: 'text', text: last.text + text }
    else nodes.push({ kind: 'text', text })
  }
  let rest = source
  while (rest !== '') {
    const match = depth > 8 ? null : inline.exec(rest)
    if (!match) break
    push(rest.slice(0, match.index))
    const [whole, escaped, , strong, , emphasis, label, href] = match
    rest = rest.slice(match.index + whole.length)
    if (escaped !== undefined) push(escaped)
    else if (strong !== undefined) nodes.push({ kind: 'strong', children: readInline(strong, depth + 1) })
    else if (emphasis !== undefined) nodes.push({ kind: 'emphasis', children: readInline(emphasis, depth + 1) })
    else if (label !== undefined && href !== undefined) pushLink(label, href.replace(/\\(.)/g, '$1'))
  }
  push(rest)
  return nodes

  function pushLink(label: string, href: string): void {
    const children = readInline(label, depth + 1)
    if (/^(https?:\/\/|mailto:|tel:|\/(?!\/)|#)/i.test(href)) nodes.push({ kind: 'link', href, children })
    else for (const child of children) nodes.push(child)
  }
}
