import { asNamed } from '../access/platform-groups.ts'
import type { TaskSummary } from '../api.ts'
import type { Names } from '../people/people.ts'
import type { InstanceRow, KernelSql, TaskRow } from '../storage/tables.ts'

/** Without what its case is about: the answer to a change shows no personal data. */
export const changedTask = (task: TaskRow, instance: InstanceRow, names: Readonly<Record<string, string>>): TaskSummary =>
  taskSummary(task, { ...instance, title: null }, names)

export const taskSummary = (task: TaskRow, instance: InstanceRow, names: Readonly<Record<string, string>>): TaskSummary => ({
  id: task.id,
  name: task.name,
  kind: task.kind,
  caseId: instance.id,
  caseNumber: instance.number,
  processName: instance.process_name,
  candidateGroups: task.candidate_groups,
  offeredTo: asNamed(task.tenant, task.candidate_groups),
  createdAt: task.created_at,
  revision: task.revision,
  ...(instance.title === null ? {} : { caseTitle: instance.title }),
  ...(task.assignee === null ? {} : { assignee: task.assignee, assigneeName: names[task.assignee] ?? task.assignee }),
  ...(task.due === null ? {} : { due: task.due }),
  ...(task.priority === null ? {} : { priority: task.priority }),
})

/** Open tasks of a case. */
export async function tasksOfCase(namesOf: Names, request: KernelSql, instance: InstanceRow): Promise<readonly TaskSummary[]> {
  const tasks = await request
    .selectFrom('task')
    .selectAll()
    .where('instance_id', '=', instance.id)
    .where('open', '=', true)
    .orderBy('created_at')
    .execute()
  const names = await namesOf(tasks.flatMap(({ assignee }) => assignee ?? []))
  return tasks.map((task) => taskSummary(task, instance, names))
}
