import type { Expression, ProcessModel } from '@fachwerk/bpmn'
import type { InstanceState } from '@fachwerk/engine'
import { compileExpression, toJson } from '@fachwerk/feel'
import type { InstanceRow, TaskRow } from '../storage/tables.ts'

/** The columns of an instance that follow from its state: what lists of cases show. */
export function derivedColumns(
  process: ProcessModel,
  state: InstanceState,
  tasks: Iterable<TaskRow>,
  at: number,
): Pick<InstanceRow, 'state' | 'incident' | 'stands_at' | 'due' | 'received' | 'title'> {
  const dues = [...tasks].flatMap(({ due }) => due ?? [])
  return {
    state: state.status,
    incident: Object.keys(state.incidents).length > 0,
    stands_at: standsAt(process, state),
    due: dues.length ? dues.reduce((first, due) => (due < first ? due : first)) : null,
    received: receivedOn(process, state, at),
    title: titleOf(process, state, at),
  }
}

/** Names of the open elements, without the sub-processes around them. */
function standsAt(process: ProcessModel, state: InstanceState): readonly string[] {
  // A listener of an event sub-process waits beside the way, not on it.
  const open = Object.entries(state.activations).filter(([, activation]) => activation['listens'] !== true)
  const scopes = new Set(open.map(([, { scope }]) => scope))
  const leaves = open.filter(([key]) => !scopes.has(key)).map(([, { element }]) => process.nodes[element]?.name ?? element)
  return [...new Set(leaves.map((name) => name.replaceAll(/\s+/g, ' ').trim()))]
}

function titleOf({ extension }: ProcessModel, state: InstanceState, at: number): string | null {
  const title = textOf(extension.caseTitle, state, at)
  return title === null || title.trim() === '' ? null : title.slice(0, 200)
}

/** A day, as midnight UTC; anything that is none is as if nothing was said. */
function receivedOn({ extension }: ProcessModel, state: InstanceState, at: number): Date | null {
  const day = textOf(extension.caseReceived, state, at)
  return day === null || !/^\d{4}-\d{2}-\d{2}$/.test(day) ? null : new Date(day)
}

function textOf(expression: Expression | undefined, state: InstanceState, at: number): string | null {
  const compiled = expression && compileExpression(expression.feel)
  if (!compiled?.ok) return null
  const value = toJson(compiled.value.evaluate(state.variables, { now: at }).value)
  return typeof value === 'string' ? value : null
}
