import { label, problemAt, type Rule } from '../check.ts'

/** A repeated activity says over what or how often (BPMN 2.0.2, section 10.3.8). */
export const multiInstance: Rule = (check) =>
  check.nodes.flatMap((node) =>
    'multiInstance' in node && node.multiInstance && !node.multiInstance.collection && !node.multiInstance.cardinality
      ? [
          problemAt(
            check,
            node,
            'error',
            'multi-instance-without-list',
            {
              de: `„${label(node)}“ wird wiederholt, aber es steht nicht, über welche Liste oder wie oft.`,
              en: `"${label(node)}" is repeated, but it does not say over which list or how often.`,
            },
            { de: 'Bitte geben Sie eine Liste oder eine Anzahl an.', en: 'Please give a list or a number.' },
          ),
        ]
      : [],
  )
