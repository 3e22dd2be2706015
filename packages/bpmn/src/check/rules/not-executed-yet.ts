import type { LocalText } from '@fachwerk/problem'
import { eventDefinitions } from '../../event-definitions.ts'
import type { EventNode, FlowNode } from '../../model.ts'
import { label, problemAt, type Rule } from '../check.ts'

/** Elements the engine does not execute yet. A new behaviour in the engine takes its line out of here. */
export const notExecutedYet: Rule = (check) =>
  check.nodes.flatMap((node) => {
    const around = node.scope === undefined ? undefined : check.process.nodes[node.scope]
    const startsByEvent = node.type === 'startEvent' && around?.type === 'subProcess' && around.triggeredByEvent
    const kind = unsupportedKind(node, startsByEvent)
    if (!kind) return []
    return [
      problemAt(
        check,
        node,
        'error',
        'not-executed-yet',
        {
          de: `„${label(node)}“ ist ${kind.de}. Das führen wir noch nicht aus.`,
          en: `"${label(node)}" is ${kind.en}. We do not execute that yet.`,
        },
        {
          de: 'Bitte zeichnen Sie diese Stelle mit anderen Elementen, oder kennzeichnen Sie den Prozess als nicht ausführbar.',
          en: 'Please draw this part with other elements, or mark the process as not executable.',
        },
      ),
    ]
  })

/** Of those that are executed elsewhere. */
const kindNames: Readonly<Partial<Record<EventNode['definition']['kind'], LocalText>>> = {
  none: { de: 'ein Ereignis ohne Symbol', en: 'an event without a symbol' },
  message: { de: 'ein Nachrichtenereignis', en: 'a message event' },
  timer: { de: 'ein Zeitereignis', en: 'a timer event' },
  error: { de: 'ein Fehlerereignis', en: 'an error event' },
  terminate: { de: 'ein Beendigungsereignis', en: 'a terminate event' },
  link: { de: 'ein Linkereignis', en: 'a link event' },
  signal: { de: 'ein Signalereignis', en: 'a signal event' },
  escalation: { de: 'ein Eskalationsereignis', en: 'an escalation event' },
  conditional: { de: 'ein Bedingungsereignis', en: 'a conditional event' },
  compensation: { de: 'ein Kompensationsereignis', en: 'a compensation event' },
  cancel: { de: 'ein Abbruchereignis', en: 'a cancel event' },
  multiple: { de: 'ein Mehrfachereignis', en: 'a multiple event' },
  parallelMultiple: { de: 'ein paralleles Mehrfachereignis', en: 'a parallel multiple event' },
}
const otherEvent: LocalText = { de: 'ein Ereignis', en: 'an event' }

function unsupportedKind(node: FlowNode, startsByEvent: boolean): LocalText | undefined {
  return 'definition' in node ? eventKind(node, startsByEvent) : undefined
}

function eventKind(event: EventNode, startsByEvent: boolean): LocalText | undefined {
  const { definition, type } = event
  const kindsHere = startsByEvent ? startsOfEventSubProcess : executedKinds[type]
  const wrong = isMultiple(event)
    ? multipleKindAmiss(event, kindsHere, startsByEvent)
    : kindsHere.includes(definition.kind)
      ? undefined
      : definition.kind
  return wrong === undefined
    ? undefined
    : {
        de: `${(kindNames[wrong] ?? otherEvent).de} an einer Stelle, an der es das nicht gibt`,
        en: `${(kindNames[wrong] ?? otherEvent).en} in a place where there is none`,
      }
}

const isMultiple = ({ definition }: EventNode): boolean =>
  definition.kind === 'multiple' || definition.kind === 'parallelMultiple'

/**
 * All definitions of a multiple event are of kinds that may stand there alone; links stand alone. Parallel ones wait for all, which an
 * error cannot, and what begins a process has nowhere to keep what has happened so far.
 */
function multipleKindAmiss(
  { definition, type }: EventNode,
  kindsHere: readonly Kind[],
  startsByEvent: boolean,
): Kind | undefined {
  const parallel = definition.kind === 'parallelMultiple'
  if (parallel && ((type === 'startEvent' && !startsByEvent) || type === 'endEvent' || type === 'intermediateThrowEvent'))
    return definition.kind
  const outside: readonly Kind[] = ['message', 'timer', 'signal', 'conditional']
  return eventDefinitions(definition)
    .map(({ kind }) => kind)
    .find(
      (kind) =>
        ['none', 'link', 'compensation', 'cancel'].includes(kind) ||
        !kindsHere.includes(kind) ||
        (parallel && !outside.includes(kind)),
    )
}

type Kind = EventNode['definition']['kind']

/** BPMN 2.0.2, tables 10.84 to 10.93: which definitions an event may carry, as far as they are executed. */
const executedKinds: Readonly<Record<EventNode['type'], readonly EventNode['definition']['kind'][]>> = {
  startEvent: ['none', 'message', 'timer', 'signal', 'conditional'],
  intermediateCatchEvent: ['message', 'timer', 'link', 'signal', 'conditional'],
  intermediateThrowEvent: ['none', 'message', 'link', 'signal', 'escalation', 'compensation'],
  boundaryEvent: ['message', 'timer', 'error', 'signal', 'escalation', 'conditional', 'compensation', 'cancel'],
  endEvent: ['none', 'message', 'error', 'terminate', 'signal', 'escalation', 'compensation', 'cancel'],
}

/** Table 10.86: what may start an event sub-process; that it has a trigger is told by a rule of its own. */
const startsOfEventSubProcess: readonly EventNode['definition']['kind'][] = [
  'none',
  'message',
  'timer',
  'signal',
  'error',
  'escalation',
  'conditional',
  'compensation',
]
