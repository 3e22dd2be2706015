import { staticText } from '../../expressions/feel-string.ts'
import { isTimerText } from '../../expressions/timer-text.ts'
import { eventDefinitions } from '../../event-definitions.ts'
import type { Problem } from '@fachwerk/problem'
import type { EventDefinition, EventNode } from '../../model.ts'
import { label, problemAt, type Check, type Rule } from '../check.ts'
import { shortened } from '../../shortened.ts'

/** Timers have a time, and one that stands in the model is ISO 8601 (BPMN 2.0.2, section 10.5.5). */
export const timer: Rule = (check) =>
  check.nodes.flatMap((node) => {
    if (!('definition' in node)) return []
    return eventDefinitions(node.definition).flatMap((definition) =>
      definition.kind === 'timer' ? timeOf(check, node, definition) : [],
    )
  })

type Timer = Extract<EventDefinition, { kind: 'timer' }>

function timeOf(check: Check, node: EventNode, { expression, timer: kind }: Timer): Problem[] {
  if (expression.feel === 'null' && expression.original === undefined)
    return [
      problemAt(
        check,
        node,
        'error',
        'timer-without-time',
        { de: `Der Zeitgeber „${label(node)}“ hat keine Zeitangabe.`, en: `The timer "${label(node)}" has no time.` },
        {
          de: `Bitte geben Sie eine Zeit an, z. B. ${example[kind]}.`,
          en: `Please give a time, for example ${example[kind]}.`,
        },
      ),
    ]
  const text = staticText(expression.feel)
  if (text === undefined || isTimerText(text, kind)) return []
  return [
    problemAt(
      check,
      node,
      'error',
      'timer-not-understood',
      {
        de: `Die Zeitangabe „${shortened(text)}“ von „${label(node)}“ verstehen wir nicht.`,
        en: `We do not understand the time "${shortened(text)}" of "${label(node)}".`,
      },
      {
        de: `Bitte schreiben Sie sie nach ISO 8601, z. B. ${example[kind]}.`,
        en: `Please write it as in ISO 8601, for example ${example[kind]}.`,
      },
    ),
  ]
}

const example = { date: '2026-11-23T08:00:00+01:00', duration: 'P14D', cycle: 'R3/PT1H' } as const
