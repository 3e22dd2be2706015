import { staticText } from '../../expressions/feel-string.ts'
import { label, problemAt, type Rule } from '../check.ts'
import { shortened } from '../../shortened.ts'

/** A call activity calls a process of the same upload. */
export const calledProcess: Rule = (check) =>
  check.nodes.flatMap((node) => {
    if (node.type !== 'callActivity') return []
    if (!node.calledProcess)
      return [
        problemAt(
          check,
          node,
          'error',
          'called-process-missing',
          {
            de: `Bei „${label(node)}“ steht nicht, welcher Prozess aufgerufen wird.`,
            en: `"${label(node)}" does not say which process to call.`,
          },
          { de: 'Bitte tragen Sie die ID des Prozesses ein.', en: 'Please enter the id of the process.' },
        ),
      ]
    const id = staticText(node.calledProcess.feel)
    if (id === undefined || id === check.process.id || check.surroundings.processes.has(id)) return []
    return [
      problemAt(
        check,
        node,
        'error',
        'unknown-process',
        {
          de: `„${label(node)}“ ruft den Prozess „${shortened(id)}“ auf, der hier fehlt.`,
          en: `"${label(node)}" calls the process "${shortened(id)}", which is missing here.`,
        },
        {
          de: 'Bitte laden Sie die Datei mit diesem Prozess zusammen mit dem ersten hoch.',
          en: 'Please upload the file with this process together with the first.',
        },
      ),
    ]
  })
