import type { ProcessModel } from '@fachwerk/bpmn'
import { completersOf, type InstanceState } from '@fachwerk/engine'
import type { Person, TaskDetailsForWork } from '../api.ts'
import type { CaseOptions } from '../cases/start-case.ts'
import { mayWork } from '../access/relations.ts'
import { notAllowed } from '../refusal.ts'
import type { TaskRow } from '../storage/tables.ts'
import type { OpenTask } from './open-task.ts'

type FourEyes = NonNullable<TaskDetailsForWork['fourEyes']>

/**
 * The four-eyes rule of a task (`fachwerk:fourEyes`): who completed the other task in this case, be it once of several times, may not work
 * this one. It knows no rank: it holds for operators too.
 */
export function fourEyesOf(model: ProcessModel, task: TaskRow, state: InstanceState, person: Person): FourEyes | undefined {
  const node = model.nodes[task.element]
  const element = node?.type === 'userTask' ? node.fourEyes : undefined
  if (element === undefined) return undefined
  const done = completersOf(state, element)
  const barred = done.includes(person.id) || actsForOneOf(done, task, person)
  return { element, name: model.nodes[element]?.name ?? element, barred }
}

/** A deputy with the right of their own is somebody else; one who only has the right of who did the first task is not. */
function actsForOneOf(done: readonly string[], task: TaskRow, person: Person): boolean {
  const absent = (person.deputyFor ?? []).filter((id) => done.includes(id))
  if (absent.length === 0) return false
  return (task.assignee !== null && absent.includes(task.assignee)) || !mayWork(task, { ...person, deputyFor: [] })
}

/** `undefined`: the rule does not stand in the way. */
export async function refuseSameEyes({ registry }: CaseOptions, { task, hot }: OpenTask, person: Person) {
  const { model } = await registry.process(hot.row.version_id)
  const rule = fourEyesOf(model, task, hot.state, person)
  if (!rule?.barred) return undefined
  return notAllowed({
    de: `Hier gilt das Vier-Augen-Prinzip: Sie haben „${rule.name}“ erledigt oder vertreten die Person, die es getan hat. Diese Aufgabe muss jemand anderes übernehmen.`,
    en: `The four-eyes rule holds here: you have done "${rule.name}", or act for who did. Somebody else has to take this task.`,
  })
}
