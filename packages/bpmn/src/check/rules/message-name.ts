import type { Problem } from '@fachwerk/problem'
import { eventDefinitions } from '../../event-definitions.ts'
import { hasProgram } from '../../has-program.ts'
import type { FlowNode, MessageReference } from '../../model.ts'
import { label, problemAt, type Check, type Rule } from '../check.ts'

/** Whoever waits for or sends a message says which; whoever waits says for which case (BPMN 2.0.2, section 8.4.12). */
export const messageName: Rule = (check) =>
  check.nodes.flatMap((node) => {
    return messageUses(node).flatMap((use) => problemsOfUse(check, node, use))
  })

function problemsOfUse(check: Check, node: FlowNode, use: MessageUse): Problem[] {
  if (!use.message)
    return [
      problemAt(
        check,
        node,
        'error',
        'message-without-name',
        {
          de: `Bei „${label(node)}“ steht nicht, um welche Nachricht es geht.`,
          en: `"${label(node)}" does not say which message it is about.`,
        },
        {
          de: 'Bitte wählen Sie eine Nachricht und geben Sie ihr einen Namen.',
          en: 'Please choose a message and give it a name.',
        },
      ),
    ]
  if (!use.needsKey || use.message.correlationKey) return []
  return [
    problemAt(
      check,
      node,
      'warning',
      'message-without-correlation-key',
      {
        de: `„${label(node)}“ wartet auf eine Nachricht ohne Zuordnungsschlüssel: Sie könnte beim falschen Vorgang ankommen.`,
        en: `"${label(node)}" waits for a message without correlation key: it could arrive at the wrong case.`,
      },
      {
        de: 'Bitte geben Sie einen Schlüssel an (zeebe:subscription correlationKey), z. B. die Vorgangsnummer.',
        en: 'Please give a key (zeebe:subscription correlationKey), for example the case number.',
      },
    ),
  ]
}

/** What is said about the message at a node that needs one. */
interface MessageUse {
  readonly message: MessageReference | undefined
  readonly needsKey: boolean
}

function messageUses(node: FlowNode): readonly MessageUse[] {
  if (node.type === 'receiveTask') return [{ message: node.message, needsKey: !node.instantiate }]
  if (node.type === 'sendTask') return node.message || hasProgram(node) ? [] : [{ message: undefined, needsKey: false }]
  if (!('definition' in node) || node.jobType) return []
  const needsKey = node.type === 'intermediateCatchEvent' || node.type === 'boundaryEvent'
  return eventDefinitions(node.definition).flatMap((definition) =>
    definition.kind === 'message' ? [{ message: definition.message, needsKey }] : [],
  )
}
