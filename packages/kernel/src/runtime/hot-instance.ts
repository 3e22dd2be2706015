import type { InstanceState } from '@fachwerk/engine'
import type { InstanceRow, JobRow, TaskRow } from '../storage/tables.ts'

/** An instance in memory: its state and the open rows that follow from it. Immutable; every step makes a new one. */
export interface HotInstance {
  readonly row: InstanceRow
  readonly state: InstanceState
  /** Sequence number covered by the stored snapshot; 0 without one. */
  readonly snapshotSeq: number
  /** Characters of the events it was built from: about what it takes up. */
  readonly size: number
  /** Open tasks by activation, manual jobs included. */
  readonly tasks: ReadonlyMap<string, TaskRow>
  /** Open jobs by activation. */
  readonly jobs: ReadonlyMap<string, JobRow>
}
