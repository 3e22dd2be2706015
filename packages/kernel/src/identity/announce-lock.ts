import { sql as statement } from 'kysely'
import type { Person } from '../api.ts'
import type { IdentityParts } from './identity-parts.ts'
import { nameOf } from './names-in-texts.ts'

/**
 * Locking is for emergencies and one person's decision, so it must not happen unnoticed: the person concerned reads it, and so do the other
 * administrators and the officer of the authority, and the operators, where nobody else may be left to hear it.
 */
export async function announceLock(
  { platform, announcements }: Pick<IdentityParts, 'platform' | 'announcements'>,
  { id, tenant }: { readonly id: string; readonly tenant: string },
  by: Person,
  leaves: boolean,
): Promise<void> {
  const { rows } = await statement<{ id: string }>`select id from kernel.person where state = 'active' and kind = 'person'
    and ('operator' = any(roles) or (tenant = ${tenant} and roles && '{administrator,privacy-officer}'::text[]))
    and id not in (${by.id}, ${id})`.execute(platform)
  const next = leaves
    ? { de: ' Das Ausscheiden wartet auf eine zweite Person.', en: ' The leaving waits for a second person.' }
    : { de: '', en: '' }
  await announcements.announce(id, {
    de: `${nameOf(by.id)} hat Ihr Konto gesperrt.${next.de}`,
    en: `${nameOf(by.id)} locked your account.${next.en}`,
  })
  for (const other of rows)
    await announcements.announce(other.id, {
      de: `${nameOf(by.id)} hat das Konto von ${nameOf(id)} gesperrt, das besondere Rechte hat.${next.de}`,
      en: `${nameOf(by.id)} locked the account of ${nameOf(id)}, which has special rights.${next.en}`,
    })
}
