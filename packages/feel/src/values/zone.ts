/** Time zones: fixed offsets in seconds, or IANA names whose rules come from `Intl`. */
export type Zone = number | string | null

const MAX_OFFSET = 18 * 3600
const MAX_TIME = 8.64e15
const formats = new Map<string, Intl.DateTimeFormat | null>()

function formatOf(zone: string): Intl.DateTimeFormat | null {
  const known = formats.get(zone)
  if (known !== undefined) return known
  let format: Intl.DateTimeFormat | null = null
  try {
    format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' })
  } catch {
    // An unknown name is an expected outcome; Intl can only say so by throwing.
  }
  if (formats.size < 1000) formats.set(zone, format)
  return format
}

const OFFSET_TEXT = /GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?$/

/** Offset of an IANA zone from UTC in seconds at an instant (milliseconds since the epoch). */
export function offsetAtInstant(zone: string, instant: number): number {
  const clamped = Math.max(-MAX_TIME, Math.min(MAX_TIME, instant))
  const match = OFFSET_TEXT.exec(formatOf(zone)?.format(clamped) ?? '')
  if (!match?.[1]) return 0
  const size = Number(match[2]) * 3600 + Number(match[3]) * 60 + Number(match[4] ?? 0)
  return match[1] === '-' ? -size : size
}

/** Offset at a local time. In an overlap the earlier offset counts; in a gap the one before it. */
export function offsetAtLocal(zone: Zone, day: number, secondOfDay: number): number {
  if (zone === null) return 0
  if (typeof zone === 'number') return zone
  const local = (day * 86_400 + secondOfDay) * 1000
  const before = offsetAtInstant(zone, local - 86_400_000)
  const after = offsetAtInstant(zone, local + 86_400_000)
  if (before === after) return before
  if (offsetAtInstant(zone, local - before * 1000) === before) return before
  return offsetAtInstant(zone, local - after * 1000) === after ? after : before
}

const ZONE_TEXT = /^(?:Z|([+-])(\d\d):(\d\d)(?::(\d\d))?|@([A-Za-z][\w+/-]*))$/

/** `Z`, `+01:00`, `@Europe/Berlin`; undefined when the text is none of them. */
export function parseZone(text: string | undefined): Zone | undefined {
  if (text === undefined || text === '') return null
  const match = ZONE_TEXT.exec(text)
  if (!match) return undefined
  if (match[5] !== undefined) return formatOf(match[5]) ? match[5] : undefined
  if (match[1] === undefined) return 0
  const minutes = Number(match[3])
  const seconds = Number(match[4] ?? 0)
  const size = Number(match[2]) * 3600 + minutes * 60 + seconds
  if (minutes > 59 || seconds > 59 || size > MAX_OFFSET) return undefined
  return match[1] === '-' ? 0 - size : size
}

const two = (value: number): string => String(value).padStart(2, '0')

export function zoneText(zone: Zone): string {
  if (zone === null) return ''
  if (typeof zone === 'string') return `@${zone}`
  if (zone === 0) return 'Z'
  const size = Math.abs(zone)
  const seconds = size % 60
  const text = `${zone < 0 ? '-' : '+'}${two(Math.floor(size / 3600))}:${two(Math.floor(size / 60) % 60)}`
  return seconds === 0 ? text : `${text}:${two(seconds)}`
}
