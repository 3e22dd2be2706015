import type { JsonObject } from '@fachwerk/problem'
import { conditionalStart } from '../start-subscriptions.ts'
import type { Simulation } from './simulation.ts'

/** Puts on the agenda what the scenario says happens at certain times: signals, changed variables, cancellations, jumps of the clock. */
export function announceScenario(simulation: Simulation): void {
  const { signals = [], variables = [], cancellations = [], jumps = [] } = simulation.scenario
  for (const { name, after, variables: brought = {} } of signals)
    simulation.plan(simulation.later(after), () => simulation.exchange.signal(name, brought))
  for (const { after, set, process, scope } of variables) {
    if (process === undefined && scope === undefined)
      simulation.plan(simulation.later(after), () => beginByCondition(simulation, set))
    simulation.plan(simulation.later(after), () => change(simulation, process, scope, set))
  }
  for (const { after, process, reason = 'scenario' } of cancellations) {
    simulation.plan(simulation.later(after), () => {
      for (const id of meant(simulation, process)) simulation.send(id, { type: 'cancel-instance', reason })
    })
  }
  for (const { after, by } of jumps) {
    simulation.plan(simulation.later(after), () => {
      simulation.now = simulation.later(by)
    })
  }
}

/** Instances of this process, called ones too; without a name those that were started. */
const meant = (simulation: Simulation, process: string | undefined): readonly string[] =>
  process === undefined
    ? simulation.started.map(([id]) => id)
    : [...simulation.instances].filter(([, { model }]) => model.id === process).map(([id]) => id)

function change(simulation: Simulation, process: string | undefined, scope: string | undefined, variables: JsonObject): void {
  for (const id of meant(simulation, process)) {
    if (scope === undefined) {
      simulation.send(id, { type: 'set-variables', variables })
      continue
    }
    const open = Object.entries(simulation.instances.get(id)?.state?.activations ?? {})
    for (const [key, { element }] of open)
      if (element === scope) simulation.send(id, { type: 'set-variables', scope: key, variables })
  }
}

/** What the world outside tells begins processes that wait for it. */
function beginByCondition(simulation: Simulation, variables: JsonObject): void {
  for (const model of simulation.input.processes.values()) {
    const startEvent = conditionalStart(model, variables, simulation.now)
    if (startEvent !== undefined && !simulation.begunAt.has(model.id)) simulation.create(model, variables, { startEvent })
  }
}
