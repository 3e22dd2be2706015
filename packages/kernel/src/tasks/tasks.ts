import { ok } from '@fachwerk/problem'
import type { Tasks } from '../api.ts'
import type { CaseOptions } from '../cases/start-case.ts'
import { guarded } from '../guarded.ts'
import { changeAssignee } from './change-assignee.ts'
import { completeTask } from './complete-task.ts'
import { listTasks } from './list-tasks.ts'
import { taskForWork } from './task-for-work.ts'

export function createTasks(options: CaseOptions): Tasks {
  const { log } = options
  return {
    list: (person, filter = {}) => listTasks(options.sql, person, filter, options.clock()),
    get: guarded(log, async (taskId, person) => {
      const found = await taskForWork(options, taskId, person)
      return found.ok ? ok(found.value.details) : found
    }),
    claim: guarded(log, (taskId, person) => changeAssignee(options, taskId, person, person.id)),
    release: guarded(log, (taskId, person) => changeAssignee(options, taskId, person, null)),
    complete: guarded(log, (...request) => completeTask(options, ...request)),
  }
}
