import { sql as statement } from 'kysely'
import type { JsonObject, LocalText } from '@fachwerk/problem'
import type { PendingChange, Person, Role } from '../api.ts'
import { randomId } from '../random-id.ts'
import { encodeJson } from '../storage/encode-json.ts'
import type { KernelSql, KernelTransaction, PendingChangeRow } from '../storage/tables.ts'
import { noteChange } from './admin-log.ts'
import type { IdentityParts } from './identity-parts.ts'
import { namedTexts } from './names-in-texts.ts'
import { isAdministrator, isOperator } from './who-may.ts'

/** What `grant-role` and `revoke-role` carry. */
export interface RoleChange {
  readonly grant: readonly Role[]
  readonly revoke: readonly Role[]
  /** The person leaves the authority: groups, deputyships and tokens go as well. */
  readonly leaves?: boolean
}
export type PendingRow = Omit<PendingChangeRow, 'state'> & { readonly state: string }

/** A request that nobody answers is forgotten. */
const lifetime = 7 * 24 * 60 * 60 * 1000

export interface Requested {
  readonly tenant: string
  readonly what: PendingChange['what']
  readonly subject: string
  readonly payload: JsonObject
  readonly text: LocalText
}

export async function putPending(trx: KernelTransaction, requested: Requested, by: Person, now: number): Promise<PendingChange> {
  const row = {
    id: randomId('v'),
    tenant: requested.tenant,
    what: requested.what,
    subject: requested.subject,
    requested_by: by.id,
    requested_at: new Date(now),
    expires_at: new Date(now + lifetime),
  }
  await trx
    .insertInto('pending_change')
    .values({
      ...row,
      payload: statement<JsonObject>`${encodeJson(requested.payload)}::jsonb`,
      text: statement<LocalText>`${encodeJson(requested.text)}::jsonb`,
      decided_by: null,
      decided_at: null,
    })
    .execute()
  const text = { de: `Zustimmung erbeten: ${requested.text.de}`, en: `Approval requested: ${requested.text.en}` }
  await noteChange(trx, { tenant: row.tenant, subject: row.id, text }, by, now)
  const whole = { ...row, payload: requested.payload, text: requested.text, state: 'open', decided_by: null, decided_at: null }
  return pendingOf(whole, by, by.name)
}

/** Of one authority, or of all. */
export async function openChanges(sql: KernelSql, tenant: string | undefined, now: number): Promise<readonly PendingRow[]> {
  const open = sql
    .selectFrom('pending_change')
    .selectAll()
    .where('state', '=', 'open')
    .where('expires_at', '>', new Date(now))
    .orderBy('requested_at')
  return (tenant === undefined ? open : open.where('tenant', '=', tenant)).execute()
}

export async function namedChanges(
  { names }: Pick<IdentityParts, 'names'>,
  rows: readonly PendingRow[],
  by: Person,
): Promise<readonly PendingChange[]> {
  const [known, texts] = await Promise.all([names(rows.map(({ requested_by }) => requested_by)), namedTexts(names, rows)])
  return rows.map((row, index) => pendingOf({ ...row, text: texts[index]! }, by, known[row.requested_by] ?? row.requested_by))
}

export async function namedChange({ names }: Pick<IdentityParts, 'names'>, change: PendingChange): Promise<PendingChange> {
  const [text] = await namedTexts(names, [change])
  return { ...change, text: text! }
}

const pendingOf = (row: PendingRow, by: Person, requestedByName: string): PendingChange => ({
  id: row.id,
  tenant: row.tenant,
  what: row.what,
  subject: row.subject,
  text: row.text,
  requestedBy: row.requested_by,
  requestedByName,
  requestedAt: row.requested_at,
  expiresAt: row.expires_at,
  mayApprove: mayApprove(row, by),
})

/**
 * A second administrator of the authority, or for roles an operator, but never the one who asked nor the one it is about. Erasure and holds are also
 * the privacy officer's business. Only an operator makes operators.
 */
export function mayApprove(row: PendingRow, by: Person): boolean {
  if (row.requested_by === by.id || row.subject === by.id) return false
  const { grant = [], revoke = [] } = row.payload as Partial<Record<keyof RoleChange, readonly string[]>>
  const isRoles = row.what === 'grant-role' || row.what === 'revoke-role'
  if (isOperator(by) && (isRoles || by.tenant === row.tenant)) return true
  if ([...grant, ...revoke].includes('operator') || by.tenant !== row.tenant) return false
  const byPrivacyOfficer = (row.what === 'erase-person' || row.what === 'end-hold') && by.roles.includes('privacy-officer')
  return isAdministrator(by) || byPrivacyOfficer
}
