import { label, problemAt, type Rule } from '../check.ts'

/** A decision or script whose result has no name leaves nothing behind. */
export const resultVariable: Rule = (check) =>
  check.nodes.flatMap((node) => {
    const computes = node.type === 'businessRuleTask' ? node.decision : node.type === 'scriptTask' ? node.script : undefined
    if (!computes || ('resultVariable' in node && node.resultVariable !== undefined)) return []
    return [
      problemAt(
        check,
        node,
        'warning',
        'result-not-kept',
        {
          de: `Das Ergebnis von „${label(node)}“ wird nirgends gespeichert.`,
          en: `The result of "${label(node)}" is not stored anywhere.`,
        },
        { de: 'Bitte nennen Sie eine Ergebnisvariable.', en: 'Please name a result variable.' },
      ),
    ]
  })
