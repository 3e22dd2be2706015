import { instantOf, lastDayOf, localOf } from './zone.ts'

/** An ISO 8601 duration: months and years by the calendar, everything else exact. */
export interface Duration {
  readonly months: number
  readonly milliseconds: number
}

const PATTERN =
  /^(-)?P(?=[\dT])(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/

/** May be negative: a deadline that has passed is due at once. `undefined` for text that is no duration. */
export function parseDuration(text: string): Duration | undefined {
  const match = PATTERN.exec(text.trim())
  if (!match) return undefined
  const sign = match[1] ? -1 : 1
  const part = (index: number) => Number(match[index] ?? 0)
  const hours = part(4) * 168 + part(5) * 24 + part(6)
  const months = sign * (part(2) * 12 + part(3))
  const milliseconds = sign * Math.round((hours * 60 + part(7)) * 60_000 + part(8) * 1000)
  return Number.isSafeInteger(months) && Number.isSafeInteger(milliseconds) ? { months, milliseconds } : undefined
}

/** `at` plus the duration; a month later is the same day of the month in Berlin, or the last day of a shorter month. NaN outside the years 0 to 9999. */
export function addDuration(at: number, { months, milliseconds }: Duration): number {
  if (months === 0) return at + milliseconds
  const local = localOf(at)
  const month = local.month - 1 + months
  const year = local.year + Math.floor(month / 12)
  const target = ((month % 12) + 12) % 12
  if (year < 0 || year > 9999) return Number.NaN
  return instantOf({ ...local, year, month: target + 1, day: Math.min(local.day, lastDayOf(year, target + 1)) }) + milliseconds
}
