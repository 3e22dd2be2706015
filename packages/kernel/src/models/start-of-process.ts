import { implicitStarts, type EventNode, type ProcessModel } from '@fachwerk/bpmn'
import type { Person } from '../api.ts'
import { isInGroup } from '../access/platform-groups.ts'
import { mayStepIn } from '../access/relations.ts'

/** The none start event on process level: where a person may begin. */
export function noneStart(process: ProcessModel): EventNode | undefined {
  return Object.values(process.nodes).find(
    (node): node is EventNode => node.type === 'startEvent' && node.scope === undefined && node.definition.kind === 'none',
  )
}

/** At a none start event; without any start event, everywhere at once. */
export const beginsByHand = (process: ProcessModel): boolean =>
  noneStart(process) !== undefined || implicitStarts(process).length > 0

/** Executable, with a start for people, and open to this person's groups. */
export function mayStart(process: ProcessModel, person: Person): boolean {
  return process.executable && !process.callOnly && beginsByHand(process) && mayBegin(process, person)
}

/** Open to this person's groups, whatever begins it. */
export function mayBegin(process: ProcessModel, person: Person): boolean {
  const { starterGroups } = process.extension
  return starterGroups.length === 0 || mayStepIn(person) || starterGroups.some((group) => isInGroup(person, group))
}
