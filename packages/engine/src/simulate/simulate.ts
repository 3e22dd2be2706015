import type { ProcessModel } from '@fachwerk/bpmn'
import type { JsonObject, LocalText } from '@fachwerk/problem'
import type { Definitions, RunScript } from '../api.ts'
import type { Bounds } from './simulation.ts'
import { Simulation } from './simulation.ts'
import type { Scenario } from './scenario.ts'
import type { TraceLine } from './trace.ts'

export interface SimulationInput {
  /** Everything that may be called, by process id; of the same deployment. */
  readonly processes: ReadonlyMap<string, ProcessModel>
  readonly decide: Definitions['decide']
  readonly runScript?: RunScript
  /** Id of the process to start, or of several that start together and exchange messages and signals. */
  readonly start: string | readonly string[]
  readonly variables: JsonObject
  readonly scenario?: Scenario
  readonly until?: Partial<Bounds>
}

export interface SimulationResult {
  readonly trace: readonly TraceLine[]
  /** `failed`: it ended in an error, could not start, or an incident is open; `waiting`: something is still open, or a bound was reached. */
  readonly state: 'completed' | 'waiting' | 'failed'
  /** Of the started process, the first of several. */
  readonly variables: JsonObject
  readonly incidents: readonly SimulationIncident[]
}

export interface SimulationIncident {
  readonly process: string
  readonly element: string
  readonly code: string
  readonly message: LocalText
}

/**
 * Runs a process in memory on a virtual clock: timers jump, handlers, people and the world outside do what the scenario says, called
 * processes run too. Deterministic, never throws, and always ends: see `Bounds`.
 */
export function simulate(input: SimulationInput): SimulationResult {
  return new Simulation(input).run()
}
