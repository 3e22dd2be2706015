import type { LedgerEntry, Relation } from '@fachwerk/ledger'
import type { Person, Role } from '../api.ts'
import type { InstanceRow, TaskRow } from '../storage/tables.ts'

/** Who looked, as the ledger keeps it: function and unit, never the name. */
export interface Actor extends Omit<LedgerEntry['actor'], 'relation'> {
  readonly relation: Relation
  /** Looks as data protection officer. */
  readonly supervises?: boolean
}

type Candidate = Pick<TaskRow, 'assignee' | 'candidate_groups' | 'candidate_users'>

export function actorOf(person: Person, row: Pick<InstanceRow, 'started_by' | 'subject'>, tasks: readonly Candidate[]): Actor {
  const relation = relationOf(person, row, tasks)
  return {
    id: person.id,
    role: functionOf(person, relation),
    relation,
    ...(person.unit === undefined ? {} : { unit: person.unit }),
    ...(person.tenant === undefined ? {} : { tenant: person.tenant }),
    ...(row.subject === person.id ? { self: true } : {}),
    ...(relation === 'none' && person.roles.includes('privacy-officer') ? { supervises: true } : {}),
  }
}

/** Who keeps accounts: there is no case to stand in a relation to. */
export const keeperOf = (person: Person): LedgerEntry['actor'] => ({
  id: person.id,
  role: keepers.find(([role]) => !person.service && person.roles.includes(role))?.[1] ?? functionOf(person, 'none'),
  ...(person.unit === undefined ? {} : { unit: person.unit }),
  ...(person.tenant === undefined ? {} : { tenant: person.tenant }),
})

/** The nearest: what a person has to do with a case is more than what a role allows. */
function relationOf(person: Person, row: Pick<InstanceRow, 'started_by'>, tasks: readonly Candidate[]): Relation {
  if (row.started_by === person.id) return 'starter'
  if (tasks.some(({ assignee }) => assignee === person.id)) return 'assignee'
  const offered = tasks.some(
    ({ candidate_groups, candidate_users }) =>
      candidate_users.includes(person.id) || candidate_groups.some((group) => person.groups.includes(group)),
  )
  if (offered) return 'group'
  if (tasks.some(({ assignee }) => assignee !== null && person.deputyFor?.includes(assignee))) return 'deputy'
  return person.roles.includes('operator') ? 'operator' : 'none'
}

const functions: readonly (readonly [Role, string])[] = [
  ['clerk', 'Sachbearbeitung'],
  ['privacy-officer', 'Datenschutzbeauftragte Stelle'],
  ['operator', 'Betrieb der Plattform'],
  ['administrator', 'Verwaltung der Zugänge'],
  ['modeller', 'Modellierung'],
]

const keepers = functions
  .filter(([role]) => role === 'administrator' || role === 'privacy-officer' || role === 'operator')
  .toReversed()

function functionOf({ roles, service }: Person, relation: Relation): string {
  // Whatever it may do: nobody looked.
  if (service) return 'Programm'
  if (relation === 'operator') return 'Betrieb der Plattform'
  return functions.find(([role]) => roles.includes(role))?.[1] ?? 'Bürgerin oder Bürger'
}
