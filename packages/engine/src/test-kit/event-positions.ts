import { expect } from 'vitest'
import type { Case } from './case.ts'

/*
 * What every event does in a position of the reference table, over the model files that share these ids: task `pruefen`, event `ereignis`
 * or `warten`, what follows it `folge`, event sub-process `fall`.
 */

/** Event sub-process start, interrupting. `happen` makes the event happen. */
export function endsTheProcessAround(instance: Case, happen: (instance: Case) => Case): void {
  expect(instance.open).toEqual(['pruefen'])
  expect(happen(instance).open).toEqual(['fall', 'folge'])
  expect([instance.timers, instance.subscriptions]).toEqual([{}, {}])
  expect(instance.complete('folge').status).toBe('completed')
}

/** Event sub-process start, not interrupting. */
export function runsBesideTheProcess(instance: Case, happen: (instance: Case) => Case): void {
  expect(happen(instance).open).toEqual(['pruefen', 'fall', 'folge'])
  expect(instance.complete('folge').open).toEqual(['pruefen'])
  expect(instance.complete('pruefen').status).toBe('completed')
  expect([instance.timers, instance.subscriptions]).toEqual([{}, {}])
}

/** Intermediate catch. */
export function waitsUntilItHappens(instance: Case, happen: (instance: Case) => Case): void {
  expect(instance.open).toEqual(['warten'])
  expect(happen(instance).open).toEqual(['folge'])
  expect(instance.complete('folge').status).toBe('completed')
}

/** Boundary, interrupting; and given up when the task is done in time. */
export function endsItsTask(instance: () => Case, happen: (instance: Case) => Case): void {
  const interrupted = instance()
  expect(interrupted.open).toEqual(['pruefen'])
  expect(happen(interrupted).open).toEqual(['folge'])
  expect(interrupted.complete('folge').status).toBe('completed')
  const inTime = instance().complete('pruefen')
  expect([inTime.status, inTime.timers, inTime.subscriptions]).toEqual(['completed', {}, {}])
}

/** Boundary, not interrupting. */
export function leavesItsTask(instance: Case, happen: (instance: Case) => Case): void {
  expect(happen(instance).open).toEqual(['pruefen', 'folge'])
  expect(happen(instance).open).toEqual(['pruefen', 'folge', 'folge'])
  expect(instance.complete('pruefen').complete('folge').complete('folge').status).toBe('completed')
  expect([instance.timers, instance.subscriptions]).toEqual([{}, {}])
}
