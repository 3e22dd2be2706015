import type { LocalText } from '@fachwerk/problem'
import { startsEventSubProcess } from '../../event-sub-process.ts'
import type { EventNode, FlowNode } from '../../model.ts'
import { label, problemAt, type Check, type Rule } from '../check.ts'
import { kindNames } from './event-placement.ts'

/** Elements that BPMN has and the engine does not execute yet. A new behaviour in the engine takes its line out of here. */
export const notExecutedYet: Rule = (check) =>
  check.nodes.flatMap((node) => {
    const kind = unsupportedKind(check, node)
    if (!kind) return []
    return [
      problemAt(
        check,
        node,
        'error',
        'not-executed-yet',
        {
          de: `„${label(node)}“ ist ${kind.de}. Das führen wir noch nicht aus.`,
          en: `"${label(node)}" is ${kind.en}. We do not execute that yet.`,
        },
        {
          de: 'Bitte zeichnen Sie diese Stelle mit anderen Elementen, oder kennzeichnen Sie den Prozess als nicht ausführbar.',
          en: 'Please draw this part with other elements, or mark the process as not executable.',
        },
      ),
    ]
  })

function unsupportedKind(check: Check, node: FlowNode): LocalText | undefined {
  if (!('definition' in node)) return undefined
  const kind = startsProcess(check, node) && isParallel(node) ? node.definition.kind : unsupportedPart(node)
  return kind && { de: `${kindNames[kind].de} an dieser Stelle`, en: `${kindNames[kind].en} in this place` }
}

/** What begins a process has nowhere to keep what has happened so far of several triggers. */
const startsProcess = ({ process }: Check, event: EventNode): boolean =>
  event.type === 'startEvent' && !startsEventSubProcess(process, event)

const isParallel = ({ definition }: EventNode): boolean => definition.kind === 'parallelMultiple'

/** Several definitions at one event: parallel ones wait for all, which an error cannot; compensation and cancelling stand alone. */
function unsupportedPart({ definition }: EventNode): EventNode['definition']['kind'] | undefined {
  if (definition.kind !== 'multiple' && definition.kind !== 'parallelMultiple') return undefined
  const parallel = definition.kind === 'parallelMultiple'
  return definition.definitions.find(
    ({ kind }) => kind === 'compensation' || kind === 'cancel' || (parallel && (kind === 'error' || kind === 'escalation')),
  )?.kind
}
