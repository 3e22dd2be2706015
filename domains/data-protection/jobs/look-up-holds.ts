import type { JobHandler } from '@fachwerk/kernel'
import { officerFor } from './acting-for.ts'
import { textOf } from './letter.ts'

/**
 * What the authority must not erase of the person who asks, before anybody examines it: `loeschsperren`, a list of who holds, what, why, on
 * which legal basis, and when it is reviewed. Empty where nothing is held.
 */
export const lookUpHolds: JobHandler = async ({ variables, authority }, kernel) => {
  if (!kernel || !authority) return { kind: 'failed', message: 'Legal holds are known to a running platform only.' }
  const by = officerFor(authority.id, 'loeschsperren-nachsehen')
  const found = await kernel.privacy.holdsAgainst(textOf(variables['starter']), by)
  if (!found.ok) return { kind: 'failed', message: found.error.detail.en }
  const loeschsperren = found.value.map(({ caseNumber, ground, legalBasis, review }) => ({
    stelle: authority.name,
    vorgang: caseNumber ?? '',
    grund: ground,
    grundlage: legalBasis,
    pruefung: dayInBerlin.format(review),
  }))
  return { kind: 'completed', variables: { loeschsperren } }
}

/** `2027-05-22` */
const dayInBerlin = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeZone: 'Europe/Berlin' })
