/** `range("[1..3]")` (DMN 1.5, 10.3.4.1): the text of a range whose ends are literals. */
import { FeelRange, typeOf } from '../values/kind.ts'
import { parseNumber } from '../values/number.ts'
import { compareValues } from '../values/order.ts'
import { parseDate, parseDateTime, parseDuration, parseTemporal, parseTime } from '../values/temporal.ts'

const RANGE_TEXT = /^\s*([[\](])(.*)([[\])])\s*$/s
const STRING_TEXT = /^"((?:[^"\\]|\\.)*)"$/
const CALL_TEXT = /^(date and time|date|time|duration)\(\s*"([^"]*)"\s*\)$/
const AT_TEXT = /^@"([^"]*)"$/

const PARSERS: Readonly<Record<string, (text: string) => unknown>> = {
  date: parseDate,
  time: parseTime,
  'date and time': parseDateTime,
  duration: parseDuration,
}

/** `undefined`: no literal; `null`: an absent end. */
function endOf(text: string): unknown {
  if (text === '' || text === 'null') return null
  const string = STRING_TEXT.exec(text)
  if (string) return string[1]
  const at = AT_TEXT.exec(text)
  if (at) return parseTemporal(at[1]!) ?? undefined
  const call = CALL_TEXT.exec(text)
  if (call) return PARSERS[call[1]!]!(call[2]!) ?? undefined
  return parseNumber(text) ?? undefined
}

export function parseRange(text: string): FeelRange | null {
  const match = text.length > 10_000 ? null : RANGE_TEXT.exec(text)
  const split = match?.[2]!.indexOf('..') ?? -1
  if (!match || split < 0) return null
  const start = endOf(match[2]!.slice(0, split).trim())
  const end = endOf(match[2]!.slice(split + 2).trim())
  if (start === undefined || end === undefined || (start === null && end === null)) return null
  const startIncluded = match[1] === '['
  const endIncluded = match[3] === ']'
  if ((start === null && startIncluded) || (end === null && endIncluded)) return null
  if (start !== null && end !== null && (typeOf(start) !== typeOf(end) || (compareValues(start, end) ?? 1) > 0)) return null
  const operator = start === null ? (endIncluded ? '<=' : '<') : end === null ? (startIncluded ? '>=' : '>') : null
  return new FeelRange(start, end, startIncluded, endIncluded, operator)
}
