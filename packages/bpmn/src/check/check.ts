import type { LocalText, Problem, Severity } from '@fachwerk/problem'
import type { EventNode, FlowNode, ProcessModel, SequenceFlow, Surroundings } from '../model.ts'
import { present } from '../present.ts'
import type { RuleId } from '../rule-ids.ts'
import { shortened } from '../shortened.ts'

/** What every rule looks at. */
export interface Check {
  readonly process: ProcessModel
  readonly surroundings: Surroundings
  readonly nodes: readonly FlowNode[]
  readonly flows: readonly SequenceFlow[]
  /** Nodes by the sub-process they lie in; `undefined`: process level. */
  readonly inside: ReadonlyMap<string | undefined, readonly FlowNode[]>
  /** Link events by what they are, where they are and how they are called; see `twinsOf`. */
  readonly links: ReadonlyMap<string, readonly EventNode[]>
}

/** Start events of a sub-process; `undefined`: of the process. */
export const startsIn = ({ inside }: Pick<Check, 'inside'>, scope: string | undefined): readonly EventNode[] =>
  (inside.get(scope) ?? []).filter((node): node is EventNode => node.type === 'startEvent')

/** The link events of a process, once for all rules. */
export const linksOf = (nodes: readonly FlowNode[]): Check['links'] =>
  Map.groupBy(
    nodes.filter((node): node is EventNode => 'definition' in node && node.definition.kind === 'link'),
    (event) => linkKey(event, event.type),
  )

const linkKey = ({ scope = '', definition }: EventNode, type: EventNode['type']): string =>
  `${type} ${scope} ${definition.kind === 'link' ? definition.name : ''}`

/** Of a throwing link its targets, of a catching one its sources: the others of its name on its level. */
export const twinsOf = (check: Check, link: EventNode): readonly EventNode[] =>
  check.links.get(linkKey(link, link.type === 'intermediateThrowEvent' ? 'intermediateCatchEvent' : 'intermediateThrowEvent')) ??
  []

/** One rule about executable processes; gives what it finds, in document order. */
export type Rule = (check: Check) => Problem[]

/** Where a problem is: a node, a sequence flow or the process itself. */
interface Place {
  readonly id: string
  readonly name?: string
  readonly line?: number
}

export function problemAt(
  check: Check,
  place: Place,
  severity: Severity,
  rule: RuleId,
  message: LocalText,
  remedy: LocalText,
): Problem {
  const { id: element, name: elementName, line } = place
  return { severity, rule, ...present({ file: check.surroundings.file, elementName, line }), element, message, remedy }
}

export const label = ({ id, name }: Place): string => shortened(name ?? id)

/** Label of a node that may not exist. */
export const labelOf = (check: Check, id: string): string => {
  const node = check.process.nodes[id]
  return node ? label(node) : id
}

/** A flow by its name, or by what it connects. */
export const flowLabel = (check: Check, { name, source, target }: SequenceFlow): LocalText =>
  name === undefined
    ? {
        de: `von „${labelOf(check, source)}“ nach „${labelOf(check, target)}“`,
        en: `from "${labelOf(check, source)}" to "${labelOf(check, target)}"`,
      }
    : { de: `„${shortened(name)}“`, en: `"${shortened(name)}"` }
