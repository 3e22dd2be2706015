const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  auml: 'ä',
  ouml: 'ö',
  uuml: 'ü',
  Auml: 'Ä',
  Ouml: 'Ö',
  Uuml: 'Ü',
  szlig: 'ß',
  euro: '€',
  sect: '§',
}

/** What is inside goes with the tag. */
const dropped = new Set(['script', 'style', 'template', 'iframe', 'object', 'svg', 'math', 'head', 'title'])
const strong = new Set(['strong', 'b'])
const emphasis = new Set(['em', 'i'])
const blocks = new Set(['p', 'div', 'section', 'article', 'table', 'tr', 'ul', 'ol', 'blockquote'])

const maxCharacters = 200_000

/**
 * form-js `html` becomes the Markdown subset of texts: headings, paragraphs, lists, strong, emphasis, links. No HTML goes on from here.
 * One walk from tag to tag, each character looked at a bounded number of times, because anybody who uploads models writes this text.
 */
export function htmlToText(html: string): string {
  const text = html.slice(0, maxCharacters)
  const lower = text.toLowerCase()
  const out: string[] = []
  let link: string | undefined
  let at = 0
  while (at < text.length) {
    const open = text.indexOf('<', at)
    if (open < 0) break
    out.push(words(text.slice(at, open)))
    if (text.startsWith('<!--', open)) {
      const end = text.indexOf('-->', open + 4)
      at = end < 0 ? text.length : end + 3
      continue
    }
    const name = /^<\/?([a-z][a-z0-9]{0,20}|!)/i.exec(text.slice(open, open + 24))?.[1]?.toLowerCase()
    if (name === undefined) {
      out.push('<')
      at = open + 1
      continue
    }
    const close = text.indexOf('>', open)
    const end = close < 0 ? text.length : close + 1
    const closing = text[open + 1] === '/'
    at = end
    if (dropped.has(name)) {
      const after = closing ? -1 : lower.indexOf(`</${name}`, end)
      if (!closing && after < 0) return finished(out)
      if (after >= 0) at = after
      continue
    }
    if (name !== 'a') out.push(markOf(name, closing))
    else {
      const href = closing ? undefined : hrefOf(text.slice(open, end))
      if (link !== undefined) out.push(`](${link})`)
      if (href !== undefined) out.push('[')
      link = href
    }
  }
  if (at < text.length) out.push(words(text.slice(at)))
  if (link !== undefined) out.push(`](${link})`)
  return finished(out)
}

function markOf(name: string, closing: boolean): string {
  if (/^h[1-6]$/.test(name)) return closing ? '\n\n' : `\n\n${'#'.repeat(Number(name[1]))} `
  if (strong.has(name)) return '**'
  if (emphasis.has(name)) return '*'
  if (blocks.has(name)) return '\n\n'
  if (name === 'li') return closing ? ' ' : '\n- '
  if (name === 'br') return '  \n'
  return name === 'hr' ? '\n\n---\n\n' : ' '
}

/** Of one tag; an address over 2,000 characters is none. */
function hrefOf(tag: string): string | undefined {
  const [, double, single] = /\shref\s{0,9}=\s{0,9}(?:"([^"]{0,2000})"|'([^']{0,2000})')/i.exec(tag.slice(0, 4_000)) ?? []
  return (double ?? single)?.trim().replaceAll(' ', '%20')
}

const words = (text: string): string =>
  text
    .replace(/\s+/g, ' ')
    .replace(
      /&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w{1,10}));/gi,
      (whole, decimal?: string, hex?: string, name?: string) => entity(decimal, hex, name) ?? whole,
    )

/** Lines without blanks around them, but for the two that break a line; no more than one empty line. */
function finished(out: readonly string[]): string {
  const lines = out.join('').split('\n')
  const trimmed = lines.map((line, index) => {
    const breaks = index < lines.length - 1 && line.endsWith('  ') && line.trim() !== ''
    return `${line.trim()}${breaks ? '  ' : ''}`
  })
  return trimmed
    .filter((line, index) => line !== '' || trimmed[index - 1] !== '')
    .join('\n')
    .trim()
}

function entity(decimal: string | undefined, hex: string | undefined, name: string | undefined): string | undefined {
  if (name !== undefined) return Object.hasOwn(entities, name) ? entities[name] : undefined
  const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal)
  return code > 31 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : ''
}
