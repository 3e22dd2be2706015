import type { FlowNode, ProcessModel } from '@fachwerk/bpmn'
import type { TraceLine } from './trace.ts'

/** What of one process was reached, and what not; ids in document order. */
export interface ProcessCoverage {
  readonly process: string
  readonly elements: Covered
  readonly flows: Covered
}

export interface Covered {
  readonly covered: readonly string[]
  readonly missed: readonly string[]
  /** Share that was reached in percent, rounded down: 100 means all of them. Without any, 100. */
  readonly percent: number
}

/**
 * Which elements and sequence flows of the processes the traces of one or several runs have reached. An element counts when it was
 * activated, a compensation boundary event when it led to undoing.
 */
export function coverageOf(
  processes: readonly ProcessModel[],
  traces: readonly (readonly TraceLine[])[],
): readonly ProcessCoverage[] {
  const reached = new Set(traces.flat().flatMap((line) => (counts(line) ? [keyOf(line.process, line.element)] : [])))
  return processes.map(({ id, nodes, flows }) => {
    const share = (ids: readonly string[]) => shareOf(ids, (element) => reached.has(keyOf(id, element)))
    return {
      process: id,
      elements: share(Object.values(nodes).map((node: FlowNode) => node.id)),
      flows: share(Object.keys(flows)),
    }
  })
}

const counts = ({ event, type }: TraceLine): boolean =>
  type !== 'process' && (event === 'activated' || event === 'taken' || event === 'caught')

const keyOf = (process: string, element: string): string => JSON.stringify([process, element])

function shareOf(ids: readonly string[], isReached: (id: string) => boolean): Covered {
  const covered = ids.filter((id) => isReached(id))
  const missed = ids.filter((id) => !isReached(id))
  return { covered, missed, percent: ids.length === 0 ? 100 : Math.floor((100 * covered.length) / ids.length) }
}
