import { isEventSubProcess } from '../../event-sub-process.ts'
import type { LocalText } from '@fachwerk/problem'
import { label, labelOf, problemAt, type Check, type Rule } from '../check.ts'
import { explore, type Exploration, type Finding } from '../soundness/explore.ts'
import { netOfLevel } from '../soundness/net-of-level.ts'
import type { Net } from '../soundness/net.ts'

/**
 * Every level for itself: no join waits for ever, and no step runs twice at once by accident (soundness after van der Aalst). A join that
 * can wait for ever is an error where it does so on every way, else a warning: data may keep what is drawn from happening.
 */
export const soundness: Rule = (check) =>
  [...check.inside.keys()].flatMap((scope) => {
    const net = netOfLevel(check, scope)
    if (!net || !net.steps.some(({ incoming }) => incoming.length > 1)) return []
    const found = explore(net)
    return [
      ...found.deadlocks.map((finding) => deadlock(check, net, finding, isCertain(check, scope, found, finding))),
      ...found.doubled.map((finding) => doubled(check, finding)),
      ...(found.complete || net.partial || found.doubled.length > 0 ? [] : [notChecked(check, scope)]),
    ]
  })

/** It never goes on, whatever happens, and nothing from outside can end the level. */
function isCertain(check: Check, scope: string | undefined, { fired, complete }: Exploration, { step }: Finding): boolean {
  return complete && !fired.has(step) && !canBeEnded(check, scope)
}

function canBeEnded(check: Check, scope: string | undefined): boolean {
  const inside = check.inside.get(scope) ?? []
  if (inside.some(isEventSubProcess)) return true
  if (scope === undefined) return false
  const around = check.process.nodes[scope]
  return around !== undefined && (('boundary' in around && around.boundary.length > 0) || canBeEnded(check, around.scope))
}

function deadlock(check: Check, net: Net, { step, choices, missing }: Finding, certain: boolean) {
  const when = whenText(choices)
  const sources = missing.flatMap((place) => {
    const { flow } = net.places[place]!
    return flow === undefined ? [] : [labelOf(check, check.process.flows[flow]!.source)]
  })
  const [first = ''] = sources
  const always = certain ? { de: 'immer ', en: 'always ' } : { de: '', en: '' }
  return problemAt(
    check,
    step.node,
    certain ? 'error' : 'warning',
    'deadlock',
    when === undefined
      ? {
          de: `„${label(step.node)}“ wartet für immer auf das, was von „${first}“ kommen müsste.`,
          en: `"${label(step.node)}" waits for ever for what should come from "${first}".`,
        }
      : {
          de: `„${label(step.node)}“ wartet ${always.de}vergeblich: Wenn ${when.de}, kommt von „${first}“ nie etwas an.`,
          en: `"${label(step.node)}" ${always.en}waits in vain: if ${when.en}, nothing ever comes from "${first}".`,
        },
    {
      de: 'Bitte führen Sie mit einem exklusiven Gateway (X) zusammen, was exklusiv geteilt wurde, mit einem inklusiven (O), was je nach Fall auf einem oder mehreren Wegen kommt.',
      en: 'Please join by an exclusive gateway (X) what was split by one, and by an inclusive one (O) what comes on one or several ways.',
    },
  )
}

function doubled(check: Check, { step, choices }: Finding) {
  const when = whenText(choices)
  return problemAt(
    check,
    step.node,
    'warning',
    'lack-of-synchronisation',
    {
      de: `Was auf „${label(step.node)}“ folgt, läuft mehrfach nebeneinander${when ? `, wenn ${when.de}` : ''}: Mehrere Wege kommen dort an, ohne aufeinander zu warten.`,
      en: `What follows "${label(step.node)}" runs several times at once${when ? ` if ${when.en}` : ''}: several ways arrive there without waiting for each other.`,
    },
    {
      de: 'Wenn es nur einmal weitergehen soll, führen Sie die Wege mit einem parallelen Gateway (+) zusammen.',
      en: 'If it should go on only once, join the ways by a parallel gateway (+).',
    },
  )
}

/** The last choices on the example way; more nobody keeps in mind. */
function whenText(choices: readonly LocalText[]): LocalText | undefined {
  if (choices.length === 0) return undefined
  const last = choices.slice(-3)
  return { de: last.map(({ de }) => de).join(', dann '), en: last.map(({ en }) => en).join(', then ') }
}

const notChecked = (check: Check, scope: string | undefined) =>
  problemAt(
    check,
    (scope === undefined ? undefined : check.process.nodes[scope]) ?? check.process,
    'info',
    'soundness-not-checked',
    {
      de: 'Ob dieser Ablauf auf jedem Weg zu Ende kommt, haben wir nicht vollständig geprüft: Es gibt zu viele Möglichkeiten, wie er verlaufen kann.',
      en: 'We have not fully checked whether this flow comes to an end on every way: there are too many ways it can go.',
    },
    {
      de: 'Sie müssen nichts tun. Übersichtlicher wird er, wenn Sie Teile davon in Teilprozesse legen.',
      en: 'You need not do anything. It becomes clearer if you put parts of it into sub-processes.',
    },
  )
