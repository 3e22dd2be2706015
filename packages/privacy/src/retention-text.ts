import type { LocalText } from '@fachwerk/problem'
import { parseRetention } from './retention.ts'

type Unit = readonly [de: string, des: string, en: string, ens: string]
const units: readonly Unit[] = [
  ['Jahr', 'Jahre', 'year', 'years'],
  ['Monat', 'Monate', 'month', 'months'],
  ['Tag', 'Tage', 'day', 'days'],
  ['Stunde', 'Stunden', 'hour', 'hours'],
  ['Minute', 'Minuten', 'minute', 'minutes'],
  ['Sekunde', 'Sekunden', 'second', 'seconds'],
]

/** A period for people: `P1Y6M` → `1 Jahr und 6 Monate`. A text that is no period stays as it is. */
export function retentionText(retention: string): LocalText {
  const period = parseRetention(retention)
  if (!period) return { de: retention, en: retention }
  const seconds = period.milliseconds / 1000
  const counts = [
    period.years,
    period.months,
    period.days,
    Math.floor(seconds / 3600),
    Math.floor(seconds / 60) % 60,
    seconds % 60,
  ]
  const parts = units.flatMap((unit, index) => (counts[index] ? [{ count: counts[index], unit }] : []))
  if (parts.length === 0) return { de: '0 Tage', en: '0 days' }
  return {
    de: joined(
      parts.map(({ count, unit }) => `${count} ${count === 1 ? unit[0] : unit[1]}`),
      'und',
    ),
    en: joined(
      parts.map(({ count, unit }) => `${count} ${count === 1 ? unit[2] : unit[3]}`),
      'and',
    ),
  }
}

const joined = (parts: readonly string[], and: string): string =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} ${and} ${parts.at(-1)}`
