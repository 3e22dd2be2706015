import type { MessageFlow, ProcessModel } from '@fachwerk/bpmn'
import type { JsonObject, LocalText } from '@fachwerk/problem'
import type { Command, Decision, Definitions, RunScript } from '../api.ts'
import type { Bounds } from './simulation.ts'
import { Simulation } from './simulation.ts'
import type { Scenario } from './scenario.ts'
import type { TraceLine } from './trace.ts'
import type { SimulationWait } from './waiting.ts'

export interface SimulationInput {
  /** Everything that may be called, by process id; of the same deployment. */
  readonly processes: ReadonlyMap<string, ProcessModel>
  readonly decide: Definitions['decide']
  /** Runs the JavaScript of script tasks; absent: such a task ends in the incident `not-executable`. FEEL always runs. */
  readonly runScript?: RunScript
  /** Id of the process to start, or of several that start together and exchange messages and signals. */
  readonly start: string | readonly string[]
  /** How the pools of a drawing are joined: what is sent along a flow reaches its other end, whatever the messages are called. */
  readonly messageFlows?: readonly MessageFlow[]
  readonly variables: JsonObject
  readonly scenario?: Scenario
  /**
   * Stops as soon as everything waits for the world: no timer fires, no job and no task is done, no message comes, and of the scenario
   * only where and when it starts counts. What the instances do among themselves still happens.
   */
  readonly untilWaiting?: boolean
  readonly until?: Partial<Bounds>
  /** Called with every command that an instance has carried out: for recording its history. */
  readonly observe?: (step: SimulationStep) => void
}

export interface SimulationStep {
  readonly instance: string
  readonly process: ProcessModel
  readonly command: Command
  readonly decision: Extract<Decision, { ok: true }>
}

export interface SimulationResult {
  readonly trace: readonly TraceLine[]
  /** `failed`: it ended in an error, was cancelled, could not start, or an incident is open; `waiting`: something is still open, or a bound was reached. */
  readonly state: 'completed' | 'waiting' | 'failed'
  /** Of the started process, the first of several. */
  readonly variables: JsonObject
  readonly incidents: readonly SimulationIncident[]
  /** What is open at the end, of all instances. */
  readonly waiting: readonly SimulationWait[]
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
