import type { LedgerFilter } from '@fachwerk/kernel'
import { isDataCategory } from '@fachwerk/privacy'

/** What the address of a list of accesses says; everything is optional, and what makes no sense is left out. */
export interface AccessQuery {
  readonly von?: string
  readonly bis?: string
  readonly behoerde?: string
  readonly daten?: string
  readonly vorgang?: string
  readonly eigene?: string
  readonly ab?: string
}

export const pageSize = 50

/** Days are days in Berlin, both included. */
export function filterOf(query: AccessQuery): LedgerFilter & { readonly offset: number } {
  const from = startOfDay(query.von)
  const last = startOfDay(query.bis)
  return {
    offset: Math.max(0, Math.min(10_000_000, Math.trunc(Number(query.ab)) || 0)),
    limit: pageSize,
    ...(from && { from }),
    ...(last && { until: dayAfter(last) }),
    ...(query.behoerde && { tenant: query.behoerde }),
    ...(isDataCategory(query.daten) && { category: query.daten }),
    ...(query.vorgang && { caseId: query.vorgang }),
    ...(query.eigene === '1' && { own: true }),
  }
}

/** The same address with another offset. */
export function urlAt(path: string, query: AccessQuery, offset: number): string {
  const kept = Object.entries({ ...query, ab: offset === 0 ? '' : String(offset) }).filter(([, value]) => value)
  const text = new URLSearchParams(kept as [string, string][]).toString()
  return text === '' ? path : `${path}?${text}`
}

/** Midnight in Berlin: one or two hours before that of UTC, by the season. */
function startOfDay(day: string | undefined): Date | undefined {
  if (!day || !/^\d{4}-\d{2}-\d{2}$/.test(day)) return undefined
  const candidates = [2, 1].map((hours) => new Date(Date.parse(`${day}T00:00:00Z`) - hours * 3_600_000))
  return candidates.find((at) => !Number.isNaN(at.getTime()) && hourInBerlin(at) === 0)
}
/** A day of summer time's end has 25 hours. */
const dayAfter = (start: Date): Date => {
  const nearly = new Date(start.getTime() + 24 * 3_600_000)
  return new Date(nearly.getTime() + (((24 - hourInBerlin(nearly)) % 24) - (hourInBerlin(nearly) === 1 ? 24 : 0)) * 3_600_000)
}
const hourInBerlin = (at: Date): number =>
  Number(new Intl.DateTimeFormat('en-GB', { hour: '2-digit', hourCycle: 'h23', timeZone: 'Europe/Berlin' }).format(at))
