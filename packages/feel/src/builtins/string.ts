/** String functions (DMN 1.5, 10.3.4.3). Positions and lengths count code points. */
import { truncated } from '../values/number.ts'
import type { FeelNumber } from '../values/number.ts'
import { define } from './define.ts'

const points = (text: string): string[] => Array.from(text)

function substring(text: string, start: FeelNumber, length: FeelNumber | null | undefined): string | null {
  const position = truncated(start)
  if (position === null || position === 0) return null
  const all = points(text)
  const from = position > 0 ? position - 1 : all.length + position
  if (from < 0 || from > all.length) return null
  if (length === undefined || length === null) return all.slice(from).join('')
  const count = truncated(length)
  return count !== null && count >= 1 ? all.slice(from, from + count).join('') : null
}

function substringBefore(text: string, match: string): string {
  const at = text.indexOf(match)
  return at < 0 ? '' : text.slice(0, at)
}

function substringAfter(text: string, match: string): string {
  const at = text.indexOf(match)
  return at < 0 ? '' : text.slice(at + match.length)
}

function join(list: readonly unknown[], delimiter: string): string | null {
  const texts = list.filter((item) => item !== null)
  return texts.every((item) => typeof item === 'string') ? texts.join(delimiter) : null
}

export const STRING_FUNCTIONS = [
  define('substring', [
    'string: string, start position: number, length?: number',
    (_, text, start, length) => substring(text, start, length),
  ]),
  define('string length', ['string: string', (_, text: string) => points(text).length]),
  define('upper case', ['string: string', (_, text: string) => text.toUpperCase()]),
  define('lower case', ['string: string', (_, text: string) => text.toLowerCase()]),
  define('substring before', ['string: string, match: string', (_, text, match) => substringBefore(text, match)]),
  define('substring after', ['string: string, match: string', (_, text, match) => substringAfter(text, match)]),
  define('contains', ['string: string, match: string', (_, text: string, match: string) => text.includes(match)]),
  define('starts with', ['string: string, match: string', (_, text: string, match: string) => text.startsWith(match)]),
  define('ends with', ['string: string, match: string', (_, text: string, match: string) => text.endsWith(match)]),
  define('string join', ['list: list, delimiter?: string', (_, list, delimiter) => join(list, delimiter ?? '')]),
]
