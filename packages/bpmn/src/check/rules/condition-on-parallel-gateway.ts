import { flowLabel, label, problemAt, type Rule } from '../check.ts'

/** A parallel gateway takes all its ways; a condition there would not be looked at (BPMN 2.0.2, section 10.6.4). */
export const conditionOnParallelGateway: Rule = (check) =>
  check.nodes.flatMap((node) => {
    if (node.type !== 'parallelGateway' && node.type !== 'eventBasedGateway') return []
    return node.outgoing.flatMap((id) => {
      const flow = check.process.flows[id]!
      if (!flow.condition) return []
      const name = flowLabel(check, flow)
      return [
        problemAt(
          check,
          flow,
          'error',
          'condition-on-parallel-gateway',
          {
            de: `Der Weg ${name.de} hat eine Bedingung, aber am Gateway „${label(node)}“ gelten keine: Es geht alle Wege.`,
            en: `The way ${name.en} has a condition, but none count at the gateway "${label(node)}": it takes all ways.`,
          },
          {
            de: 'Bitte löschen Sie die Bedingung oder zeichnen Sie ein exklusives Gateway (X).',
            en: 'Please delete the condition, or draw an exclusive gateway (X).',
          },
        ),
      ]
    })
  })
