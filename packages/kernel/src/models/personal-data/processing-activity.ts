import type { Expression, ProcessModel, UserTask } from '@fachwerk/bpmn'
import { assigningLane } from '@fachwerk/bpmn'
import { compileExpression, toJson } from '@fachwerk/feel'
import type { DeclaredField, ProcessingActivity } from '@fachwerk/privacy'
import { isPlatformGroup } from '../../access/platform-groups.ts'
import { callsOf } from './called-processes.ts'

/** What a process does with personal data: its entry of the register of processing activities (Art. 30 GDPR). */
export function processingActivity(
  model: ProcessModel,
  fields: readonly DeclaredField[],
  nameOfProcess: (key: string) => string | undefined,
): ProcessingActivity {
  const { authority, purpose, legalBasis, retention, retentionReason, withheld } = model.extension
  return {
    processKey: model.id,
    name: model.name,
    fields,
    recipients: recipientsOf(model, nameOfProcess),
    // FEEL over the answers: another one in every case.
    ...(authority === undefined || authority.startsWith('=') ? {} : { authority }),
    ...(purpose === undefined ? {} : { purpose }),
    ...(legalBasis === undefined ? {} : { legalBasis }),
    ...(retention === undefined ? {} : { retention }),
    ...(retentionReason === undefined ? {} : { retentionReason }),
    ...(withheld === undefined ? {} : { withheld }),
  }
}

/**
 * Groups with tasks, but for those that each authority fills with its own people, whom the model names, and called processes. Steps that services do are how the controller works on the data itself; whoever
 * gets it through them is for the model to name (`fachwerk:recipients`).
 */
function recipientsOf(model: ProcessModel, nameOfProcess: (key: string) => string | undefined): readonly string[] {
  const nodes = Object.values(model.nodes)
  const groups = nodes
    .flatMap((node) => (node.type === 'userTask' ? groupsOf(model, node) : []))
    .filter((group) => !isPlatformGroup(group))
  const called = callsOf(model).map(({ key }) => nameOfProcess(key) ?? key)
  return [...new Set([...groups, ...(model.extension.recipients ?? []), ...called])]
}

/** A task that names nobody goes to the group of its lane. */
function groupsOf(model: ProcessModel, task: UserTask): readonly string[] {
  const lane = assigningLane(model, task)
  return lane ? [lane.name] : constantTexts(task.candidateGroups)
}

/** The texts of an expression that reads no variable: one, or a list. */
function constantTexts(expression: Expression | undefined): readonly string[] {
  if (!expression) return []
  const compiled = compileExpression(expression.feel)
  if (!compiled.ok || compiled.value.reads.length > 0) return []
  const value = toJson(compiled.value.evaluate({}).value)
  return (Array.isArray(value) ? value : [value]).filter((one): one is string => typeof one === 'string')
}
