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
    list: (person, filter = {}) => listTasks(options, person, filter),
    get: guarded(log, (...request) => taskForWork(options, ...request)),
    claim: guarded(log, (taskId, person) => changeAssignee(options, taskId, person, person.id)),
    release: guarded(log, (taskId, person) => changeAssignee(options, taskId, person, null)),
    complete: guarded(log, (...request) => completeTask(options, ...request)),
  }
}
