/** Several entries of the ledger that belong to one visit are one line for the reader: pages of a case opened one after the other. */
import type { LedgerView } from '@fachwerk/kernel'

/** One entry or several of the same actor, case, purpose and way, with less than half an hour between neighbours. */
export interface Visit {
  /** Newest first; at least one. */
  readonly entries: readonly LedgerView[]
  /** All categories opened, in the order of the ledger, each once. */
  readonly categories: readonly string[]
}

const pause = 30 * 60_000

const sameVisit = (later: LedgerView, earlier: LedgerView): boolean =>
  later.actor.id === earlier.actor.id &&
  later.tenant === earlier.tenant &&
  later.subject === earlier.subject &&
  later.case?.id === earlier.case?.id &&
  later.purpose === earlier.purpose &&
  later.channel === earlier.channel &&
  later.at - earlier.at < pause

/** Entries newest first, as the ledger gives them; only neighbours are put together, so that the order stays. */
export function visitsOf(entries: readonly LedgerView[]): readonly Visit[] {
  const groups: LedgerView[][] = []
  for (const entry of entries) {
    const open = groups.at(-1)
    const last = open?.at(-1)
    if (open && last && sameVisit(last, entry)) open.push(entry)
    else groups.push([entry])
  }
  return groups.map((group) => ({ entries: group, categories: [...new Set(group.flatMap(({ categories }) => categories))] }))
}
