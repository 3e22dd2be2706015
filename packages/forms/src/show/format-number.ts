/** A number or exact decimal text with comma and points: `1.234,50`. English: `1,234.50`. */
export function formatNumber(value: number | string, decimals?: number, language: 'de' | 'en' = 'de'): string {
  const plain = typeof value === 'number' ? plainText(value) : value
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(plain)
  if (!match) return plain
  const [, sign = '', whole = '', fraction = ''] = match
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, language === 'de' ? '.' : ',')
  const shown = decimals === undefined ? fraction : fraction.padEnd(decimals, '0')
  return `${sign}${grouped}${shown === '' ? '' : (language === 'de' ? ',' : '.') + shown}`
}

/** Shortest text without an exponent; what lies outside 1e-7 … 1e21 keeps it. */
export function plainText(value: number): string {
  const text = String(value)
  if (!text.includes('e-')) return text
  return value.toFixed(Math.min(100, 20)).replace(/0+$/, '').replace(/\.$/, '')
}
