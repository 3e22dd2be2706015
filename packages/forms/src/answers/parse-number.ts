/**
 * German number input as exact decimal text: `1.234,50` → `1234.50`, `30,70` → `30.70`. A single point that does not group
 * thousands is taken as a decimal point (`30.70`), because phones and spreadsheets write it so. A unit behind the number is dropped.
 */
export function parseNumber(input: string, unit?: string): string | undefined {
  let text = input
    .trim()
    .replace(/[\s\u00a0\u202f']/g, '')
    .replace(/[−–]/, '-')
  const shortUnit = unit?.replace(/\s/g, '')
  if (shortUnit && text.endsWith(shortUnit)) text = text.slice(0, -shortUnit.length)
  if (text.length > 60) return undefined
  const german = /^([+-]?)(\d{1,3}(?:\.\d{3})+|\d+)?(?:,(\d*))?$/.exec(text)
  if (german && (german[2] !== undefined || german[3]))
    return exact(german[1]!, (german[2] ?? '0').replaceAll('.', ''), german[3] ?? '')
  const point = /^([+-]?)(\d*)\.(\d+)$/.exec(text)
  return point ? exact(point[1]!, point[2] || '0', point[3]!) : undefined
}

function exact(sign: string, whole: string, fraction: string): string {
  const digits = whole.replace(/^0+(?=\d)/, '')
  const negative = sign === '-' && /[1-9]/.test(digits + fraction)
  return `${negative ? '-' : ''}${digits}${fraction === '' ? '' : `.${fraction}`}`
}

/** Digits behind the point that say something: `30.70` has one. */
export const decimalsOf = (text: string): number => (text.split('.')[1] ?? '').replace(/0+$/, '').length

/** More significant digits than a JS number keeps exactly. */
export const isTooPrecise = (text: string): boolean => text.replace(/[-.]/g, '').replace(/^0+/, '').replace(/0+$/, '').length > 15
