import { sql, type RawBuilder } from 'kysely'
import type { Person } from '../api.ts'
import type { TaskRow } from '../storage/tables.ts'

export const isOperator = (person: Person): boolean => person.roles.includes('operator')
export const isClerk = (person: Person): boolean => person.roles.includes('clerk')

/** May this person see and work the task? */
export function mayWork(task: TaskRow, person: Person): boolean {
  if (isOperator(person) || task.assignee === person.id || task.candidate_users.includes(person.id)) return true
  if (task.candidate_groups.some((group) => person.groups.includes(group))) return true
  const unassigned = task.assignee === null && task.candidate_groups.length === 0 && task.candidate_users.length === 0
  return unassigned && isClerk(person)
}

/** The same as `mayWork`, as a condition on the table `task`. */
export function mayWorkCondition(person: Person): RawBuilder<boolean> {
  if (isOperator(person)) return sql<boolean>`true`
  const open = isClerk(person)
    ? sql`(task.assignee is null and task.candidate_groups = '{}' and task.candidate_users = '{}')`
    : sql`false`
  return sql<boolean>`(task.assignee = ${person.id} or ${person.id} = any(task.candidate_users)
    or task.candidate_groups && ${[...person.groups]}::text[] or ${open})`
}

/**
 * Which cases a person may see, as a condition on the table `instance`: operators all, everybody those they started, and who has or had
 * a task in a case the whole case, called ones included.
 */
export function maySeeCondition(person: Person): RawBuilder<boolean> {
  if (isOperator(person)) return sql<boolean>`true`
  const worked = sql`exists (select from kernel.task where task.root = instance.root and ${mayWorkCondition(person)})`
  return isOnlyCitizen(person)
    ? sql<boolean>`instance.started_by = ${person.id}`
    : sql<boolean>`(instance.started_by = ${person.id} or ${worked})`
}

/** Sees own cases without other people's internals. */
export const isOnlyCitizen = (person: Person): boolean => person.roles.every((role) => role === 'citizen')
