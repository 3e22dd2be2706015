import type { Problem } from '@fachwerk/problem'
import type { ProcessModel, Surroundings } from '../model.ts'
import { linksOf, problemAt, type Check, type Rule } from './check.ts'
import { adHoc } from './rules/ad-hoc.ts'
import { boundaryEvent } from './rules/boundary-event.ts'
import { calledDecision } from './rules/called-decision.ts'
import { calledProcess } from './rules/called-process.ts'
import { compensation } from './rules/compensation.ts'
import { dataMapping } from './rules/data-mapping.ts'
import { deadEnd } from './rules/dead-end.ts'
import { endlessLoop } from './rules/endless-loop.ts'
import { endlessRecursion } from './rules/endless-recursion.ts'
import { errorCode } from './rules/error-code.ts'
import { errorNotCaught } from './rules/error-not-caught.ts'
import { eventBasedGateway } from './rules/event-based-gateway.ts'
import { eventPlacement } from './rules/event-placement.ts'
import { eventReference } from './rules/event-reference.ts'
import { eventSubProcess } from './rules/event-sub-process.ts'
import { eventFlows } from './rules/event-flows.ts'
import { exclusiveGateway } from './rules/exclusive-gateway.ts'
import { expressions } from './rules/expressions.ts'
import { flowAcrossBorder } from './rules/flow-across-border.ts'
import { flowConditions } from './rules/flow-conditions.ts'
import { form } from './rules/form.ts'
import { fourEyes } from './rules/four-eyes.ts'
import { gatewayWithoutChoice } from './rules/gateway-without-choice.ts'
import { jobType } from './rules/job-type.ts'
import { linkEvent } from './rules/link-event.ts'
import { messageName } from './rules/message-name.ts'
import { multiInstance } from './rules/multi-instance.ts'
import { noWayOut } from './rules/no-way-out.ts'
import { notExecutedYet } from './rules/not-executed-yet.ts'
import { receiveTaskStart } from './rules/receive-task-start.ts'
import { repetition } from './rules/repetition.ts'
import { resultVariable } from './rules/result-variable.ts'
import { sameTrigger } from './rules/same-trigger.ts'
import { script } from './rules/script.ts'
import { soundness } from './rules/soundness.ts'
import { startEvent } from './rules/start-event.ts'
import { timer } from './rules/timer.ts'
import { unknownName } from './rules/unknown-name.ts'
import { unreachable } from './rules/unreachable.ts'

/** In the order in which the problems are best solved. To add a rule: its file, and a line here. */
const rules: readonly Rule[] = [
  startEvent,
  receiveTaskStart,
  eventPlacement,
  notExecutedYet,
  eventSubProcess,
  adHoc,
  compensation,
  eventFlows,
  boundaryEvent,
  flowAcrossBorder,
  exclusiveGateway,
  eventBasedGateway,
  linkEvent,
  flowConditions,
  gatewayWithoutChoice,
  sameTrigger,
  unreachable,
  deadEnd,
  endlessLoop,
  noWayOut,
  soundness,
  calledDecision,
  calledProcess,
  endlessRecursion,
  form,
  fourEyes,
  jobType,
  script,
  resultVariable,
  timer,
  messageName,
  errorCode,
  errorNotCaught,
  eventReference,
  multiInstance,
  repetition,
  dataMapping,
  expressions,
  unknownName,
]

/**
 * Whether a process can be executed in these surroundings, or what stands in the way. For a process that is a drawing only
 * (`isExecutable="false"`) the same is told, but nothing of it blocks.
 */
export function checkProcess(process: ProcessModel, surroundings: Surroundings): Problem[] {
  const nodes = Object.values(process.nodes)
  const inside = Map.groupBy(nodes, (node) => node.scope)
  const check: Check = { process, surroundings, nodes, flows: Object.values(process.flows), inside, links: linksOf(nodes) }
  const problems = rules.flatMap((rule) => rule(check))
  return process.executable
    ? problems
    : [notExecutable(check), ...problems.map((problem): Problem => ({ ...problem, severity: 'info' }))]
}

function notExecutable(check: Check): Problem {
  const { name } = check.process
  return problemAt(
    check,
    check.process,
    'warning',
    'not-executable',
    {
      de: `Der Prozess „${name}“ ist nicht als ausführbar gekennzeichnet. Er bleibt eine Zeichnung und wird kein Assistent.`,
      en: `The process "${name}" is not marked as executable. It stays a drawing and becomes no assistant.`,
    },
    {
      de: 'Wenn er laufen soll, kreuzen Sie im Modellierungswerkzeug „Executable“ an (isExecutable="true").',
      en: 'If it should run, tick "Executable" in the modelling tool (isExecutable="true").',
    },
  )
}
