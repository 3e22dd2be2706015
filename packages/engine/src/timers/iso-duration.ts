import { instantOf, localOf } from './zone.ts'

/** An ISO 8601 duration: months and years by the calendar, everything else exact. */
export interface Duration {
  readonly months: number
  readonly milliseconds: number
}

const PATTERN =
  /^(-)?P(?=[\dT])(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/

/** `undefined` for text that is no duration or is negative: nothing can be due before now. */
export function parseDuration(text: string): Duration | undefined {
  const match = PATTERN.exec(text.trim())
  if (!match || match[1]) return undefined
  const part = (index: number) => Number(match[index] ?? 0)
  const hours = part(4) * 168 + part(5) * 24 + part(6)
  const months = part(2) * 12 + part(3)
  const milliseconds = Math.round((hours * 60 + part(7)) * 60_000 + part(8) * 1000)
  return Number.isSafeInteger(months) && Number.isSafeInteger(milliseconds) ? { months, milliseconds } : undefined
}

/** `at` plus the duration; a month later is the same day of the month in Berlin, or the last day of a shorter month. */
export function addDuration(at: number, { months, milliseconds }: Duration): number {
  if (months === 0) return at + milliseconds
  const local = localOf(at)
  const month = local.month - 1 + months
  const year = local.year + Math.floor(month / 12)
  const target = ((month % 12) + 12) % 12
  const lastDay = new Date(Date.UTC(year, target + 1, 0)).getUTCDate()
  return instantOf({ ...local, year, month: target + 1, day: Math.min(local.day, lastDay) }) + milliseconds
}
