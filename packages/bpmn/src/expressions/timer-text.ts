// The engine reads the same grammar; a test of its timers holds both together.
const date = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d(?::\d\d)?)?(?:@[\w/+-]+)?)?$/
/** A deadline that has passed (`-P1D`) is due at once; repetitions go forward. */
const duration = /^-?P(?=[\dT])(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?$/

/** Whether a text says a time of that kind in ISO 8601: `2026-11-23T08:00`, `P14D`, `R3/PT1H`, `R/2026-11-23T08:00/P1D`. */
export function isTimerText(text: string, kind: 'date' | 'duration' | 'cycle'): boolean {
  const trimmed = text.trim()
  if (kind === 'date') return isDate(trimmed)
  if (kind === 'duration') return duration.test(trimmed)
  const [head = '', ...parts] = trimmed.split('/')
  if (
    !/^R\d*$/.test(head) ||
    /^R0+$/.test(head) ||
    !Number.isSafeInteger(Number(head.slice(1))) ||
    parts.length === 0 ||
    parts.length > 2
  )
    return false
  const interval = parts.at(-1)!
  if (interval.startsWith('-') || !/[1-9]/.test(interval)) return false
  return duration.test(interval) && (parts.length === 1 || isDate(parts[0]!))
}

/** Also refuses days and hours that do not exist. */
function isDate(text: string): boolean {
  const [found, , , , hour = '0', minute = '0', second = '0'] = date.exec(text) ?? []
  if (found === undefined || Number(hour) > 24 || Number(minute) > 59 || Number(second) > 59) return false
  const day = new Date(`${text.slice(0, 10)}T00:00:00Z`)
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text.slice(0, 10))
}
