import type { Run } from './run.ts'

/**
 * Which behaviours an instance has. An instance keeps for its whole life the number it was begun with (`instance-created` records it), so
 * that a new program changes nothing about what is already running. A change of behaviour takes the next number, says here what it is,
 * and asks `behaves(run, number)` at the place where the old way and the new one part. Old ways go when no instance of theirs is left.
 */
export const behaviours = {
  1: 'what every instance does that was begun before behaviours had numbers',
  2: 'a user task that names nobody is offered to the group its lane is called after',
} as const satisfies Readonly<Record<number, string>>

/** What new instances are begun with: the last number. */
export const newestBehaviour: number = Math.max(...Object.keys(behaviours).map(Number))

/** With which behaviour this program begins instances; a test sets it back and is an older program. */
export const program = { begins: newestBehaviour }

/** Instances whose log names no number are from before there were any. */
export const behaviourOf = ({ behaviour }: { readonly behaviour?: unknown }): number =>
  typeof behaviour === 'number' ? behaviour : 1

/** Whether the instance was begun with this behaviour or a later one. */
export const behaves = ({ state }: Pick<Run, 'state'>, number: keyof typeof behaviours): boolean => behaviourOf(state) >= number
