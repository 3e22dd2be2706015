import { staticText } from '../../expressions/feel-string.ts'
import { label, problemAt, type Rule } from '../check.ts'
import { shortened } from '../../shortened.ts'

/** A business rule task calls a decision of the same upload, or names a job. */
export const calledDecision: Rule = (check) =>
  check.nodes.flatMap((node) => {
    if (node.type !== 'businessRuleTask') return []
    if (!node.decision) {
      if (node.jobType) return []
      return [
        problemAt(
          check,
          node,
          'error',
          'decision-missing',
          {
            de: `Bei „${label(node)}“ steht nicht, welche Entscheidung getroffen wird.`,
            en: `"${label(node)}" does not say which decision to take.`,
          },
          { de: 'Bitte tragen Sie die ID der Entscheidung ein.', en: 'Please enter the id of the decision.' },
        ),
      ]
    }
    const id = staticText(node.decision.feel)
    if (id === undefined || check.surroundings.decisions.has(id)) return []
    return [
      problemAt(
        check,
        node,
        'error',
        'unknown-decision',
        {
          de: `„${label(node)}“ braucht die Entscheidung „${shortened(id)}“, die hier fehlt.`,
          en: `"${label(node)}" needs the decision "${shortened(id)}", which is missing here.`,
        },
        {
          de: 'Bitte laden Sie die DMN-Datei mit dieser Entscheidung zusammen mit dem Prozess hoch.',
          en: 'Please upload the DMN file with this decision together with the process.',
        },
      ),
    ]
  })
