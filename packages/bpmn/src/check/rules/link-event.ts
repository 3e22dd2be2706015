import type { EventNode } from '../../model.ts'
import type { RuleId } from '../../rule-ids.ts'
import { label, problemAt, twinsOf, type Check, type Rule } from '../check.ts'

/** A link leads from its throws to the one catch of the same name on the same level (BPMN 2.0.2, section 10.5.5). */
export const linkEvent: Rule = (check) =>
  check.nodes.flatMap((node) => {
    if (!('definition' in node) || node.definition.kind !== 'link') return []
    if (node.definition.name === '') return [withoutName(check, node)]
    const twins = twinsOf(check, node)
    if (node.type === 'intermediateThrowEvent' && node.outgoing.length > 0)
      return problem(check, node, 'link-with-flow', {
        de: `Vom Link „${label(node)}“ führt ein Pfeil weg; der Ablauf geht aber bei seinem Gegenstück weiter.`,
        en: `An arrow leads away from the link "${label(node)}", but the flow goes on at its counterpart.`,
      })
    if (node.type === 'intermediateCatchEvent' && node.incoming.length > 0)
      return problem(check, node, 'link-with-flow', {
        de: `Zum Link „${label(node)}“ führt ein Pfeil; der Ablauf kommt aber von seinem Gegenstück.`,
        en: `An arrow leads to the link "${label(node)}", but the flow comes from its counterpart.`,
      })
    if (node.type === 'intermediateThrowEvent' ? twins.length === 1 : twins.length > 0) return []
    return problem(check, node, 'link-without-twin', {
      de: `Zum Link „${label(node)}“ gibt es auf dieser Ebene ${twins.length === 0 ? 'kein Gegenstück' : 'mehrere Ziele'} mit demselben Namen.`,
      en: `The link "${label(node)}" has ${twins.length === 0 ? 'no counterpart' : 'several targets'} of the same name on this level.`,
    })
  })

function problem(check: Check, node: EventNode, rule: RuleId, message: { de: string; en: string }): ReturnType<Rule> {
  const remedy = {
    de: 'Bitte zeichnen Sie zu jedem werfenden Link genau einen fangenden mit demselben Namen, ohne Pfeil dazwischen.',
    en: 'Please draw exactly one catching link of the same name for each throwing one, without an arrow between them.',
  }
  return [problemAt(check, node, 'error', rule, message, remedy)]
}

const withoutName = (check: Check, node: EventNode) =>
  problemAt(
    check,
    node,
    'error',
    'link-without-name',
    {
      de: `Der Link „${label(node)}“ hat keinen Namen. Daran erkennt man sein Gegenstück.`,
      en: `The link "${label(node)}" has no name, by which its counterpart is known.`,
    },
    {
      de: 'Bitte geben Sie dem Linkereignis und seinem Gegenstück denselben Namen.',
      en: 'Please give the link event and its counterpart the same name.',
    },
  )
