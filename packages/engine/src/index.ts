export * from './api.ts'
export { behaviours, newestBehaviour } from './behaviour.ts'
export { decide } from './decide.ts'
export { evolve, replay } from './evolve.ts'
export type { DueTimer } from './timers/due-of-timer.ts'
export { dueOfTimer, nextDue, parseInstant } from './timers/due-of-timer.ts'
export { conditionalStart, startSubscriptions } from './start-subscriptions.ts'
export type { StartSubscriptions } from './start-subscriptions.ts'
export { completersOf } from './state.ts'
export { visibleVariables } from './variables.ts'
export { simulate } from './simulate/simulate.ts'
export type { SimulationIncident, SimulationInput, SimulationResult } from './simulate/simulate.ts'
export type { Bounds } from './simulate/simulation.ts'
export { readScenario } from './simulate/scenario.ts'
export type {
  JobAnswer,
  Scenario,
  ScenarioChange,
  ScenarioMessage,
  ScenarioMistake,
  ScenarioSignal,
  TaskAnswer,
} from './simulate/scenario.ts'
export type { TraceEvent, TraceLine } from './simulate/trace.ts'
