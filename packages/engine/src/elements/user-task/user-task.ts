import type { Expression, UserTask } from '@fachwerk/bpmn'
import { assigningLane } from '@fachwerk/bpmn'
import type { JsonValue } from '@fachwerk/problem'
import type { ActivationKey, TaskDetails } from '../../api.ts'
import { behaves } from '../../behaviour.ts'
import type { ElementBehaviour } from '../../element-behaviour.ts'
import { evaluateJson } from '../../expressions/evaluate.ts'
import type { Run } from '../../run.ts'
import { parseInstant } from '../../timers/due-of-timer.ts'
import { visibleVariables } from '../../variables.ts'

/** BPMN 2.0.2, 10.3.4.1: opens a task for people. Who and until when is best effort: a task must appear even if nobody is found for it. */
export const userTask: ElementBehaviour<UserTask> = {
  work: (run, { node }, key) => {
    const task = detailsOf(run, node, key)
    const place = run.place(key)
    run.emit({ type: 'user-task-created', at: run.at, ...place, task })
    run.effect({ type: 'open-task', activation: key, element: place.element, task })
  },
}

function detailsOf(run: Run, node: UserTask, key: ActivationKey): TaskDetails {
  const value = (expression: Expression | undefined): JsonValue => {
    const outcome = expression && evaluateJson(run, expression, key)
    return outcome?.ok ? outcome.value : null
  }
  const assignee = value(node.assignee)
  const dueDate = value(node.dueDate)
  const due = typeof dueDate === 'string' ? parseInstant(dueDate) : undefined
  const priority = numberOf(value(node.priority))
  const lane = behaves(run, 2) ? assigningLane(run.process.model, node) : undefined
  return {
    name: node.name ?? node.id,
    ...(typeof assignee === 'string' && assignee !== '' && { assignee }),
    candidateGroups: lane ? [lane.name] : names(value(node.candidateGroups)),
    candidateUsers: names(value(node.candidateUsers)),
    ...(due !== undefined && { due }),
    ...(priority !== undefined && { priority }),
    ...(node.form && { form: node.form }),
    variables: visibleVariables(run.state, key),
  }
}

/** A list of texts, or one text with commas as Camunda 7 writes it. */
function names(value: JsonValue): readonly string[] {
  const list = typeof value === 'string' ? value.split(',') : Array.isArray(value) ? value : []
  return list.filter((name) => typeof name === 'string').flatMap((name) => (name.trim() === '' ? [] : [name.trim()]))
}

function numberOf(value: JsonValue): number | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined
}
