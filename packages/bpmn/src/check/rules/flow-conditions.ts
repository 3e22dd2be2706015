import type { FlowNode, SequenceFlow } from '../../model.ts'
import { flowLabel, label, labelOf, problemAt, type Check, type Rule } from '../check.ts'

/** Where a condition on a sequence flow means nothing, or leaves nothing else to choose (BPMN 2.0.2, section 8.4.13, tables 8.60 and 10.3). */
export const flowConditions: Rule = (check) =>
  check.flows.flatMap((flow) => {
    if (!flow.condition) return []
    const source = check.process.nodes[flow.source]!
    if ('defaultFlow' in source && source.defaultFlow === flow.id) return onDefault(check, flow)
    if ('definition' in source) return afterEvent(check, flow)
    if (source.type === 'parallelGateway' || source.type === 'eventBasedGateway') return onParallelGateway(check, flow, source)
    return source.outgoing.length === 1 ? alone(check, flow) : []
  })

function onDefault(check: Check, flow: SequenceFlow): ReturnType<Rule> {
  const name = flowLabel(check, flow)
  return [
    problemAt(
      check,
      flow,
      'error',
      'condition-on-default-flow',
      {
        de: `Der Standardweg ${name.de} hat eine Bedingung; er wird aber genommen, wenn keine andere zutrifft.`,
        en: `The default flow ${name.en} has a condition, but it is taken when no other holds.`,
      },
      {
        de: 'Bitte löschen Sie die Bedingung, oder machen Sie einen anderen Weg zum Standardweg.',
        en: 'Please delete the condition, or make another way the default flow.',
      },
    ),
  ]
}

function afterEvent(check: Check, flow: SequenceFlow): ReturnType<Rule> {
  const name = flowLabel(check, flow)
  return [
    problemAt(
      check,
      flow,
      'warning',
      'condition-on-event-flow',
      {
        de: `Der Weg ${name.de} hinter einem Ereignis hat eine Bedingung. Trifft sie nicht zu, bleibt der Vorgang dort stehen.`,
        en: `The way ${name.en} behind an event has a condition. If it does not hold, the case stops there.`,
      },
      {
        de: 'Bitte löschen Sie die Bedingung, oder zeichnen Sie hinter das Ereignis ein exklusives Gateway (X).',
        en: 'Please delete the condition, or draw an exclusive gateway (X) behind the event.',
      },
    ),
  ]
}

/** A parallel gateway takes all its ways, an event-based one that whose event happens (sections 10.6.4 and 10.6.6). */
function onParallelGateway(check: Check, flow: SequenceFlow, gateway: FlowNode): ReturnType<Rule> {
  const name = flowLabel(check, flow)
  return [
    problemAt(
      check,
      flow,
      'error',
      'condition-on-parallel-gateway',
      {
        de: `Der Weg ${name.de} hat eine Bedingung, aber am Gateway „${label(gateway)}“ gelten keine: Es geht alle Wege.`,
        en: `The way ${name.en} has a condition, but none count at the gateway "${label(gateway)}": it takes all ways.`,
      },
      {
        de: 'Bitte löschen Sie die Bedingung oder zeichnen Sie ein exklusives Gateway (X).',
        en: 'Please delete the condition, or draw an exclusive gateway (X).',
      },
    ),
  ]
}

const alone = (check: Check, flow: SequenceFlow): ReturnType<Rule> => [
  problemAt(
    check,
    flow,
    'warning',
    'condition-alone',
    {
      de: `Der einzige Weg hinter „${labelOf(check, flow.source)}“ hat eine Bedingung. Trifft sie nicht zu, bleibt der Vorgang dort stehen.`,
      en: `The only way behind "${labelOf(check, flow.source)}" has a condition. If it does not hold, the case stops there.`,
    },
    {
      de: 'Bitte löschen Sie die Bedingung, oder zeichnen Sie einen zweiten Weg für den anderen Fall.',
      en: 'Please delete the condition, or draw a second way for the other case.',
    },
  ),
]
