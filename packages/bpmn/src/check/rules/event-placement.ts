import type { LocalText } from '@fachwerk/problem'
import { eventDefinitions } from '../../event-definitions.ts'
import { startsEventSubProcess } from '../../event-sub-process.ts'
import type { EventNode } from '../../model.ts'
import { label, problemAt, type Check, type Rule } from '../check.ts'

type Kind = EventNode['definition']['kind']

/** Which event definitions may stand where (BPMN 2.0.2, tables 10.84 to 10.93), whether the engine executes them or not. */
export const eventPlacement: Rule = (check) =>
  check.nodes.flatMap((node) => {
    if (!('definition' in node)) return []
    const wrong = wrongKind(check, node)
    if (wrong === undefined) return []
    return [
      problemAt(
        check,
        node,
        'error',
        'event-misplaced',
        {
          de: `„${label(node)}“ ist ${kindNames[wrong].de}; das gibt es nicht als ${places[node.type].de}.`,
          en: `"${label(node)}" is ${kindNames[wrong].en}; that does not exist as ${places[node.type].en}.`,
        },
        {
          de: 'Bitte wählen Sie für das Ereignis ein anderes Symbol, oder zeichnen Sie es an die Stelle, an der es das gibt.',
          en: 'Please choose another symbol for the event, or draw it in a place where it exists.',
        },
      ),
    ]
  })

function wrongKind(check: Check, event: EventNode): Kind | undefined {
  const { definition, type } = event
  const allowed = kindsAt(check, event)
  if (definition.kind !== 'multiple' && definition.kind !== 'parallelMultiple')
    return allowed.includes(definition.kind) ? undefined : definition.kind
  if (definition.kind === 'parallelMultiple' && (type === 'endEvent' || type === 'intermediateThrowEvent')) return definition.kind
  return eventDefinitions(definition).find(({ kind }) => kind === 'none' || kind === 'link' || !allowed.includes(kind))?.kind
}

/** That an event sub-process has a trigger, and another sub-process none, is told by their own rules. */
const kindsAt = ({ process }: Check, event: EventNode): readonly Kind[] =>
  startsEventSubProcess(process, event) ? startsOfEventSubProcess : kinds[event.type]

const kinds: Readonly<Record<EventNode['type'], readonly Kind[]>> = {
  startEvent: ['none', 'message', 'timer', 'signal', 'conditional'],
  intermediateCatchEvent: ['message', 'timer', 'link', 'signal', 'conditional'],
  intermediateThrowEvent: ['none', 'message', 'link', 'signal', 'escalation', 'compensation'],
  boundaryEvent: ['message', 'timer', 'error', 'signal', 'escalation', 'conditional', 'compensation', 'cancel'],
  endEvent: ['none', 'message', 'error', 'terminate', 'signal', 'escalation', 'compensation', 'cancel'],
}

const startsOfEventSubProcess: readonly Kind[] = [
  'none',
  'message',
  'timer',
  'signal',
  'error',
  'escalation',
  'conditional',
  'compensation',
]

export const kindNames: Readonly<Record<Kind, LocalText>> = {
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

const places: Readonly<Record<EventNode['type'], LocalText>> = {
  startEvent: { de: 'Start an dieser Stelle', en: 'a start in this place' },
  intermediateCatchEvent: { de: 'Zwischenereignis, das wartet', en: 'an intermediate event that waits' },
  intermediateThrowEvent: { de: 'Zwischenereignis, das etwas auslöst', en: 'an intermediate event that throws' },
  boundaryEvent: { de: 'angeheftetes Ereignis', en: 'a boundary event' },
  endEvent: { de: 'Ende', en: 'an end' },
}
