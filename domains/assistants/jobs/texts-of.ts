import type { JsonObject, JsonValue } from '@fachwerk/problem'

/** The context under `name`, empty when there is none. */
export function contextOf(variables: JsonObject, name: string): JsonObject {
  const value = variables[name]
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as JsonObject) : {}
}

export const textOf = (value: JsonValue | undefined): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : ''

export function contextsOf(variables: JsonObject, name: string): readonly JsonObject[] {
  const value = variables[name]
  return Array.isArray(value) ? (value as readonly JsonObject[]) : []
}

/** `23.11.2026` in Berlin. */
export const germanDate = (date: Date): string =>
  new Intl.DateTimeFormat('de-DE', { dateStyle: 'medium', timeZone: 'Europe/Berlin' }).format(date)

/** `2026-11-23` in Berlin. */
export const berlinDay = (date: Date): string =>
  new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeZone: 'Europe/Berlin' }).format(date)

export const euro = (value: JsonValue | undefined): string =>
  new Intl.NumberFormat('de-DE', { style: 'currency', currency: 'EUR' }).format(Number(value))
