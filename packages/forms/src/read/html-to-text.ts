const dropped = /<(script|style|template|iframe|object|svg|math|head|title)\b[^]*?(?:<\/\1\s*>|$)/gi
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

/** form-js `html` becomes the Markdown subset of texts: headings, paragraphs, lists, strong, emphasis, links. No HTML goes on from here. */
export function htmlToText(html: string): string {
  return html
    .slice(0, 200_000)
    .replace(/<!--[^]*?(?:-->|$)/g, '')
    .replace(dropped, '')
    .replace(/\s+/g, ' ')
    .replace(
      /<a\b[^>]*?\bhref\s*=\s*(?:"([^"]*)"|'([^']*)')[^>]*>(.*?)<\/a\s*>/gi,
      (_, double?: string, single?: string, text = '') => `[${text}](${(double ?? single ?? '').trim().replaceAll(' ', '%20')})`,
    )
    .replace(/<h([1-6])\b[^>]*>/gi, (_, level: string) => `\n\n${'#'.repeat(Number(level))} `)
    .replace(/<li\b[^>]*>/gi, '\n- ')
    .replace(/<br\s*\/?>/gi, '  \n')
    .replace(/<hr\s*\/?>/gi, '\n\n---\n\n')
    .replace(/<\/?(strong|b)\b[^>]*>/gi, '**')
    .replace(/<\/?(em|i)\b[^>]*>/gi, '*')
    .replace(/<\/?(p|div|section|article|table|tr|ul|ol|h[1-6]|blockquote)\b[^>]*>/gi, '\n\n')
    .replace(/<\/?[a-z!][^>]*>?/gi, ' ')
    .replace(
      /&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w+));/gi,
      (whole, decimal?: string, hex?: string, name?: string) => entity(decimal, hex, name) ?? whole,
    )
    .replace(/[ \t]*\n[ \t]*(?=\S|\n)/g, (gap) => (gap.startsWith('  ') ? '  \n' : '\n'))
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

function entity(decimal: string | undefined, hex: string | undefined, name: string | undefined): string | undefined {
  if (name !== undefined) return Object.hasOwn(entities, name) ? entities[name] : undefined
  const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal)
  return code > 31 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : ''
}
