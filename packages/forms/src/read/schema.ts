/** A form-js component as it stands in the JSON: anything may be missing or of another type. */
export type Component = Readonly<Record<string, unknown>>

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  value !== null && typeof value === 'object' && !Array.isArray(value)

const own = (component: Component, name: string): unknown => (Object.hasOwn(component, name) ? component[name] : undefined)

export const textOf = (component: Component, name: string): string | undefined => {
  const value = own(component, name)
  return typeof value === 'string' && value.trim() !== '' ? value : undefined
}
/** Figures come as numbers or, from the editor's fields, as text. */
export const numberOf = (component: Component, name: string): number | undefined => {
  const value = own(component, name)
  const number = typeof value === 'number' ? value : typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN
  return Number.isFinite(number) ? number : undefined
}
/** A count: whole and not negative. */
export const countOf = (component: Component, name: string): number | undefined => {
  const number = numberOf(component, name)
  return number === undefined || number < 0 ? undefined : Math.floor(number)
}
export const flagOf = (component: Component, name: string): boolean =>
  own(component, name) === true || own(component, name) === 'true'
export const objectOf = (component: Component, name: string): Component => {
  const value = own(component, name)
  return isObject(value) ? value : {}
}
export const listOf = (component: Component, name: string): readonly unknown[] => {
  const value = own(component, name)
  return Array.isArray(value) ? value : []
}
/** FEEL marked by `=` as form-js does. */
export const feelOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value.trimStart().startsWith('=') ? value.trimStart().slice(1).trim() : undefined
