import type { EventDefinition, Expression, FlowNode, ProcessModel } from '@fachwerk/bpmn'
import { eventDefinitions } from '@fachwerk/bpmn'
import { toJson, type FeelValue } from '@fachwerk/feel'
import type { JsonObject } from '@fachwerk/problem'
import { compiledProcess } from './compiled-process.ts'
import { compiledExpression } from './expressions/evaluate.ts'

export interface StartSubscriptions {
  readonly messages: readonly {
    readonly startEvent: string
    readonly name: string
    /** At most one active instance for each correlation key. */
    readonly onePerKey?: true
  }[]
  readonly signals: readonly { readonly startEvent: string; readonly name: string }[]
  readonly conditions: readonly { readonly startEvent: string; readonly condition: Expression }[]
  /** `expression`: the evaluated text for `dueOfTimer`. */
  readonly timers: readonly {
    readonly startEvent: string
    readonly kind: 'date' | 'duration' | 'cycle'
    readonly expression: string
  }[]
}

/**
 * What starts instances of a process from outside, to be kept by the runtime for the newest version (BPMN 2.0.2, 10.5.2). There is no
 * instance yet, so expressions see no variables; `at` (milliseconds since the epoch) is what `now()` means to them. A start event whose
 * expression gives no text is left out.
 */
export function startSubscriptions(process: ProcessModel, at?: number): StartSubscriptions {
  const { startEvents, instantiating } = compiledProcess(process)
  const starts = [...startEvents, ...instantiating].flatMap(({ node }) => triggersOf(node))
  const messages = starts.flatMap(({ startEvent, definition, onePerKey }) => {
    const name = definition.kind === 'message' && definition.message ? textOf(definition.message.name, at) : undefined
    return name === undefined ? [] : [{ startEvent, name, ...(onePerKey && { onePerKey }) }]
  })
  const timers = starts.flatMap(({ startEvent, definition }) => {
    const expression = definition.kind === 'timer' ? textOf(definition.expression, at) : undefined
    return definition.kind !== 'timer' || expression === undefined ? [] : [{ startEvent, kind: definition.timer, expression }]
  })
  const signals = starts.flatMap(({ startEvent, definition }) => {
    const name = definition.kind === 'signal' && definition.name ? textOf(definition.name, at) : undefined
    return name === undefined ? [] : [{ startEvent, name }]
  })
  const conditions = starts.flatMap(({ startEvent, definition }) =>
    definition.kind === 'conditional' ? [{ startEvent, condition: definition.condition }] : [],
  )
  return { messages, signals, conditions, timers }
}

/**
 * The start event whose condition holds for what the world outside has told; `undefined` where none does. A condition of a start event sees
 * no instance (BPMN 2.0.2, 10.5.5): only these variables and `now()`.
 */
export function conditionalStart(process: ProcessModel, variables: JsonObject, at: number): string | undefined {
  return startSubscriptions(process, at).conditions.find(({ condition }) => {
    const compiled = compiledExpression(condition)
    return compiled.ok && compiled.value.evaluate(variables as Record<string, FeelValue>, { now: at }).value === true
  })?.startEvent
}

interface Starting {
  readonly startEvent: string
  readonly definition: EventDefinition
  readonly onePerKey?: true
}

/** Each definition of a multiple start event begins instances; one that waits for all of them cannot, as there is no instance yet. */
function triggersOf(node: FlowNode): readonly Starting[] {
  const startEvent = node.id
  if ('definition' in node) {
    if (node.definition.kind === 'parallelMultiple') return []
    const onePerKey = node.onePerKey && { onePerKey: node.onePerKey }
    return eventDefinitions(node.definition).map((definition) => ({ startEvent, definition, ...onePerKey }))
  }
  const message = node.type === 'receiveTask' ? node.message : undefined
  return [{ startEvent, definition: { kind: 'message', ...(message && { message }) } }]
}

function textOf(expression: Expression, at: number | undefined): string | undefined {
  const compiled = compiledExpression(expression)
  if (!compiled.ok) return undefined
  const value = toJson(compiled.value.evaluate({}, at === undefined ? {} : { now: at }).value)
  return typeof value === 'string' && value !== '' ? value : undefined
}
