import { label, problemAt, type Rule } from '../check.ts'

/** What is in an ad-hoc sub-process begins by itself or by a person; it has no start and no end (BPMN 2.0.2, section 10.3.5). */
export const adHoc: Rule = (check) =>
  check.nodes.flatMap((node) => {
    if (node.type !== 'startEvent' && node.type !== 'endEvent') return []
    const around = node.scope === undefined ? undefined : check.process.nodes[node.scope]
    if (around?.type !== 'adHocSubProcess') return []
    return [
      problemAt(
        check,
        node,
        'error',
        'ad-hoc-contents',
        {
          de: `„${label(node)}“ liegt im Ad-hoc-Teilprozess „${label(around)}“. Dort gibt es weder Start- noch Endereignisse.`,
          en: `"${label(node)}" lies in the ad-hoc sub-process "${label(around)}". There are neither start nor end events in it.`,
        },
        {
          de: 'Bitte löschen Sie das Ereignis: Was keinen Pfeil vor sich hat, kann beginnen.',
          en: 'Please delete the event: what has no arrow before it can begin.',
        },
      ),
    ]
  })
