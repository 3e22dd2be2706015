import { sql as statement, type Kysely } from 'kysely'
import type { TaskSummary } from '../api.ts'
import { namesOf } from '../people/people.ts'
import type { InstanceRow, KernelSql, KernelTables, TaskRow } from '../storage/tables.ts'

export const taskSummary = (task: TaskRow, instance: InstanceRow, names: Readonly<Record<string, string>>): TaskSummary => ({
  id: task.id,
  name: task.name,
  kind: task.kind,
  caseId: instance.id,
  caseNumber: instance.number,
  processName: instance.process_name,
  candidateGroups: task.candidate_groups,
  createdAt: task.created_at,
  revision: task.revision,
  ...(instance.title === null ? {} : { caseTitle: instance.title }),
  ...(task.assignee === null ? {} : { assignee: task.assignee, assigneeName: names[task.assignee] ?? task.assignee }),
  ...(task.due === null ? {} : { due: task.due }),
  ...(task.priority === null ? {} : { priority: task.priority }),
})

/** Open tasks of a case. */
export async function tasksOfCase(sql: KernelSql, instance: InstanceRow): Promise<readonly TaskSummary[]> {
  const tasks = await sql
    .selectFrom('task')
    .selectAll()
    .where('instance_id', '=', instance.id)
    .where('open', '=', true)
    .orderBy('created_at')
    .execute()
  const names = await namesOf(
    sql,
    tasks.flatMap(({ assignee }) => assignee ?? []),
  )
  return tasks.map((task) => taskSummary(task, instance, names))
}

export async function summariesOf(sql: Kysely<KernelTables>, tasks: readonly TaskRow[]): Promise<readonly TaskSummary[]> {
  if (tasks.length === 0) return []
  const ids = [...new Set(tasks.map(({ instance_id }) => instance_id))]
  const instances = new Map(
    (await statement<InstanceRow>`select * from kernel.instance where id = any(${ids}::text[])`.execute(sql)).rows.map((row) => [
      row.id,
      row,
    ]),
  )
  const names = await namesOf(
    sql,
    tasks.flatMap(({ assignee }) => assignee ?? []),
  )
  return tasks.flatMap((task) => {
    const instance = instances.get(task.instance_id)
    return instance ? [taskSummary(task, instance, names)] : []
  })
}
