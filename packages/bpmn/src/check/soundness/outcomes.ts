import type { LocalText } from '@fachwerk/problem'
import type { EventNode, FlowNode, SequenceFlow } from '../../model.ts'
import { label, labelOf, twinsOf, type Check } from '../check.ts'
import type { Outcome } from './net.ts'

/** All subsets are looked at up to so many conditional ways: 2 to the power of it outcomes. */
const MOST_SUBSETS = 5

export interface Outcomes {
  readonly outcomes: readonly Outcome[]
  readonly partial: boolean
}

/** What the outcomes of a level are made from. */
export interface OutcomeContext {
  readonly check: Check
  /** Place of a sequence flow; absent where it leads out of the level. */
  readonly placeOf: (flow: string) => number | undefined
  /** Place before the counterpart of a link. */
  readonly entryOf: (node: string) => number | undefined
}

/** What can happen at a node once it has what it waits for (BPMN 2.0.2, chapter 13). */
export function outcomesOf(context: OutcomeContext, node: FlowNode): Outcomes {
  if (node.type === 'endEvent') return all([{ produced: [], ...(endsLevel(node.definition.kind) && { ends: true as const }) }])
  if ('definition' in node && node.definition.kind === 'link' && node.type === 'intermediateThrowEvent')
    return all([{ produced: targetOfLink(context, node) }])
  if (node.type === 'exclusiveGateway' || (node.type === 'eventBasedGateway' && !node.parallel))
    return all(node.outgoing.length > 0 ? choices(context, node) : [{ produced: [] }])
  if (node.type === 'parallelGateway' || node.type === 'eventBasedGateway')
    return all([{ produced: places(context, node.outgoing) }])
  const left = leaving(context, node)
  return 'boundary' in node && node.boundary.length > 0
    ? { ...left, outcomes: withBoundary(context, node.boundary, left.outcomes) }
    : left
}

const all = (outcomes: readonly Outcome[]): Outcomes => ({ outcomes, partial: false })
const endsLevel = (kind: string): boolean => kind === 'terminate' || kind === 'error' || kind === 'cancel'
const places = ({ placeOf }: OutcomeContext, flows: readonly string[]): number[] => flows.flatMap((id) => placeOf(id) ?? [])

function targetOfLink({ check, entryOf }: OutcomeContext, link: EventNode): number[] {
  const [target] = twinsOf(check, link)
  const entry = target && entryOf(target.id)
  return entry === undefined ? [] : [entry]
}

const choices = (context: OutcomeContext, node: FlowNode): Outcome[] =>
  node.outgoing.map((id) => ({
    produced: places(context, [id]),
    ...(node.outgoing.length > 1 && { choice: wayText(context.check, node, context.check.process.flows[id]!) }),
  }))

/** Every flow without condition, any of those with one, the default if there is no other (section 13.3.2). */
function leaving(context: OutcomeContext, node: FlowNode): Outcomes {
  const { check } = context
  const standard = 'defaultFlow' in node ? node.defaultFlow : undefined
  const others = node.outgoing.filter((id) => id !== standard)
  const sure = others.filter((id) => !check.process.flows[id]!.condition)
  const open = others.filter((id) => check.process.flows[id]!.condition)
  if (open.length === 0) return all([{ produced: places(context, sure.length > 0 || !standard ? sure : [standard]) }])
  const { sets, partial } = subsets(open)
  const outcomes = sets.flatMap((taken): Outcome[] => {
    const flows = [...sure, ...taken]
    const ways = flows.length > 0 ? flows : standard === undefined ? [] : [standard]
    if (ways.length === 0) return []
    return [{ produced: places(context, ways), choice: waysText(check, node, ways) }]
  })
  return { outcomes, partial }
}

/** With many: none, each alone, all but one, all. */
function subsets(of: readonly string[]): { readonly sets: readonly (readonly string[])[]; readonly partial: boolean } {
  if (of.length > MOST_SUBSETS)
    return { sets: [[], ...of.map((one) => [one]), ...of.map((one) => of.filter((other) => other !== one)), of], partial: true }
  return {
    sets: Array.from({ length: 2 ** of.length }, (_, bits) => of.filter((_one, index) => (bits >> index) & 1)),
    partial: false,
  }
}

/** Instead of how the activity is left, or beside it. An event that does not interrupt is taken to happen once. */
function withBoundary(context: OutcomeContext, boundary: readonly string[], left: readonly Outcome[]): Outcome[] {
  const { check } = context
  const events = boundary.flatMap((id) => check.process.nodes[id] ?? [])
  const more = events.flatMap((event): Outcome[] => {
    if (event.type !== 'boundaryEvent' || event.definition.kind === 'compensation') return []
    const produced = places(context, event.outgoing)
    const choice = { de: `„${label(event)}“ eintritt`, en: `"${label(event)}" happens` }
    if (event.interrupting) return [{ produced, choice }]
    return left.map((outcome) => ({ ...outcome, produced: [...outcome.produced, ...produced], choice }))
  })
  return [...left, ...more]
}

function wayText(check: Check, node: FlowNode, flow: SequenceFlow): LocalText {
  const at = { de: `es bei „${label(node)}“`, en: `it goes on at "${label(node)}"` }
  return flow.name === undefined
    ? { de: `${at.de} zu „${labelOf(check, flow.target)}“ weitergeht`, en: `${at.en} to "${labelOf(check, flow.target)}"` }
    : { de: `${at.de} mit „${flow.name}“ weitergeht`, en: `${at.en} with "${flow.name}"` }
}

function waysText(check: Check, node: FlowNode, ways: readonly string[]): LocalText {
  const flows = ways.map((id) => check.process.flows[id]!)
  if (flows.length === 1) return wayText(check, node, flows[0]!)
  const names = flows.map((flow) => flow.name ?? labelOf(check, flow.target))
  return {
    de: `es bei „${label(node)}“ mit ${names.map((name) => `„${name}“`).join(' und ')} weitergeht`,
    en: `it goes on at "${label(node)}" with ${names.map((name) => `"${name}"`).join(' and ')}`,
  }
}
