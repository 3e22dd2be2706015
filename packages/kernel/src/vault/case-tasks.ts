import { sql } from 'kysely'
import type { StoredInstance, TaskRow } from '../storage/tables.ts'

/** What tells how near somebody stands to a case. */
export type OwnedTask = Pick<TaskRow, 'assignee' | 'candidate_groups' | 'candidate_users'>

/** In SQL, the inside of a JSON object made of a row of `kernel.task`. */
export const ownedTask = `'assignee', assignee, 'candidate_groups', candidate_groups, 'candidate_users', candidate_users`

/** A case read to be shown. */
export type ShownInstance = StoredInstance & { readonly case_tasks: readonly OwnedTask[] }

const tasksOf = (root: string) =>
  sql<readonly OwnedTask[]>`(select coalesce(json_agg(json_build_object(${sql.raw(ownedTask)})), '[]')
  from kernel.task of_case where of_case.root = ${sql.ref(root)})`.as('case_tasks')

/**
 * To be selected with rows of `kernel.instance` that will be shown: what their entries in the ledger need to know of their tasks, without
 * asking for it afterwards. Those that the person may not see have nothing to do with the person.
 */
export const caseTasks = tasksOf('instance.root')

/** The same, to be selected with rows of `kernel.task`. */
export const siblingTasks = tasksOf('task.root')
