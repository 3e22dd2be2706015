import type { Problem } from '@fachwerk/problem'
import type { FlowNode, FormReference } from '../../model.ts'
import { label, problemAt, type Check, type Rule } from '../check.ts'
import { shortened } from '../../shortened.ts'

/** Forms exist, or one is generated. A foreign key that is the id of one of our forms shows that form. */
export const form: Rule = (check) =>
  check.nodes.flatMap((node) => {
    if (node.type !== 'userTask' && node.type !== 'startEvent') return []
    if (node.form) return referenceProblems(check, node, node.form)
    return node.type === 'userTask' ? [withoutForm(check, node)] : []
  })

function referenceProblems(check: Check, node: FlowNode, reference: FormReference): Problem[] {
  if (reference.kind === 'foreign' && !check.surroundings.forms.has(reference.key)) return [foreign(check, node, reference.key)]
  if (reference.kind !== 'id' || check.surroundings.forms.has(reference.id)) return []
  return [
    problemAt(
      check,
      node,
      'error',
      'unknown-form',
      {
        de: `„${label(node)}“ braucht das Formular „${shortened(reference.id)}“, das hier fehlt.`,
        en: `"${label(node)}" needs the form "${shortened(reference.id)}", which is missing here.`,
      },
      {
        de: 'Bitte laden Sie die Formulardatei zusammen mit dem Prozess hoch.',
        en: 'Please upload the form file together with the process.',
      },
    ),
  ]
}

const generated = {
  de: 'Sie müssen nichts tun. Für ein eigenes Formular geben Sie dessen ID an und laden es mit hoch.',
  en: 'You need not do anything. For a form of your own, give its id and upload it too.',
}

const foreign = (check: Check, node: FlowNode, key: string): Problem =>
  problemAt(
    check,
    node,
    'info',
    'foreign-form',
    {
      de: `„${label(node)}“ verweist auf ein Formular einer anderen Anwendung („${shortened(key)}“). Wir erzeugen eines aus den Daten.`,
      en: `"${label(node)}" refers to a form of another application ("${shortened(key)}"). We generate one from the data.`,
    },
    generated,
  )

const withoutForm = (check: Check, node: FlowNode): Problem =>
  problemAt(
    check,
    node,
    'info',
    'form-generated',
    {
      de: `Die Aufgabe „${label(node)}“ hat kein Formular. Wir erzeugen eines aus den Daten.`,
      en: `The task "${label(node)}" has no form. We generate one from the data.`,
    },
    generated,
  )
