import type { LocalText, Problem } from '@fachwerk/problem'
import { feelString, staticText } from '../../expressions/feel-string.ts'
import type { FlowNode } from '../../model.ts'
import { label, problemAt, type Check, type Rule } from '../check.ts'
import { shortened } from '../../shortened.ts'

/** Work without a handler of ours is done and confirmed by a person. */
export const jobType: Rule = (check) =>
  check.nodes.flatMap((node) => {
    if (!('jobType' in node) || !node.jobType) return []
    if ('foreignImplementation' in node && node.foreignImplementation !== undefined)
      return [byHand(check, node, foreign(node.foreignImplementation))]
    const type = staticText(node.jobType.feel)
    if (type === undefined || check.surroundings.jobTypes.has(type)) return []
    if (node.jobType.feel !== feelString(node.id)) return [byHand(check, node, unknown(type))]
    return node.type === 'sendTask' ? [] : [byHand(check, node, none)]
  })

const none: LocalText = {
  de: 'Es ist nicht angegeben, wer diesen Schritt technisch ausführt.',
  en: 'It does not say who does this step technically.',
}
const unknown = (type: string): LocalText => ({
  de: `Für diesen Schritt (Auftragstyp „${shortened(type)}“) gibt es hier kein Programm.`,
  en: `There is no program here for this step (job type "${shortened(type)}").`,
})
const foreign = (name: string): LocalText => ({
  de: `Der Schritt ist in einer anderen Anwendung programmiert („${shortened(name)}“).`,
  en: `The step is programmed in another application ("${shortened(name)}").`,
})

const byHand = (check: Check, node: FlowNode, why: LocalText): Problem =>
  problemAt(
    check,
    node,
    'warning',
    'confirmed-by-hand',
    {
      de: `„${label(node)}“: ${why.de} Eine Person bestätigt ihn von Hand.`,
      en: `"${label(node)}": ${why.en} A person confirms it by hand.`,
    },
    {
      de: 'Wenn der Schritt von selbst laufen soll, lassen Sie ein Programm für diesen Auftragstyp einrichten.',
      en: 'If the step should run by itself, have a program set up for this job type.',
    },
  )
