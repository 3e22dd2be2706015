import { fail, ok, type Result } from '@fachwerk/problem'
import type { Person, Refusal } from '../api.ts'
import type { CaseOptions } from '../cases/start-case.ts'
import { mayStepIn, mayWork } from '../access/relations.ts'
import { conflict, taskNotFound } from '../refusal.ts'
import type { Batch } from '../runtime/batch.ts'
import type { HotInstance } from '../runtime/hot-instance.ts'
import type { TaskRow } from '../storage/tables.ts'
import type { FoundTask } from './task-look-up.ts'

/** The task as stored, where row security lets this person see it. */
export const findTask = ({ taskLookUp }: CaseOptions, id: string, person: Person): Promise<FoundTask | undefined> =>
  taskLookUp.get(id, person)

export interface OpenTask {
  readonly task: TaskRow
  readonly hot: HotInstance
}

/** The task as it is within this batch, if it is still open and this person may work it. `stored`: as it was before the request was queued. */
export async function openTask(
  { runtime }: CaseOptions,
  batch: Batch,
  stored: TaskRow | undefined,
  person: Person,
): Promise<Result<OpenTask, Refusal>> {
  if (!stored || !mayWork(stored, person)) return taskNotFound()
  const hot = await runtime.instances.get(batch, stored.instance_id)
  const task = hot?.tasks.get(stored.activation)
  if (!hot || task?.id !== stored.id) return alreadyDone()
  return mayWork(task, person) || task.assignee !== null ? ok({ task, hot }) : fail(taskNotFound().error)
}

/** Somebody else is at it. Deputies and operators may step in. */
export const isTaken = (task: TaskRow, person: Person): boolean =>
  task.assignee !== null && task.assignee !== person.id && !(person.deputyFor ?? []).includes(task.assignee) && !mayStepIn(person)

export const alreadyDone = () =>
  conflict({
    de: 'Diese Aufgabe ist schon erledigt oder wird nicht mehr gebraucht. In der Aufgabenliste steht, was offen ist.',
    en: 'This task is already done or no longer needed. The task list shows what is open.',
  })

export const alreadyTaken = () =>
  conflict({
    de: 'Diese Aufgabe hat inzwischen jemand anderes übernommen. In der Aufgabenliste steht, was noch frei ist.',
    en: 'Somebody else has taken this task meanwhile. The task list shows what is still free.',
  })
