import type { InstanceState } from '../api.ts'
import type { State } from '../state.ts'

/** Something an instance waits for from the world. */
export interface SimulationWait {
  readonly process: string
  readonly instance: string
  readonly element: string
  readonly for: 'user-task' | 'job' | 'called' | 'timer' | 'message' | 'signal' | 'condition' | 'activity'
  /** When a timer is due; name of a message or signal. */
  readonly detail?: string
}

/** What is open in an instance, in the order it was opened. */
export function waitsOf(instance: InstanceState): readonly SimulationWait[] {
  const { process, activations, timers, subscriptions, conditions } = instance as State
  const place = { process, instance: instance.instance }
  const opened: [key: string, wait: SimulationWait][] = []
  for (const [key, { element, waits, adHoc, open }] of Object.entries(activations)) {
    if (waits) opened.push([key, { ...place, element, for: waits }])
    else if (adHoc && open === 0) opened.push([key, { ...place, element, for: 'activity' }])
  }
  for (const [key, { element, due }] of Object.entries(timers))
    opened.push([key, { ...place, element, for: 'timer', detail: new Date(due).toISOString() }])
  for (const [key, { element, name, correlationKey }] of Object.entries(subscriptions))
    opened.push([key, { ...place, element, for: correlationKey === undefined ? 'signal' : 'message', detail: name }])
  for (const [key, { element }] of Object.entries(conditions ?? {})) opened.push([key, { ...place, element, for: 'condition' }])
  return opened.toSorted(([a], [b]) => Number(a) - Number(b)).map(([, wait]) => wait)
}
