/**
 * How a person stands to a task or a case, as a rule and as a condition in SQL. Both read the same table of grants: how far a person
 * reaches (own, group, any) is asked of the policy, what "own" and "group" mean stands here and nowhere else.
 */
import { sql, type RawBuilder } from 'kysely'
import type { Person } from '../api.ts'
import type { TaskRow } from '../storage/tables.ts'
import { mayAccess, widestRelation } from './decide-access.ts'

/** Authorities whose data this person may reach at all: the own one, and those with an agreement in force. */
export const tenantsOf = (person: Person): readonly string[] => [
  ...(person.tenant === undefined ? [] : [person.tenant]),
  ...(person.jointTenants ?? []),
]

/** Sees own cases without other people's internals. */
export const isOnlyCitizen = (person: Person): boolean => person.roles.every((role) => role === 'citizen')

/** May go on with somebody else's task, to mend a fault. */
export const mayStepIn = (person: Person): boolean => mayAccess({ person, action: 'work', resource: 'task', relation: 'any' })

/** Sees all cases, to keep the platform going: what they are about is shown by opening one, not by lists. */
export const seesFrames = (person: Person): boolean => widestRelation({ person, action: 'read', resource: 'case' }) === 'any'

type Offered = Pick<TaskRow, 'tenant' | 'assignee' | 'candidate_groups' | 'candidate_users'>

/** May this person see and work the task? */
export function mayWork(task: Offered, person: Person): boolean {
  const reach = reachOnTasks(person)
  if (reach === 'any') return true
  if (reach === undefined) return false
  if (task.assignee === person.id || task.candidate_users.includes(person.id)) return true
  if (reach === 'own' || !tenantsOf(person).includes(task.tenant)) return false
  const forAbsent = person.deputyFor ?? []
  if ((task.assignee !== null && forAbsent.includes(task.assignee)) || task.candidate_users.some((id) => forAbsent.includes(id)))
    return true
  if (task.candidate_groups.some((group) => person.groups.includes(group))) return true
  // Offered to nobody in particular: to every clerk of the authority.
  const unassigned = task.assignee === null && task.candidate_groups.length === 0 && task.candidate_users.length === 0
  return unassigned && task.tenant === person.tenant && person.roles.includes('clerk')
}

/** The same as `mayWork`, as a condition on the table `task`. */
export function mayWorkCondition(person: Person): RawBuilder<boolean> {
  const reach = reachOnTasks(person)
  if (reach === 'any') return sql<boolean>`true`
  if (reach === undefined) return sql<boolean>`false`
  return reach === 'own' ? ownTask(person) : offeredTask(person)
}

const ownTask = (person: Person): RawBuilder<boolean> =>
  sql<boolean>`(task.assignee = ${person.id} or ${person.id} = any(task.candidate_users))`

/** The person's own, or offered to a group of theirs, to somebody they stand in for, or to every clerk of the authority. */
function offeredTask(person: Person): RawBuilder<boolean> {
  const clerkOf = person.roles.includes('clerk') ? (person.tenant ?? null) : null
  const everybodys = sql`(task.tenant = ${clerkOf} and task.assignee is null and task.candidate_groups = '{}' and task.candidate_users = '{}')`
  const people = [person.id, ...(person.deputyFor ?? [])]
  return sql<boolean>`(${ownTask(person)} or (${ofTenants('task', person)} and (task.candidate_groups && ${[...person.groups]}::text[]
    or task.assignee = any(${people}::text[]) or task.candidate_users && ${people}::text[] or ${everybodys})))`
}

/** One authority by equality, so that an index in the order of a list can be used. */
function ofTenants(table: 'task' | 'instance', person: Person): RawBuilder<boolean> {
  const [only, ...more] = tenantsOf(person)
  const column = sql.ref(`${table}.tenant`)
  return more.length === 0 ? sql<boolean>`${column} = ${only ?? null}` : sql<boolean>`${column} = any(${[only, ...more]}::text[])`
}

const reachOnTasks = (person: Person) => {
  const reach = widestRelation({ person, action: 'read', resource: 'task' })
  return reach === 'tenant' ? 'group' : reach
}

/**
 * Which cases a person may see, as a condition on the table `instance`: those they started; who works tasks of groups, the whole case in
 * which one is or was, called ones included; operators all.
 */
export function maySeeCondition(person: Person): RawBuilder<boolean> {
  const reach = widestRelation({ person, action: 'read', resource: 'case' })
  if (reach === 'any') return sql<boolean>`true`
  if (reach === undefined) return sql<boolean>`false`
  const started = sql<boolean>`instance.started_by = ${person.id}`
  if (reach === 'own') return started
  const worked = sql`exists (select from kernel.task where task.root = instance.root and ${offeredTask(person)})`
  return sql<boolean>`(${started} or (${ofTenants('instance', person)} and ${worked}))`
}
