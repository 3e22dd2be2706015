const day = 86_400_000

/** The moment at which a day begins by the German clock; `undefined` for what is no date. `later` whole days after it. */
export function startOfDay(date: string | undefined, later = 0): Date {
  const utc = Date.parse(`${date}T00:00:00Z`) + later * day
  if (Number.isNaN(utc)) return new Date(Number.NaN)
  // Within two hours of the right moment the offset of the zone is that of the day, but for the hour of the change: asked twice.
  const first = utc - offsetAt(utc)
  return new Date(utc - offsetAt(first))
}

/** The German calendar day of a moment, `2026-11-23`. */
export const dayOf = (moment: Date): string => berlin.format(moment).slice(0, 10)

const berlin = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin', dateStyle: 'short', timeStyle: 'medium' })
const offsetAt = (moment: number): number =>
  Date.parse(`${berlin.format(moment).replace(' ', 'T')}Z`) - Math.floor(moment / 1000) * 1000
