import { addDuration, parseDuration } from './iso-duration.ts'
import type { LocalTime } from './zone.ts'
import { HOME_ZONE, instantOf, lastDayOf, utcOf, zoneExists } from './zone.ts'

/** When a timer fires. `repetitions`: firings in all, -1 without end; `interval`: ISO 8601 duration between them. */
export interface DueTimer {
  readonly due: number
  readonly repetitions?: number
  readonly interval?: string
}

/** The last instant a JavaScript date knows, so that every due date can be shown. */
const LAST_INSTANT = 8_640_000_000_000_000

/**
 * The first due date of a timer (BPMN 2.0.2, 10.5.5, ISO 8601): a date (`2026-11-23`, `2026-11-23T08:00`, with offset or `@zone`;
 * without one it is Berlin time), a duration (`P3D`) or a cycle (`R3/PT1H`, `R/2026-11-23T08:00/P1D`). `at`: milliseconds since the
 * epoch. `undefined` for anything else.
 */
export function dueOfTimer(text: string, kind: 'date' | 'duration' | 'cycle', at: number): DueTimer | undefined {
  const timer =
    kind === 'cycle' ? cycleDue(text.trim(), at) : single(kind === 'date' ? parseInstant(text) : durationDue(text, at))
  return timer && Math.abs(timer.due) <= LAST_INSTANT ? timer : undefined
}

const single = (due: number | undefined): DueTimer | undefined => (due === undefined ? undefined : { due })

function durationDue(text: string, at: number): number | undefined {
  const duration = parseDuration(text)
  return duration && addDuration(at, duration)
}

function cycleDue(text: string, at: number): DueTimer | undefined {
  const [head = '', ...parts] = text.split('/')
  const count = /^R(\d*)$/.exec(head)
  const interval = parts.at(-1)
  if (!count || interval === undefined || parts.length > 2) return undefined
  const duration = parseDuration(interval)
  if (!duration || duration.months < 0 || duration.milliseconds < 0 || duration.months + duration.milliseconds === 0)
    return undefined
  const repetitions = count[1] ? Number(count[1]) : -1
  if (repetitions === 0 || !Number.isSafeInteger(repetitions)) return undefined
  const due = parts.length === 2 ? parseInstant(parts[0]!) : addDuration(at, duration)
  return due === undefined ? undefined : { due, repetitions, interval }
}

/**
 * When a cycle fires after `due`. A counted cycle makes up for firings missed while nothing ran; one without end goes on with the
 * first that is still to come.
 */
export function nextDue(due: number, interval: string, repetitions: number, at: number): number | undefined {
  const duration = parseDuration(interval)
  if (!duration) return undefined
  let next = addDuration(due, duration)
  if (repetitions < 0 && next <= at) {
    if (duration.months === 0) next += Math.ceil((at - next + 1) / duration.milliseconds) * duration.milliseconds
    else while (next <= at) next = addDuration(next, duration)
  }
  return next <= LAST_INSTANT ? next : undefined
}

const INSTANT =
  /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(Z|[+-]\d\d:?\d\d(?::\d\d)?)?(?:@([\w/+-]+))?)?$/

/** Milliseconds since the epoch. */
export function parseInstant(text: string): number | undefined {
  const match = INSTANT.exec(text.trim())
  if (!match) return undefined
  const part = (index: number) => Number(match[index] ?? 0)
  const [hour, minute, second] = [part(4), part(5), part(6)]
  if (!isDay(part(1), part(2), part(3)) || hour > 24 || minute > 59 || second > 59) return undefined
  const milliseconds = Math.floor(Number(`0.${match[7] ?? 0}`) * 1000)
  const local: LocalTime = {
    year: part(1),
    month: part(2),
    day: part(3),
    time: ((hour * 60 + minute) * 60 + second) * 1000 + milliseconds,
  }
  if (match[8]) return utcOf(local) - offsetOf(match[8])
  const zone = match[9] ?? HOME_ZONE
  return zoneExists(zone) ? instantOf(local, zone) : undefined
}

function isDay(year: number, month: number, day: number): boolean {
  return month >= 1 && month <= 12 && day >= 1 && day <= lastDayOf(year, month)
}

function offsetOf(text: string): number {
  if (text === 'Z') return 0
  const [hours = 0, minutes = 0, seconds = 0] = (text.slice(1).replaceAll(':', '').match(/\d\d/g) ?? []).map(Number)
  return (text.startsWith('-') ? -1000 : 1000) * ((hours * 60 + minutes) * 60 + seconds)
}
