import { ok } from '@fachwerk/problem'
import type { Answer, Person, TaskSummary } from '../api.ts'
import type { CaseOptions } from '../cases/start-case.ts'
import { conflict } from '../refusal.ts'
import { refuseSameEyes } from './four-eyes.ts'
import { alreadyTaken, findTask, isTaken, openTask } from './open-task.ts'
import { changedTask } from './task-summary.ts'

/** Claims (`assignee` is the person) or releases (`null`) a task. Claiming one's own again, or releasing a free one, changes nothing. */
export async function changeAssignee(
  options: CaseOptions,
  taskId: string,
  person: Person,
  assignee: string | null,
): Answer<TaskSummary> {
  const { runtime, clock } = options
  const [names, known] = await Promise.all([options.names([person.id]), findTask(options, taskId, person)])
  return runtime.loop.request(
    async (batch) => {
      const found = await openTask(options, batch, known, person)
      if (!found.ok) return found
      const { task, hot } = found.value
      if (isTaken(task, person)) return alreadyTaken()
      const sameEyes = assignee === null ? undefined : await refuseSameEyes(options, found.value, person)
      if (sameEyes) return sameEyes
      if (task.assignee === assignee) return ok(() => changedTask(task, hot.row, names))
      if (task.kind === 'manual-job') {
        // The engine knows a job, not who looks after it.
        batch.instances.set(hot.row.id, batch.putTask(hot, { ...task, assignee, revision: task.revision + 1 }))
      } else {
        const error = await runtime.instances.execute(batch, hot.row.id, {
          type: 'assign-user-task',
          activation: task.activation,
          assignee,
          at: clock(),
          by: person.id,
        })
        if (error) return conflict(error.message)
      }
      return ok(() => changedTask(batch.tasks.get(task.id) ?? task, hot.row, names))
    },
    known ? [known.instance_id] : [],
  )
}
