import type { BusinessRuleTask, IoMapping, ProcessModel } from '@fachwerk/bpmn'
import type { DecisionTrace } from '@fachwerk/dmn'
import { shownTrace } from '@fachwerk/dmn/reason'
import { compileExpression } from '@fachwerk/feel'
import { retentionEnd, type ProcessingActivity } from '@fachwerk/privacy'
import type { JsonObject, JsonValue } from '@fachwerk/problem'
import type { CaseDetails, Person } from '../api.ts'

/** Who asks why, and what is known of them. */
export interface Reader {
  readonly person: Person
  /** What the person wrote into the case. */
  readonly answers: JsonObject
  readonly activity: ProcessingActivity
  readonly now: number
}

/**
 * The decisions whose reasons the person who began the case may read: those of business rule tasks with `fachwerk:explain="subject"`, once no
 * law withholds anything any more, and of them only what rests on own data. Own data is what the model declares as the starter's, what it
 * declares not to be personal, and what the person wrote and nobody has changed since; never anything declared as somebody else's.
 */
export function explainedDecisions(details: CaseDetails, reader: Reader): CaseDetails['decisions'] {
  if (details.startedBy !== reader.person.id) return []
  return details.decisions.flatMap((decision) => {
    const task = details.model.nodes[decision.element]
    if (task?.type !== 'businessRuleTask' || task.explain !== 'subject' || isWithheld(decision.at, reader)) return []
    const scope = { model: details.model, task, traces: decision.trace, reader }
    return [{ ...decision, trace: shownTrace(decision.trace, (expression, trace) => mayShow(expression, trace, scope, [])) }]
  })
}

const isWithheld = (at: Date, { activity, now }: Reader): boolean =>
  activity.withheld !== undefined && retentionEnd(at.getTime(), activity.withheld.period) > now

interface Scope {
  readonly model: ProcessModel
  readonly task: BusinessRuleTask
  readonly traces: readonly DecisionTrace[]
  readonly reader: Reader
}

/** Whether everything that an expression of a decision reads may be shown; what cannot be told is not. */
function mayShow(expression: string, trace: DecisionTrace, scope: Scope, below: readonly string[]): boolean {
  const paths = pathsRead(expression, Object.keys(trace.inputs))
  return paths?.every((path) => mayReadInDecision(path, trace, scope, below)) ?? false
}

function mayReadInDecision(path: string, trace: DecisionTrace, scope: Scope, below: readonly string[]): boolean {
  const [root = ''] = path.split('.')
  const required = scope.traces.find((other) => other !== trace && (other.name === root || other.decision === root))
  if (required) {
    if (below.includes(required.decision)) return false
    const seen = [...below, required.decision]
    return Object.keys(required.inputs).every((name) => mayShow(name, required, scope, seen))
  }
  const mapped = mappingTo(root, scope)
  if (mapped === 'item') return false
  if (mapped) return pathsRead(mapped, [])?.every((source) => isOwnByDeclaration(source, scope)) ?? false
  if (isAboutOthers(path, scope)) return false
  return isOwnByDeclaration(path, scope) || isOwnAnswer(path, trace.inputs, scope.reader.answers)
}

/** A local variable of the task or of a sub-process around it: the expression behind it, or `item` of a list that is gone through. */
function mappingTo(root: string, { model, task }: Scope): string | 'item' | undefined {
  for (let node: ProcessModel['nodes'][string] | undefined = task; node; node = model.nodes[node.scope ?? '']) {
    const found = inputTo(root, node.io)
    if (found !== undefined) return found
    if ('multiInstance' in node && node.multiInstance?.item === root) return 'item'
  }
  return undefined
}

const inputTo = (root: string, { inputs }: IoMapping): string | undefined =>
  inputs.findLast(({ target }) => target.split('.')[0] === root)?.source.feel

/** Declared as somebody else's: the value, something in it, or what it lies in. */
const isAboutOthers = (path: string, { reader }: Scope): boolean =>
  reader.activity.fields.some(
    (field) => field.subject !== 'starter' && (isWithin(path, field.path) || isWithin(field.path, path)),
  )

const isOwnByDeclaration = (path: string, scope: Scope): boolean =>
  !isAboutOthers(path, scope) &&
  [...scope.reader.activity.fields.map((field) => field.path), ...(scope.model.extension.notPersonal ?? [])].some((own) =>
    isWithin(path, own),
  )

const isWithin = (path: string, around: string): boolean => path === around || path.startsWith(`${around}.`)

/** The decision read the very value that the person gave. */
function isOwnAnswer(path: string, inputs: DecisionTrace['inputs'], answers: JsonObject): boolean {
  const given = valueAt(answers, path)
  return given !== undefined && JSON.stringify(given) === JSON.stringify(valueAt(inputs, path))
}

function valueAt(variables: JsonObject, path: string): JsonValue | undefined {
  let value: JsonValue | undefined = variables
  for (const part of path.split('.')) {
    if (value === null || typeof value !== 'object' || Array.isArray(value) || !Object.hasOwn(value, part)) return undefined
    value = (value as JsonObject)[part]
  }
  return value
}

/** What an expression reads: the path itself where it is one, else the names at its beginning. */
function pathsRead(expression: string, names: readonly string[]): readonly string[] | undefined {
  const text = expression.trim()
  if (names.includes(text) || /^[\p{L}_][\p{L}\p{N}_]*(\.[\p{L}_][\p{L}\p{N}_]*)*$/u.test(text)) return [text]
  const compiled = compileExpression(text, { names })
  return compiled.ok ? compiled.value.reads : undefined
}
