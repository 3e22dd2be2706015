/** `java.lang.String.format` for the conversions that texts need: `%s %S %d %f %x %b %c %n %%`. */
import { isNumber, numberText, roundTo, signOf, toInteger } from '../values/number.ts'
import type { FeelNumber } from '../values/number.ts'
import { valueText } from '../values/text.ts'

const SPECIFIER = /%(?:(\d+)\$)?([-0+,]*)(\d{1,4})?(?:\.(\d{1,3}))?([sSdfxXbcn%])/g

function fixed(value: FeelNumber, digits: number): string {
  const [whole = '', fraction = ''] = numberText(roundTo(value, digits, 'half-up') ?? value).split('.')
  return digits === 0 ? whole : `${whole}.${fraction.padEnd(digits, '0')}`
}

function converted(value: unknown, conversion: string, precision: string | undefined): string | null {
  switch (conversion) {
    case 'd':
      return isNumber(value) && toInteger(value) !== null ? numberText(value) : null
    case 'f':
      return isNumber(value) ? fixed(value, Number(precision ?? 6)) : null
    case 'x':
    case 'X': {
      const text = toInteger(value)?.toString(16) ?? null
      return conversion === 'x' ? text : (text?.toUpperCase() ?? null)
    }
    case 'b':
      return String(typeof value === 'boolean' ? value : value !== null)
    case 'S':
      return valueText(value).toUpperCase()
    default:
      return precision === undefined ? valueText(value) : valueText(value).slice(0, Number(precision))
  }
}

const grouped = (text: string): string => text.replace(/^(-?\d+)/, (whole) => whole.replace(/\B(?=(\d{3})+$)/g, ','))

function padded(text: string, flags: string, width: number, value: unknown): string {
  const signed = flags.includes('+') && isNumber(value) && signOf(value) >= 0 ? `+${text}` : text
  const result = flags.includes(',') ? grouped(signed) : signed
  if (flags.includes('-')) return result.padEnd(width)
  if (!flags.includes('0')) return result.padStart(width)
  const sign = /^[+-]/.exec(result)?.[0] ?? ''
  return sign + result.slice(sign.length).padStart(width - sign.length, '0')
}

/** Null when a value does not fit its conversion or one is missing. */
export function formatJava(pattern: string, values: readonly unknown[]): string | null {
  let next = 0
  let failed = false
  const text = pattern.replace(SPECIFIER, (_, index?: string, flags = '', width = '0', precision?: string, conversion = 's') => {
    if (conversion === 'n') return '\n'
    if (conversion === '%') return '%'
    const position = index === undefined ? next++ : Number(index) - 1
    const result = position < values.length ? converted(values[position], conversion, precision) : null
    if (result === null) failed = true
    return padded(result ?? '', flags, Number(width), values[position])
  })
  return failed ? null : text
}
