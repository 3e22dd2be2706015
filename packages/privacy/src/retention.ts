/** A period as models write it. Years and months are those of the calendar, so they stay apart from days. */
export interface RetentionPeriod {
  readonly years: number
  readonly months: number
  readonly days: number
  readonly milliseconds: number
}

const iso8601 =
  /^P(?=\d|T\d)(?:(\d{1,4})Y)?(?:(\d{1,4})M)?(?:(\d{1,4})W)?(?:(\d{1,5})D)?(?:T(?=\d)(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,6})S)?)?$/

/** Reads an ISO 8601 duration (§ 5.5.2.2) of whole numbers, e.g. `P3Y`, `P6M`, `P1Y6M`, `P4W`, `P10DT12H`; undefined: it is none. */
export function parseRetention(text: string): RetentionPeriod | undefined {
  const match = iso8601.exec(text.trim())
  if (!match) return undefined
  const [years, months, weeks, days, hours, minutes, seconds] = match.slice(1).map((part) => Number(part ?? 0))
  return {
    years: years!,
    months: months!,
    days: weeks! * 7 + days!,
    milliseconds: ((hours! * 60 + minutes!) * 60 + seconds!) * 1000,
  }
}

const day = 86_400_000

/**
 * When a period that begins at `endedAt` (milliseconds) is over: years and months by the calendar in UTC, the rest by length. A day that the
 * month does not have is its last day: a month after 31 January is 28 or 29 February (like § 188 (3) BGB).
 *
 * @throws {RangeError} when `retention` is no period; the upload check refuses such models.
 */
export function retentionEnd(endedAt: number, retention: string): number {
  const period = parseRetention(retention)
  if (!period) throw new RangeError(`Not a period: ${retention}`)
  const start = new Date(endedAt)
  const month = start.getUTCMonth() + period.months + period.years * 12
  const lastDay = new Date(Date.UTC(start.getUTCFullYear(), month + 1, 0)).getUTCDate()
  const timeOfDay = endedAt - Math.floor(endedAt / day) * day
  const date = Date.UTC(start.getUTCFullYear(), month, Math.min(start.getUTCDate(), lastDay))
  return date + timeOfDay + period.days * day + period.milliseconds
}
