import type { FlowNode } from '../../model.ts'
import { implicitStarts, implicitStartsAmong } from '../../implicit-starts.ts'
import { label, problemAt, startsIn, type Check, type Rule } from '../check.ts'

/** A process needs a start event, and at most one that is started by hand (BPMN 2.0.2, section 10.5.2). */
export const startEvent: Rule = (check) => [...processStart(check), ...subProcessStarts(check)]

/** Instances also begin at an instantiating receive task or event-based gateway (BPMN 2.0.2, sections 10.3.3 and 10.6.6). */
const instantiates = (node: FlowNode): boolean => 'instantiate' in node && node.instantiate === true

function processStart(check: Check): ReturnType<Rule> {
  const { process } = check
  const starts = startsIn(check, undefined)
  const withoutStart = starts.length === 0 && !(check.inside.get(undefined) ?? []).some(instantiates)
  if (withoutStart && implicitStarts(process).length > 0) return [beginsImplicitly(check, implicitStarts(process))]
  if (withoutStart)
    return [
      problemAt(
        check,
        process,
        'error',
        'no-start-event',
        {
          de: `Der Prozess „${process.name}“ hat kein Startereignis. Niemand kann ihn beginnen.`,
          en: `The process "${process.name}" has no start event. Nobody can start it.`,
        },
        {
          de: 'Bitte zeichnen Sie ein Startereignis (dünner Kreis) vor den ersten Schritt.',
          en: 'Please draw a start event (thin circle) before the first step.',
        },
      ),
    ]
  return starts
    .filter((start) => start.definition.kind === 'none')
    .slice(1)
    .map((start) =>
      problemAt(
        check,
        start,
        'error',
        'several-start-events',
        {
          de: `Der Prozess hat mehrere einfache Startereignisse; bei „${label(start)}“ ist unklar, welches gilt.`,
          en: `The process has several plain start events; at "${label(start)}" it is unclear which one counts.`,
        },
        { de: 'Bitte lassen Sie nur ein einfaches Startereignis stehen.', en: 'Please keep one plain start event only.' },
      ),
    )
}

/** It runs (BPMN 2.0.2, section 13.3.1), but may have been forgotten. */
const beginsImplicitly = (check: Check, nodes: readonly FlowNode[]) =>
  problemAt(
    check,
    check.process,
    'info',
    'implicit-start',
    {
      de: `Der Prozess „${check.process.name}“ hat kein Startereignis. Er beginnt mit allem, zu dem kein Pfeil führt: ${nodes.map(label).join(', ')}.`,
      en: `The process "${check.process.name}" has no start event. It begins with everything no arrow leads to: ${nodes.map(label).join(', ')}.`,
    },
    {
      de: 'Soll er an einer bestimmten Stelle beginnen, zeichnen Sie dort ein Startereignis (dünner Kreis).',
      en: 'If it should begin at one place, draw a start event (thin circle) there.',
    },
  )

function subProcessStarts(check: Check): ReturnType<Rule> {
  const embedded = check.nodes.filter(
    (node) => (node.type === 'subProcess' || node.type === 'transaction') && !node.triggeredByEvent,
  )
  return embedded.flatMap((subProcess) => {
    const starts = startsIn(check, subProcess.id)
    if (starts.length === 1 && starts[0]!.definition.kind === 'none') return []
    if (implicitStartsAmong(check.inside.get(subProcess.id) ?? []).length > 0) return []
    return [
      problemAt(
        check,
        subProcess,
        'error',
        'sub-process-start',
        {
          de: `Der Teilprozess „${label(subProcess)}“ braucht genau ein einfaches Startereignis, hat aber ${starts.length === 1 ? 'eines mit Auslöser' : starts.length}.`,
          en: `The sub-process "${label(subProcess)}" needs exactly one plain start event but has ${starts.length === 1 ? 'one with a trigger' : starts.length}.`,
        },
        {
          de: 'Bitte zeichnen Sie in den Teilprozess ein Startereignis ohne Symbol.',
          en: 'Please draw one start event without a symbol into the sub-process.',
        },
      ),
    ]
  })
}
