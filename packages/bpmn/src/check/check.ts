import type { LocalText, Problem, Severity } from '@fachwerk/problem'
import type { FlowNode, ProcessModel, SequenceFlow, Surroundings } from '../model.ts'
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
}

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
