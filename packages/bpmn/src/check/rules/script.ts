import type { LocalText, Problem } from '@fachwerk/problem'
import type { ScriptTask } from '../../model.ts'
import { label, problemAt, type Check, type Rule } from '../check.ts'
import { shortened } from '../../shortened.ts'

/** Scripts are FEEL or JavaScript (BPMN 2.0.2, section 10.3.3). */
export const script: Rule = (check) =>
  check.nodes.flatMap((node) => {
    if (node.type !== 'scriptTask' || node.script) return []
    return node.javascript === undefined ? [notReadable(check, node)] : syntaxProblems(check, node, node.javascript)
  })

const remedy: LocalText = {
  de: 'Bitte schreiben Sie einen FEEL-Ausdruck oder JavaScript und nennen Sie die Ergebnisvariable.',
  en: 'Please write a FEEL expression or JavaScript and name the result variable.',
}

function notReadable(check: Check, node: ScriptTask): Problem {
  const { format } = node
  if (format === undefined || /feel|javascript|ecmascript/i.test(format))
    return problemAt(
      check,
      node,
      'error',
      'script-missing',
      {
        de: `Die Skriptaufgabe „${label(node)}“ enthält kein Skript, das wir lesen können.`,
        en: `The script task "${label(node)}" contains no script we can read.`,
      },
      remedy,
    )
  return problemAt(
    check,
    node,
    'error',
    'script-language',
    {
      de: `Die Skriptaufgabe „${label(node)}“ ist in „${shortened(format)}“ geschrieben. Wir führen FEEL und JavaScript aus, denn nur diese laufen ganz ohne Zugriff auf den Rechner.`,
      en: `The script task "${label(node)}" is written in "${shortened(format)}". We execute FEEL and JavaScript, for only these run without any access to the machine.`,
    },
    remedy,
  )
}

function syntaxProblems(check: Check, node: ScriptTask, source: string): Problem[] {
  const reason = check.surroundings.checkScript?.(source)
  if (!reason) return []
  return [
    problemAt(
      check,
      node,
      'error',
      'script-syntax',
      {
        de: `Das Skript von „${label(node)}“ ist kein gültiges JavaScript: ${reason.de}`,
        en: `The script of "${label(node)}" is not valid JavaScript: ${reason.en}`,
      },
      { de: 'Bitte berichtigen Sie das Skript.', en: 'Please correct the script.' },
    ),
  ]
}
