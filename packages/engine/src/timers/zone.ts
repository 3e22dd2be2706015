/** A wall-clock time; `month` and `day` are 1-based. */
export interface LocalTime {
  readonly year: number
  readonly month: number
  readonly day: number
  /** Milliseconds since midnight. */
  readonly time: number
}

export const HOME_ZONE = 'Europe/Berlin'
const formats = new Map<string, Intl.DateTimeFormat | undefined>()

/** `undefined` for a zone that does not exist. */
function formatOf(zone: string): Intl.DateTimeFormat | undefined {
  if (!formats.has(zone)) formats.set(zone, makeFormat(zone))
  return formats.get(zone)
}

function makeFormat(timeZone: string): Intl.DateTimeFormat | undefined {
  try {
    const digits = 'numeric' as const
    return new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      era: 'short',
      year: digits,
      month: digits,
      day: digits,
      hour: digits,
      minute: digits,
      second: digits,
    })
  } catch {
    return undefined
  }
}

export const zoneExists = (zone: string): boolean => formatOf(zone) !== undefined

/** The wall-clock time of an instant. */
export function localOf(at: number, zone: string = HOME_ZONE): LocalTime {
  const parts: Record<string, string> = {}
  for (const { type, value } of formatOf(zone)!.formatToParts(at)) parts[type] = value
  const seconds = (Number(parts['hour']) * 60 + Number(parts['minute'])) * 60 + Number(parts['second'])
  const milliseconds = ((at % 1000) + 1000) % 1000
  const year = parts['era'] === 'BC' ? 1 - Number(parts['year']) : Number(parts['year'])
  return { year, month: Number(parts['month']), day: Number(parts['day']), time: seconds * 1000 + milliseconds }
}

/** The instant of a wall-clock time. An hour that the clock skips is read with the offset before the change, a doubled one as its first. */
export function instantOf(local: LocalTime, zone: string = HOME_ZONE): number {
  const asUtc = utcOf(local)
  const before = offsetAt(asUtc - DAY, zone)
  const first = asUtc - before
  if (offsetAt(first, zone) === before) return first
  const second = asUtc - offsetAt(asUtc + DAY, zone)
  return utcOf(localOf(second, zone)) === asUtc ? second : first
}

const DAY = 86_400_000

/** The wall-clock time as if it were UTC; unlike `Date.UTC` for years before 100 too. */
export function utcOf({ year, month, day, time }: LocalTime): number {
  const date = new Date(0)
  date.setUTCFullYear(year, month - 1, day)
  return date.getTime() + time
}

/** Last day of a month, 1-based. */
export const lastDayOf = (year: number, month: number): number =>
  new Date(utcOf(month === 12 ? { year, month, day: 31, time: 0 } : { year, month: month + 1, day: 0, time: 0 })).getUTCDate()

const offsetAt = (at: number, zone: string): number => utcOf(localOf(at, zone)) - at
