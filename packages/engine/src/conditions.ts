import type { EventDefinition, Expression } from '@fachwerk/bpmn'
import { eventDefinitions } from '@fachwerk/bpmn'
import { beginWithInputs } from './activity/life-cycle.ts'
import type { ActivationKey } from './api.ts'
import { compiledExpression, evaluate } from './expressions/evaluate.ts'
import { happened } from './happened.ts'
import type { IncidentCause } from './incident.ts'
import { causes } from './incident.ts'
import type { Run } from './run.ts'
import type { ConditionState } from './state.ts'
import { armedPlace, dropCondition, type Armed } from './triggers.ts'
import { lookup } from './state.ts'

type Conditional = Extract<EventDefinition, { kind: 'conditional' }>

/**
 * Conditional events (BPMN 2.0.2, 10.5.5). A condition is looked at when it is armed and whenever a variable it reads is set; it
 * happens when it becomes true, and again only after it has been false. Anything but true counts as false: most often a value is not
 * there yet.
 */
export function watchCondition(run: Run, armed: Armed, { condition }: Conditional): IncidentCause | undefined {
  const compiled = compiledExpression(condition)
  if (!compiled.ok) return causes.syntax(condition.feel, compiled.errors[0])
  watch(run, armed)
  return undefined
}

/** The condition of an event, or that of an activity which waits for its inputs: once it is true, the event happens or the activity begins. */
export function watch(run: Run, armed: Armed): void {
  run.emit({ type: 'condition-watched', at: run.at, ...armedPlace(run, armed), condition: run.newId() })
}

/** Looks at what was just armed. */
export function settleConditions(run: Run, key: ActivationKey): void {
  for (const id of run.activation(key)?.conditions ?? []) look(run, id)
}

/** Looks at every condition that reads a variable set since the last time. */
export function recheckConditions(run: Run): void {
  const changed = run.changedVariables
  run.changedVariables = new Set()
  for (const [id, watched] of Object.entries(run.state.conditions ?? {})) {
    const condition = conditionOf(run, watched)
    const compiled = condition && compiledExpression(condition)
    if (compiled?.ok && compiled.value.reads.some((name) => changed.has(name))) look(run, id)
  }
}

function conditionOf(run: Run, { element, part = 0 }: ConditionState): Expression | undefined {
  const node = run.process.nodes.get(element)?.node
  if (node && !('definition' in node)) return node.io.available
  const definition = node && eventDefinitions(node.definition)[part]
  return definition?.kind === 'conditional' ? definition.condition : undefined
}

function look(run: Run, id: string): void {
  const watched: ConditionState | undefined = lookup(run.state.conditions ?? {}, id)
  const condition = watched && conditionOf(run, watched)
  if (!watched || !condition) return
  const { activation, element, part } = watched
  const outcome = evaluate(run, condition, activation)
  const holds = outcome.ok && outcome.value === true
  if (holds === watched.holds) return
  run.emit({ type: 'condition-changed', at: run.at, ...run.place(activation), element, condition: id, holds })
  const node = run.process.nodes.get(element)
  if (!holds || !node) return
  if ('definition' in node.node) return happened(run, node, activation, {}, { condition: id, part })
  dropCondition(run, activation, id)
  beginWithInputs(run, node, activation)
}
