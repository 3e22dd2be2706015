import { mayAccess, type Person, type TaskSummary } from '@fachwerk/kernel'

/** Those who work on cases see how they run; citizens see their own in plain words. */
export const isStaff = (person: Person): boolean => person.roles.some((role) => role !== 'citizen')
export const isOperator = (person: Person): boolean => person.roles.includes('operator')

/** Whether a task waits for this person rather than for anyone: operators may work on everything, but nothing waits for them. */
export function waitsFor(task: TaskSummary, person: Person): boolean {
  if (task.assignee !== undefined) return task.assignee === person.id
  if (task.candidateGroups.length === 0) return !isOperator(person)
  return task.candidateGroups.some((group) => person.groups.includes(group))
}

/** Whoever works on cases decides in an ad-hoc sub-process what comes next; of this case the kernel asks again. */
export const mayBeginActivities = (person: Person): boolean => mayAccess({ person, action: 'work', resource: 'case' })
