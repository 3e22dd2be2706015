import {
  DaysTimeDuration,
  FeelDate,
  FeelDateTime,
  FeelTime,
  numberText,
  parseTemporal,
  valueText,
  YearsMonthsDuration,
} from '@fachwerk/feel'
import type { JsonValue } from '@fachwerk/problem'
import { phrase, type Language } from './phrases.ts'

const money = /gebühr|betrag|kosten|preis|euro|€/i

/** A value as a person writes it: „ja“, „30,70 €“ under a label that speaks of money, „31.01.2026“. */
export const valueWords = (value: JsonValue, language: Language, label = ''): string => {
  if (value === null) return phrase(language, 'nothing')
  if (typeof value === 'boolean') return phrase(language, value ? 'yes' : 'no')
  if (typeof value === 'number') return money.test(label) ? moneyWords(value, language) : numberWords(numberText(value), language)
  if (typeof value === 'string') {
    const temporal = /^[-+\dP]/.test(value) ? parseTemporal(value) : null
    return temporal === null ? value : temporalWords(temporal, language)
  }
  if (Array.isArray(value)) return (value as JsonValue[]).map((one) => valueWords(one, language, label)).join(', ')
  return Object.entries(value)
    .map(([key, one]) => `${key}: ${valueWords(one, language, key)}`)
    .join(', ')
}

export const numberWords = (text: string, language: Language): string => (language === 'de' ? text.replace('.', ',') : text)

const moneyWords = (value: number, language: Language): string => `${numberWords(value.toFixed(2), language)} €`

export const temporalWords = (value: unknown, language: Language): string => {
  if (value instanceof FeelDate) return dateWords(value, language)
  if (value instanceof FeelTime) return timeWords(value, language)
  if (value instanceof FeelDateTime) return `${dateWords(value.date, language)}, ${timeWords(value.time, language)}`
  if (value instanceof YearsMonthsDuration) return monthsWords(value.months, language)
  if (value instanceof DaysTimeDuration) return secondsWords(value, language)
  return valueText(value)
}

const two = (value: number): string => String(value).padStart(2, '0')
const dateWords = ({ year, month, day }: FeelDate, language: Language): string =>
  language === 'de' ? `${two(day)}.${two(month)}.${year}` : `${two(day)}/${two(month)}/${year}`
const timeWords = (time: FeelTime, language: Language): string => {
  const clock = `${two(time.hour)}:${two(time.minute)}${time.second === 0 ? '' : `:${two(time.second)}`}`
  const zone = time.zone === null ? '' : ` (${valueText(time).replace(/^[\d:.]+@?/, '')})`
  return phrase(language, 'clock', clock) + zone
}

const units = {
  de: [
    ['Jahr', 'Jahre'],
    ['Monat', 'Monate'],
    ['Tag', 'Tage'],
    ['Stunde', 'Stunden'],
    ['Minute', 'Minuten'],
    ['Sekunde', 'Sekunden'],
  ],
  en: [
    ['year', 'years'],
    ['month', 'months'],
    ['day', 'days'],
    ['hour', 'hours'],
    ['minute', 'minutes'],
    ['second', 'seconds'],
  ],
} as const

const counted = (counts: readonly (readonly [number, number])[], language: Language): string => {
  const parts = counts.flatMap(([count, unit]) =>
    count === 0 ? [] : [`${numberWords(String(count), language)} ${units[language][unit]![count === 1 ? 0 : 1]}`],
  )
  return parts.length === 0 ? `0 ${units[language][counts.at(-1)![1]]![1]}` : parts.join(phrase(language, 'and'))
}

const monthsWords = (months: number, language: Language): string =>
  minus(months) +
  counted(
    [
      [Math.trunc(Math.abs(months) / 12), 0],
      [Math.abs(months) % 12, 1],
    ],
    language,
  )

const secondsWords = (value: DaysTimeDuration, language: Language): string => {
  const total = Number(numberText(value.seconds as never))
  const size = Math.abs(total)
  return (
    minus(total) +
    counted(
      [
        [Math.trunc(size / 86_400), 2],
        [Math.trunc((size % 86_400) / 3600), 3],
        [Math.trunc((size % 3600) / 60), 4],
        [size % 60, 5],
      ],
      language,
    )
  )
}

const minus = (value: number): string => (value < 0 ? '−' : '')
