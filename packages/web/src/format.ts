/** Dates, durations and sizes as people read them. Times are shown in German local time whatever the server's clock zone is. */
import type { Language } from './messages/messages.ts'

const timeZone = 'Europe/Berlin'
const locale = (language: Language): string => (language === 'de' ? 'de-DE' : 'en-GB')

const formatter = new Map<string, Intl.DateTimeFormat>()
function format(date: Date, language: Language, name: string, options: Intl.DateTimeFormatOptions): string {
  const key = `${language} ${name}`
  const known = formatter.get(key) ?? new Intl.DateTimeFormat(locale(language), { timeZone, ...options })
  formatter.set(key, known)
  return known.format(date)
}

/** `23.11.2026` */
export const formatDate = (date: Date, language: Language): string =>
  format(date, language, 'date', { day: '2-digit', month: '2-digit', year: 'numeric' })
/** `Mi., 2. Dezember 2026` */
export const formatDateLong = (date: Date, language: Language): string =>
  format(date, language, 'long', { weekday: 'short', day: 'numeric', month: 'long', year: 'numeric' })
/** `3. März`, in another year than `now` `3. März 2025`. */
export const formatDayAndMonth = (date: Date, now: Date, language: Language): string =>
  isoDay.format(date).slice(0, 4) === isoDay.format(now).slice(0, 4)
    ? format(date, language, 'day', { day: 'numeric', month: 'long' })
    : format(date, language, 'day of year', { day: 'numeric', month: 'long', year: 'numeric' })
/** `09:12` */
export const formatTime = (date: Date, language: Language): string =>
  format(date, language, 'time', { hour: '2-digit', minute: '2-digit' })
/** `23.11.2026, 09:12` */
export const formatDateTime = (date: Date, language: Language): string =>
  `${formatDate(date, language)}, ${formatTime(date, language)}`
/** From one moment to another: `23.11.2026, 09:12`, `23.11.2026, 09:12–10:30` or with both days. */
export function formatPeriod(from: Date, until: Date, language: Language): string {
  const [begin, end] = [formatDateTime(from, language), formatDateTime(until, language)]
  if (begin === end) return begin
  const sameDay = formatDate(from, language) === formatDate(until, language)
  return sameDay ? `${begin}–${formatTime(until, language)}` : `${begin} – ${end}`
}

/** `1,2 MB` */
export function formatBytes(bytes: number, language: Language): string {
  const units = ['B', 'kB', 'MB', 'GB']
  const power = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3))
  const value = new Intl.NumberFormat(locale(language), { maximumFractionDigits: power < 2 ? 0 : 1 }).format(
    bytes / 1000 ** power,
  )
  return `${value} ${units[power]}`
}

/** Whole days from `from` to `to` by the German calendar; negative when `to` lies before. */
export const daysBetween = (from: Date, to: Date): number => Math.round((startOfDay(to) - startOfDay(from)) / 86_400_000)
const startOfDay = (date: Date): number => Date.parse(isoDay.format(date))
// Made once: making one costs a hundred times what using it does.
const isoDay = new Intl.DateTimeFormat('sv-SE', { timeZone })

/** `heute`, `morgen`, `in 3 Tagen`, `vor 2 Tagen`. */
export const formatDays = (from: Date, to: Date, language: Language): string =>
  relative[language].format(daysBetween(from, to), 'day')
const relative: Readonly<Record<Language, Intl.RelativeTimeFormat>> = {
  de: new Intl.RelativeTimeFormat('de-DE', { numeric: 'auto' }),
  en: new Intl.RelativeTimeFormat('en-GB', { numeric: 'auto' }),
}
