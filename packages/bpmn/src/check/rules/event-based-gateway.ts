import type { Problem } from '@fachwerk/problem'
import type { FlowNode, Gateway } from '../../model.ts'
import { label, problemAt, type Check, type Rule } from '../check.ts'

/** What an event-based gateway may lead to, and how it may begin instances (BPMN 2.0.2, section 10.6.6). */
export const eventBasedGateway: Rule = (check) =>
  check.nodes.flatMap((node) =>
    node.type === 'eventBasedGateway'
      ? [...tooFewWays(check, node), ...wrongTargets(check, node), ...wrongStart(check, node)]
      : [],
  )

const targetsOf = (check: Check, gateway: Gateway): FlowNode[] =>
  gateway.outgoing.flatMap((id) => check.process.nodes[check.process.flows[id]!.target] ?? [])

function tooFewWays(check: Check, gateway: Gateway): Problem[] {
  if (gateway.outgoing.length > 1) return []
  return [
    problemAt(
      check,
      gateway,
      'error',
      'event-gateway-ways',
      {
        de: `Das ereignisbasierte Gateway „${label(gateway)}“ braucht mindestens zwei Wege zur Auswahl.`,
        en: `The event-based gateway "${label(gateway)}" needs at least two ways to choose from.`,
      },
      {
        de: 'Bitte zeichnen Sie für jedes mögliche Ereignis einen Weg, oder nehmen Sie das Gateway heraus.',
        en: 'Please draw a way for each possible event, or take the gateway out.',
      },
    ),
  ]
}

const waitsFor: readonly string[] = ['message', 'timer', 'signal', 'conditional', 'multiple', 'parallelMultiple']

function wrongTargets(check: Check, gateway: Gateway): Problem[] {
  const targets = targetsOf(check, gateway)
  const catchesMessages = targets.some((node) => 'definition' in node && node.definition.kind === 'message')
  return targets.flatMap((target) => {
    const reason = reasonAgainst(target, catchesMessages)
    if (!reason) return []
    return [
      problemAt(
        check,
        target,
        'error',
        'event-gateway-target',
        {
          de: `„${label(target)}“ kann nicht nach dem ereignisbasierten Gateway „${label(gateway)}“ stehen: ${reason.de}`,
          en: `"${label(target)}" cannot follow the event-based gateway "${label(gateway)}": ${reason.en}`,
        },
        {
          de: 'Bitte führen Sie jeden Weg zu einem Zwischenereignis, das wartet, oder zu einer Empfangsaufgabe.',
          en: 'Please lead each way to an intermediate event that waits, or to a receive task.',
        },
      ),
    ]
  })
}

function reasonAgainst(target: FlowNode, catchesMessages: boolean): { readonly de: string; readonly en: string } | undefined {
  if (target.incoming.length > 1) return { de: 'Es führen noch andere Pfeile dorthin.', en: 'Other arrows lead there too.' }
  if (target.type === 'receiveTask') {
    if (target.boundary.length > 0)
      return {
        de: 'Eine Empfangsaufgabe hat hier keine angehefteten Ereignisse.',
        en: 'A receive task has no boundary events here.',
      }
    return catchesMessages
      ? {
          de: 'Nachrichtenereignisse und Empfangsaufgaben dürfen nicht gemischt werden.',
          en: 'Message events and receive tasks must not be mixed.',
        }
      : undefined
  }
  return target.type === 'intermediateCatchEvent' && waitsFor.includes(target.definition.kind)
    ? undefined
    : { de: 'Es wartet auf kein Ereignis von außen.', en: 'It waits for no event from outside.' }
}

function wrongStart(check: Check, gateway: Gateway): Problem[] {
  const isStart = gateway.instantiate === true
  if (isStart ? gateway.incoming.length === 0 : !gateway.parallel) return []
  return [
    problemAt(
      check,
      gateway,
      'error',
      'event-gateway-start',
      isStart
        ? {
            de: `Das Gateway „${label(gateway)}“ beginnt Vorgänge; es darf kein Pfeil dorthin führen.`,
            en: `The gateway "${label(gateway)}" begins cases; no arrow may lead there.`,
          }
        : {
            de: `Das Gateway „${label(gateway)}“ ist parallel; das gibt es nur, wo es Vorgänge beginnt.`,
            en: `The gateway "${label(gateway)}" is parallel; that exists only where it begins cases.`,
          },
      {
        de: 'Bitte löschen Sie die Pfeile zum Gateway, oder nehmen Sie das Kennzeichen am Gateway weg.',
        en: 'Please delete the arrows to the gateway, or take the marker off the gateway.',
      },
    ),
  ]
}
