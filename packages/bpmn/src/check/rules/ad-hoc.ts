import type { SubProcess } from '../../model.ts'
import { label, problemAt, type Check, type Rule } from '../check.ts'

/** What is in an ad-hoc sub-process begins by itself or by a person; it has no start and no end (BPMN 2.0.2, section 10.3.5). */
export const adHoc: Rule = (check) =>
  check.nodes.flatMap((node) => {
    if (node.type === 'adHocSubProcess') return ofSubProcess(check, node)
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

/** It has activities (section 10.3.5), and says when enough is done (table 10.22). */
function ofSubProcess(check: Check, node: SubProcess): ReturnType<Rule> {
  const inside = check.inside.get(node.id) ?? []
  if (!inside.some((inner) => 'boundary' in inner || inner.type.endsWith('Event'))) return [empty(check, node)]
  return node.adHoc?.completionCondition ? [] : [withoutCompletion(check, node)]
}

const empty = (check: Check, node: SubProcess) =>
  problemAt(
    check,
    node,
    'error',
    'ad-hoc-empty',
    {
      de: `Im Ad-hoc-Teilprozess „${label(node)}“ liegt keine Aktivität. Es gibt nichts zu tun.`,
      en: `The ad-hoc sub-process "${label(node)}" contains no activity. There is nothing to do.`,
    },
    { de: 'Bitte zeichnen Sie Aufgaben hinein.', en: 'Please draw tasks into it.' },
  )

const withoutCompletion = (check: Check, node: SubProcess) =>
  problemAt(
    check,
    node,
    'info',
    'ad-hoc-completion',
    {
      de: `Der Ad-hoc-Teilprozess „${label(node)}“ hat keine Abschlussbedingung. Er ist fertig, wenn alles darin erledigt ist.`,
      en: `The ad-hoc sub-process "${label(node)}" has no completion condition. It is done when everything in it is done.`,
    },
    {
      de: 'Wenn er früher fertig sein kann, geben Sie die Abschlussbedingung an.',
      en: 'If it can be done earlier, give the completion condition.',
    },
  )
