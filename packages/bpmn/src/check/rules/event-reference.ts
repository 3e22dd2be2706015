import type { LocalText } from '@fachwerk/problem'
import { eventDefinitions } from '../../event-definitions.ts'
import type { EventDefinition, EventNode } from '../../model.ts'
import type { RuleId } from '../../rule-ids.ts'
import { label, problemAt, type Rule } from '../check.ts'

/** A signal has a name, a thrown escalation a code, a conditional event a condition (BPMN 2.0.2, section 10.5.5). */
export const eventReference: Rule = (check) =>
  check.nodes.flatMap((node) => {
    if (!('definition' in node)) return []
    return eventDefinitions(node.definition).flatMap((definition) => {
      const missing = missingAt(node, definition)
      return missing ? [problemAt(check, node, 'error', missing.rule, missing.message, missing.remedy)] : []
    })
  })

interface Missing {
  readonly rule: RuleId
  readonly message: LocalText
  readonly remedy: LocalText
}

function missingAt(event: EventNode, definition: EventDefinition): Missing | undefined {
  const { type } = event
  const throws = type === 'intermediateThrowEvent' || type === 'endEvent'
  if (definition.kind === 'signal' && !definition.name) return withoutSignal(event)
  if (definition.kind === 'escalation' && throws && !definition.code) return withoutCode(event)
  if (
    definition.kind === 'conditional' &&
    !throws &&
    definition.condition.feel === 'null' &&
    definition.condition.original === undefined
  )
    return withoutCondition(event)
  return undefined
}

const withoutSignal = (event: EventNode): Missing => ({
  rule: 'signal-without-name',
  message: {
    de: `Bei „${label(event)}“ steht nicht, um welches Signal es geht.`,
    en: `"${label(event)}" does not say which signal it is about.`,
  },
  remedy: { de: 'Bitte wählen Sie ein Signal und geben Sie ihm einen Namen.', en: 'Please choose a signal and give it a name.' },
})

const withoutCode = (event: EventNode): Missing => ({
  rule: 'escalation-without-code',
  message: {
    de: `Bei „${label(event)}“ steht nicht, welche Eskalation es ist.`,
    en: `"${label(event)}" does not say which escalation it is.`,
  },
  remedy: {
    de: 'Bitte wählen Sie eine Eskalation und geben Sie ihr einen Code.',
    en: 'Please choose an escalation and give it a code.',
  },
})

const withoutCondition = (event: EventNode): Missing => ({
  rule: 'event-without-condition',
  message: {
    de: `Beim Bedingungsereignis „${label(event)}“ fehlt die Bedingung.`,
    en: `The conditional event "${label(event)}" has no condition.`,
  },
  remedy: {
    de: 'Bitte geben Sie in FEEL an, wann es eintritt, z. B. =betrag > 100.',
    en: 'Please say in FEEL when it happens, for example =amount > 100.',
  },
})
