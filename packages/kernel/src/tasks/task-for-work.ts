import { visibleVariables } from '@fachwerk/engine'
import { ok } from '@fachwerk/problem'
import type { Answer, Person, TaskDetailsForWork } from '../api.ts'
import type { CaseOptions } from '../cases/start-case.ts'
import { mayWork } from '../access/relations.ts'
import { taskForm, type Caller } from '../generated-forms/task-form.ts'
import { taskNotFound } from '../refusal.ts'
import type { HotInstance } from '../runtime/hot-instance.ts'
import type { TaskRow } from '../storage/tables.ts'
import { fourEyesOf } from './four-eyes.ts'
import { findTask } from './open-task.ts'
import { taskSummary } from './task-summary.ts'

/** What a person needs to work an open task: the form, and the variables it sees. */
export async function taskForWork(options: CaseOptions, taskId: string, person: Person): Answer<TaskDetailsForWork> {
  const { disclosure } = options
  const task = await findTask(options, taskId, person)
  if (!task?.open || !mayWork(task, person)) return taskNotFound()
  const shown = await disclosure.showInstance(person, task.instance_id, task.case_tasks, (hot) =>
    detailsOf(options, task, hot, person),
  )
  return shown ? ok(shown) : taskNotFound()
}

async function detailsOf(options: CaseOptions, task: TaskRow, hot: HotInstance, person: Person): Promise<TaskDetailsForWork> {
  const { registry, authorities } = options
  const process = await registry.process(hot.row.version_id)
  const visible = visibleVariables(hot.state, task.activation)
  const { form, generated } = taskForm(registry, process, task, visible, await callerOf(options, hot))
  const documentation = process.model.nodes[task.element]?.documentation
  const names = await options.names(task.assignee === null ? [] : [task.assignee])
  const details = {
    ...taskSummary(task, hot.row, names),
    element: task.element,
    form: await authorities.offering(form),
    generated,
    variables: visible,
  }
  const fourEyes = fourEyesOf(process.model, task, hot.state, person)
  return {
    ...details,
    ...(documentation === undefined ? {} : { documentation }),
    ...(fourEyes === undefined ? {} : { fourEyes }),
  }
}

/** The process and call activity that called this instance. */
async function callerOf({ runtime, registry }: CaseOptions, { state }: HotInstance): Promise<Caller | undefined> {
  const place = state.parent && (await runtime.instances.placeOf(state.parent))
  return place && { process: await registry.process(place.versionId), element: place.element }
}
