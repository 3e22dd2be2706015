import { label, problemAt, type Rule } from '../check.ts'

/** A gateway splits or joins (BPMN 2.0.2, section 10.6.1). An event-based one has rules of its own. */
export const gatewayWithoutChoice: Rule = (check) =>
  check.nodes.flatMap((node) => {
    if (!node.type.endsWith('Gateway') || node.type === 'eventBasedGateway') return []
    if (node.incoming.length > 1 || node.outgoing.length > 1) return []
    return [
      problemAt(
        check,
        node,
        'warning',
        'gateway-without-choice',
        {
          de: `Das Gateway „${label(node)}“ verzweigt nicht und führt nichts zusammen.`,
          en: `The gateway "${label(node)}" neither splits nor joins.`,
        },
        {
          de: 'Bitte zeichnen Sie die fehlenden Wege, oder nehmen Sie das Gateway heraus.',
          en: 'Please draw the missing ways, or take the gateway out.',
        },
      ),
    ]
  })
