import { UsageError } from '../arguments.ts'

/** A whole number from an option. */
export const readCount = (text: string | undefined, option: string): number | undefined => {
  if (text === undefined) return undefined
  if (/^\d{1,15}$/.test(text)) return Number(text)
  throw new UsageError(`${option} erwartet eine ganze Zahl. / ${option} takes a whole number.`)
}
