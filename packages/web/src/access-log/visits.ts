/** Several entries of the ledger that belong to one visit are one line for the reader: pages of a case opened one after the other. */
import type { LedgerView } from '@fachwerk/kernel'
import { dataCategories } from '@fachwerk/privacy'

/** One entry or several of the same actor, case, purpose and way, with less than half an hour between neighbours. */
export interface Visit {
  /** Newest first; at least one. */
  readonly entries: readonly LedgerView[]
  /** All categories opened, each once, in the order in which they are usually named: name, contact, address … */
  readonly categories: readonly string[]
}

const order = (category: string): number => {
  const place = (dataCategories as readonly string[]).indexOf(category)
  return place < 0 ? dataCategories.length : place
}
const byOrder = (left: string, right: string): number => order(left) - order(right)

const pause = 30 * 60_000

/** Automatic steps of a case are one, whichever service takes them. */
const actorOf = ({ actor, channel }: LedgerView): string => (channel === 'job' ? 'job' : actor.id)

const sameVisit = (later: LedgerView, earlier: LedgerView): boolean =>
  actorOf(later) === actorOf(earlier) &&
  later.tenant === earlier.tenant &&
  later.subject === earlier.subject &&
  later.case?.id === earlier.case?.id &&
  later.purpose === earlier.purpose &&
  later.channel === earlier.channel &&
  later.at - earlier.at < pause

/** Entries newest first, as the ledger gives them. Visits of several people at the same time are told one after the other, by their newest entry. */
export function visitsOf(entries: readonly LedgerView[]): readonly Visit[] {
  const groups: LedgerView[][] = []
  for (const entry of entries) {
    const open = groups.findLast((group) => sameVisit(group.at(-1)!, entry))
    if (open) open.push(entry)
    else groups.push([entry])
  }
  return groups.map((group) => ({
    entries: group,
    categories: [...new Set(group.flatMap(({ categories }) => categories))].toSorted(byOrder),
  }))
}
