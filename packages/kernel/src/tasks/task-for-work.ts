import { visibleVariables } from '@fachwerk/engine'
import { ok } from '@fachwerk/problem'
import type { Answer, Person, TaskDetailsForWork } from '../api.ts'
import type { CaseOptions } from '../cases/start-case.ts'
import { mayWork } from '../cases/visibility.ts'
import { taskForm, type Caller } from '../generated-forms/task-form.ts'
import type { ModelRegistry } from '../models/model-registry.ts'
import { namesOf, storable } from '../people/people.ts'
import { taskNotFound } from '../refusal.ts'
import type { HotInstance } from '../runtime/hot-instance.ts'
import { loadInstance } from '../runtime/load-instances.ts'
import type { KernelSql } from '../storage/tables.ts'
import { taskSummary } from './task-summary.ts'

/** What a person needs to work an open task: the form, and the variables it sees. */
export async function taskForWork(
  { sql, registry, runtime }: CaseOptions,
  taskId: string,
  person: Person,
): Answer<{ readonly details: TaskDetailsForWork }> {
  const task = await runtime.findTask(storable(taskId))
  const hot = task?.open && mayWork(task, person) ? await loadInstance(sql, task.instance_id) : undefined
  if (!task || !hot) return taskNotFound()
  const process = await registry.process(hot.row.version_id)
  const visible = visibleVariables(hot.state, task.activation)
  const { form, generated } = taskForm(registry, process, task, visible, await callerOf(sql, registry, hot))
  const documentation = process.model.nodes[task.element]?.documentation
  const names = await namesOf(sql, task.assignee === null ? [] : [task.assignee])
  const details = { ...taskSummary(task, hot.row, names), element: task.element, form, generated, variables: visible }
  return ok({ details: documentation === undefined ? details : { ...details, documentation } })
}

/** The process and call activity that called this instance. */
export async function callerOf(sql: KernelSql, registry: ModelRegistry, { state }: HotInstance): Promise<Caller | undefined> {
  if (!state.parent) return undefined
  const parent = await loadInstance(sql, state.parent.instance)
  const element = parent?.state.activations[state.parent.activation]?.element
  return parent && element !== undefined ? { process: await registry.process(parent.row.version_id), element } : undefined
}
