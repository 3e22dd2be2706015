import type { Lane, ProcessModel, UserTask } from './model.ts'

/**
 * The lane a node lies in: the innermost that names it, else that of the sub-process around it (BPMN 2.0.2, section 10.8). With several
 * lane sets the first that names it counts.
 */
export function laneOf(process: Pick<ProcessModel, 'nodes' | 'lanes'>, id: string): Lane | undefined {
  for (let at: string | undefined = id; at !== undefined; at = process.nodes[at]?.scope) {
    const node = at
    const naming = process.lanes.filter(({ nodes }) => nodes.includes(node))
    const innermost = naming.find((lane) => !naming.some(({ parent }) => parent === lane.id))
    if (innermost) return innermost
  }
  return undefined
}

/** The lane whose people do a user task, by its name: where the task itself says nothing of who does it. */
export function assigningLane(process: Pick<ProcessModel, 'nodes' | 'lanes'>, task: UserTask): Lane | undefined {
  if (process.lanes.length === 0 || task.assignee || task.candidateGroups || task.candidateUsers) return undefined
  return laneOf(process, task.id)
}
