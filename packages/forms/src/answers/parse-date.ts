import { compileExpression, toJson } from '@fachwerk/feel'

const months = [
  'januar',
  'februar',
  'märz',
  'april',
  'mai',
  'juni',
  'juli',
  'august',
  'september',
  'oktober',
  'november',
  'dezember',
]

/** Day, month and year as typed, month as number or German name, to `2026-11-23`; undefined where there is no such day. */
export function dateOf(day: string, month: string, year: string): string | undefined {
  const d = wholeNumber(day, 2)
  const m = monthOf(month)
  const y = /^\d{4}$/.test(year.trim()) ? Number(year) : undefined
  if (d === undefined || m === undefined || y === undefined || y < 1) return undefined
  return d >= 1 && d <= daysIn(m, y) ? `${pad(y, 4)}-${pad(m)}-${pad(d)}` : undefined
}

/** One text: `2026-11-23` (native date input, JSON) or `23.11.2026`. */
export function parseDate(text: string): string | undefined {
  const iso = /^\s*(\d{4})-(\d\d)-(\d\d)\s*$/.exec(text)
  if (iso) return dateOf(iso[3]!, iso[2]!, iso[1]!)
  const german = /^\s*(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4})\s*$/.exec(text)
  return german ? dateOf(german[1]!, german[2]!, german[3]!) : undefined
}

/** Longer texts are no time, and not worth looking through. */
const longest = 100

/** `13:30`, `13.30`, `1330`, `13 Uhr`, `9:05:00` → `13:30:00`, the form FEEL reads. */
export function parseTime(text: string): string | undefined {
  if (text.length > longest) return undefined
  const plain = text
    .trim()
    .toLowerCase()
    .replace(/\s*uhr\s*$/, '')
  const match = /^(\d{1,2})(?:[:.h](\d{1,2})(?:[:.](\d{2}))?)?$/.exec(plain) ?? /^(\d{2})(\d{2})$/.exec(plain)
  if (!match) return undefined
  const [hour, minute, second] = [Number(match[1]), Number(match[2] ?? 0), Number(match[3] ?? 0)]
  return hour < 24 && minute < 60 && second < 60 ? `${pad(hour)}:${pad(minute)}:${pad(second)}` : undefined
}

/** `2026-11-23T13:30`, seconds and an offset may follow; gives local date and time without offset. */
export function parseDateTime(text: string): string | undefined {
  if (text.length > longest) return undefined
  const [, dateText, timeText] = /^\s*(\S+?)(?:T|,?\s+)([\d:.]+)(?:Z|[+-]\d\d:\d\d)?(?:\s*Uhr)?\s*$/i.exec(text) ?? []
  const date = dateText && parseDate(dateText)
  const time = timeText && parseTime(timeText.replace(/\.\d{3,}$/, ''))
  return date && time ? `${date}T${time}` : undefined
}

const today = compileExpression('today()')

/** Day in Germany at an instant, for "not in the past": FEEL's `today()`, which knows the zone. */
export function todayInGermany(now: number): string {
  if (!today.ok) throw new Error('FEEL lacks today()')
  return String(toJson(today.value.evaluate({}, { now }).value))
}

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
const daysIn = (month: number, year: number): number =>
  month === 2 ? (isLeap(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31
const pad = (value: number, length = 2): string => String(value).padStart(length, '0')
const wholeNumber = (text: string, digits: number): number | undefined =>
  new RegExp(String.raw`^\s*\d{1,${digits}}\s*\.?\s*$`).test(text) ? Number.parseInt(text, 10) : undefined

function monthOf(text: string): number | undefined {
  const number = wholeNumber(text, 2)
  if (number !== undefined) return number >= 1 && number <= 12 ? number : undefined
  const name = text.trim().toLowerCase().replace(/\.$/, '')
  const found = name.length < 3 ? -1 : months.findIndex((month) => month.startsWith(name))
  return found < 0 ? undefined : found + 1
}
