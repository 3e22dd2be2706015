/** A section mark at the end of a line and its number on the next one cannot be read: the two stay together, wherever a page says them. */

const reference = /(§§?|\b(?:Art\.|Artikel|Abs\.|Absatz|Nr\.|Nummer|Satz|Section)) (?=\d)|(\blit\.) (?=[a-z]\b)/g
/** What people typed stays as they typed it, and code as it is. */
const kept = /^<(textarea|script|style|pre|code)[\s>]/

/** The HTML of a page with no-break spaces within references to the law; attributes and typed text are left alone. One pass. */
export function unbrokenReferences(html: string): string {
  const parts: string[] = []
  let at = 0
  while (at < html.length) {
    const tag = until(html.indexOf('<', at), html)
    parts.push(html.slice(at, tag).replaceAll(reference, '$1$2\u00A0'))
    at = endOfTag(html, tag)
    const name = kept.exec(html.slice(tag, tag + 12))?.[1]
    if (name !== undefined) at = until(html.indexOf(`</${name}`, at), html)
    parts.push(html.slice(tag, at))
  }
  return parts.join('')
}

const until = (found: number, html: string): number => (found < 0 ? html.length : found)

/** Behind the `>` that ends the tag; one within an attribute does not. */
function endOfTag(html: string, from: number): number {
  let at = from
  while (at < html.length && html[at] !== '>') {
    const quote = html[at]
    at = quote === '"' || quote === "'" ? until(html.indexOf(quote, at + 1), html) + 1 : at + 1
  }
  return Math.min(at + 1, html.length)
}
