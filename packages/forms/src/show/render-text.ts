import type { JsonObject, JsonValue } from '@fachwerk/problem'
import type { TextBlockNode } from '../api.ts'
import { evaluateFeel, type Place } from '../feel/evaluate.ts'
import { shownText } from './format-answer.ts'
import { readMarkdown } from './markdown.ts'

const maxLoops = 1000
const maxResult = 200_000

/** Fills `{{feel}}`, `{{#if feel}}…{{/if}}` and `{{#loop feel}}…{{/loop}}` of form-js; values appear as they are. */
export const renderText = (text: string, answers: JsonObject, path = ''): string =>
  fill(text, { root: answers, base: path }, (value) => value)

/** The same, read as Markdown. Filled-in values are escaped first, so an answer never becomes a heading or a link. */
export const textTree = (text: string, answers: JsonObject, path = ''): TextBlockNode[] =>
  readMarkdown(fill(text, { root: answers, base: path }, (value) => value.replace(/[\\`*_[\]()#>~+.!|{}-]/g, String.raw`\$&`)))

type Part = string | { readonly tag: 'value' | 'if' | 'loop'; readonly feel: string; readonly inner: Part[] }

function fill(text: string, place: Place, escape: (value: string) => string): string {
  return text.includes('{{') ? write(readParts(text), place, escape).slice(0, maxResult) : text
}

/** Unbalanced tags stay as text: the author sees them. */
function readParts(text: string): Part[] {
  const root: Part[] = []
  const open: { tag: 'if' | 'loop'; feel: string; inner: Part[] }[] = []
  for (const piece of text.split(/(\{\{[^]{0,2000}?\}\})/)) {
    const into = open.at(-1)?.inner ?? root
    const source = piece.startsWith('{{') && piece.endsWith('}}') ? piece.slice(2, -2).trim() : undefined
    const block = source && /^#(if|loop)\s+(.+)$/s.exec(source)
    if (source === undefined) into.push(piece)
    else if (block) open.push({ tag: block[1] as 'if' | 'loop', feel: block[2]!, inner: [] })
    else if (source === `/${open.at(-1)?.tag}`) {
      const closed = open.pop()!
      ;(open.at(-1)?.inner ?? root).push(closed)
    } else if (!source.startsWith('/') && !source.startsWith('#')) into.push({ tag: 'value', feel: source, inner: [] })
    else into.push(piece)
  }
  return [...root, ...open.flatMap(({ tag, feel, inner }) => [`{{#${tag} ${feel}}}`, ...inner])]
}

function write(parts: readonly Part[], place: Place, escape: (value: string) => string): string {
  return parts
    .map((part) => {
      if (typeof part === 'string') return part
      const value = evaluateFeel(part.feel, place)
      if (part.tag === 'value') return escape(shownText(value))
      if (part.tag === 'if') return value === true ? write(part.inner, place, escape) : ''
      return Array.isArray(value) ? writeLoop(value as JsonValue[], part.inner, place, escape) : ''
    })
    .join('')
}

/** form-js: inside a loop `this` is the entry and, where it is a context, its names are known. */
function writeLoop(
  entries: readonly JsonValue[],
  inner: readonly Part[],
  place: Place,
  escape: (value: string) => string,
): string {
  return entries
    .slice(0, maxLoops)
    .map((entry) => {
      const own = entry !== null && typeof entry === 'object' && !Array.isArray(entry) ? (entry as JsonObject) : {}
      return write(inner, { ...place, root: { ...place.root, ...own, this: entry, parent: place.root }, base: '' }, escape)
    })
    .join('')
}
