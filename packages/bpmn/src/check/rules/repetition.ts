import type { LocalText } from '@fachwerk/problem'
import type { RuleId } from '../../rule-ids.ts'
import { label, problemAt, type Rule } from '../check.ts'

/** More tokens than anybody can mean; each of them is a path of its own. */
const MOST_TOKENS = 1_000

/** A number that stands in the model and is no whole number of 1 or more. */
function isNoCount(feel: string | undefined): boolean {
  const text = feel?.trim()
  return text !== undefined && /^-?\d+(\.\d+)?$/.test(text) && !(Number.isInteger(Number(text)) && Number(text) >= 1)
}

/** A loop ends, an event of a multi-instance is there, quantities are at least 1 and within reason (BPMN 2.0.2, sections 10.3.8 and 10.3.1). */
export const repetition: Rule = (check) =>
  check.nodes.flatMap((node) => {
    if (!('boundary' in node)) return []
    const found = (rule: RuleId, message: LocalText, remedy: LocalText) => [
      problemAt(check, node, 'error', rule, message, remedy),
    ]
    const { standardLoop, multiInstance, startQuantity = 1, completionQuantity = 1 } = node
    const endless = standardLoop && !standardLoop.condition && standardLoop.maximum === undefined
    const behavior = multiInstance?.behavior
    const throwsNothing =
      behavior && (behavior.kind === 'complex' ? behavior.definitions.length === 0 : behavior.definition.kind === 'none')
    return [
      ...(endless
        ? found(
            'loop-without-end',
            {
              de: `„${label(node)}“ wird ohne Ende wiederholt: Es fehlen Bedingung und Höchstzahl.`,
              en: `"${label(node)}" is repeated without end: condition and maximum are missing.`,
            },
            {
              de: 'Bitte geben Sie eine Schleifenbedingung oder eine Höchstzahl an.',
              en: 'Please give a loop condition or a maximum.',
            },
          )
        : []),
      ...(standardLoop?.maximum !== undefined && standardLoop.maximum < 1
        ? found(
            'loop-maximum',
            {
              de: `„${label(node)}“ soll höchstens ${standardLoop.maximum} Mal wiederholt werden, also nie.`,
              en: `"${label(node)}" is to be repeated ${standardLoop.maximum} times at most, so never.`,
            },
            { de: 'Bitte geben Sie eine Höchstzahl ab 1 an.', en: 'Please give a maximum of 1 or more.' },
          )
        : []),
      ...(isNoCount(multiInstance?.cardinality?.feel)
        ? found(
            'cardinality-out-of-range',
            {
              de: `„${label(node)}“ soll ${multiInstance!.cardinality!.feel} Mal ausgeführt werden; das geht nicht.`,
              en: `"${label(node)}" is to be done ${multiInstance!.cardinality!.feel} times, which cannot be.`,
            },
            { de: 'Bitte geben Sie eine ganze Zahl ab 1 an.', en: 'Please give a whole number of 1 or more.' },
          )
        : []),
      ...(throwsNothing
        ? found(
            'multi-instance-without-event',
            {
              de: `„${label(node)}“ soll beim Abschluss einer Wiederholung ein Ereignis werfen, nennt aber keines.`,
              en: `"${label(node)}" is to throw an event when a repetition completes, but names none.`,
            },
            {
              de: 'Bitte nennen Sie das Ereignis, oder lassen Sie das Verhalten auf „All“.',
              en: 'Please name the event, or leave the behaviour at "All".',
            },
          )
        : []),
      ...([startQuantity, completionQuantity].some((quantity) => quantity < 1 || quantity > MOST_TOKENS)
        ? found(
            'quantity-out-of-range',
            {
              de: `„${label(node)}“ hat eine Start- oder Abschlussmenge, die nicht zwischen 1 und 1.000 liegt.`,
              en: `"${label(node)}" has a start or completion quantity that is not between 1 and 1,000.`,
            },
            { de: 'Bitte geben Sie eine Menge von 1 bis 1.000 an.', en: 'Please give a quantity from 1 to 1,000.' },
          )
        : []),
    ]
  })
