/** Everything stored about a person and everybody who saw it, with proofs: `docs/reference/data-export.md` describes the format. */
import type { Kernel, LedgerProof, LedgerService, LedgerView, Person, PrivacyService } from '@fachwerk/kernel'
import { accessSentence, visitsOf } from '@fachwerk/web'

export const exportFormat = 'https://fachwerk.dev/schema/1.0/data-export'

/** Entries beyond this many are not exported at once; the file says so. The list itself is on the page, by period. */
const most = 5_000
const step = 500

export interface ExportedAccess {
  readonly entry: LedgerView
  readonly sentence: string
  /** Null: the entry's content has gone since, at the end of its own period. */
  readonly proof: LedgerProof | null
}
export interface DataExport {
  readonly format: typeof exportFormat
  readonly createdAt: string
  readonly person: { readonly id: string; readonly name: string }
  readonly stored: Awaited<ReturnType<PrivacyService['storedAbout']>>
  readonly accesses: readonly ExportedAccess[]
  readonly accessesInAll: number
  readonly withheld: Awaited<ReturnType<LedgerService['withheld']>>
  readonly systems: Awaited<ReturnType<LedgerService['systems']>>
  readonly checkpoint: string | null
}

/** `person.access` says that this is an export; so the ledger records it as one. */
export async function collectExport(kernel: Kernel, person: Person, now: Date): Promise<DataExport> {
  const ledger = kernel.ledger
  const [stored, withheld, systems, checkpoint] = await Promise.all([
    kernel.privacy.storedAbout(person),
    ledger.withheld(person),
    ledger.systems(),
    ledger.checkpoint(),
  ])
  const { entries, total } = await allAccesses(kernel, person)
  const accesses: ExportedAccess[] = []
  for (const entry of entries) {
    const proof = await ledger.proof(entry.index, person)
    const sentence = accessSentence(visitsOf([entry])[0]!, { language: 'de', now })
    accesses.push({ entry, sentence, proof: proof.ok ? proof.value : null })
  }
  return {
    format: exportFormat,
    createdAt: now.toISOString(),
    person: { id: person.id, name: person.name },
    stored,
    accesses,
    accessesInAll: total,
    withheld,
    systems,
    checkpoint: checkpoint?.note ?? null,
  }
}

async function allAccesses(kernel: Kernel, person: Person): Promise<{ entries: readonly LedgerView[]; total: number }> {
  const entries: LedgerView[] = []
  let total = 0
  for (let offset = 0; offset < most; offset += step) {
    const page = await kernel.ledger.mine(person, { own: true, offset, limit: step })
    entries.push(...page.items)
    total = page.total
    if (page.items.length < step) break
  }
  return { entries, total }
}
