import { label, problemAt, type Rule } from '../check.ts'
import { shortened } from '../../shortened.ts'

/** Scripts are FEEL. */
export const script: Rule = (check) =>
  check.nodes.flatMap((node) => {
    if (node.type !== 'scriptTask' || node.script) return []
    const { format } = node
    const isFeel = format === undefined || /feel/i.test(format)
    return [
      problemAt(
        check,
        node,
        'error',
        isFeel ? 'script-missing' : 'script-not-executed-yet',
        isFeel
          ? {
              de: `Die Skriptaufgabe „${label(node)}“ enthält kein Skript, das wir lesen können.`,
              en: `The script task "${label(node)}" contains no script we can read.`,
            }
          : {
              de: `Die Skriptaufgabe „${label(node)}“ ist in „${shortened(format)}“ geschrieben. Das führen wir noch nicht aus.`,
              en: `The script task "${label(node)}" is written in "${shortened(format)}". We do not execute that yet.`,
            },
        {
          de: 'Bitte schreiben Sie einen FEEL-Ausdruck und nennen Sie die Ergebnisvariable.',
          en: 'Please write a FEEL expression and name the result variable.',
        },
      ),
    ]
  })
