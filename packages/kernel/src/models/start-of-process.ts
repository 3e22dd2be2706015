import type { EventNode, ProcessModel } from '@fachwerk/bpmn'
import type { Person } from '../api.ts'
import { isOperator } from '../cases/visibility.ts'

/** The none start event on process level: where a person may begin. */
export function noneStart(process: ProcessModel): EventNode | undefined {
  return Object.values(process.nodes).find(
    (node): node is EventNode => node.type === 'startEvent' && node.scope === undefined && node.definition.kind === 'none',
  )
}

/** Executable, with a start for people, and open to this person's groups. */
export function mayStart(process: ProcessModel, person: Person): boolean {
  if (!process.executable || !noneStart(process)) return false
  const { starterGroups } = process.extension
  return starterGroups.length === 0 || isOperator(person) || starterGroups.some((group) => person.groups.includes(group))
}
