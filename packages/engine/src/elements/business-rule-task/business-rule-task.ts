import type { BusinessRuleTask } from '@fachwerk/bpmn'
import type { JsonObject } from '@fachwerk/problem'
import { toJson } from '@fachwerk/feel'
import { finish } from '../../activity/life-cycle.ts'
import type { ActivationKey } from '../../api.ts'
import { mapDecisionResult } from '../../decision-result.ts'
import type { ElementBehaviour } from '../../element-behaviour.ts'
import { evaluateText } from '../../expressions/evaluate.ts'
import { causes } from '../../incident.ts'
import { createJob } from '../../job.ts'
import type { Run } from '../../run.ts'
import { visibleVariables } from '../../variables.ts'

/** BPMN 2.0.2, 10.3.3: evaluates a decision of the same deployment, or opens a job where one is named instead. */
export const businessRuleTask: ElementBehaviour<BusinessRuleTask> = {
  work: (run, { node }, key) => {
    if (!node.decision && node.jobType) createJob(run, key, { jobType: node.jobType })
    else decideRule(run, node, key)
  },
  jobResult: ({ node: { resultVariable } }, variables) =>
    resultVariable === undefined || Object.hasOwn(variables, resultVariable) ? variables : { [resultVariable]: variables },
}

function decideRule(run: Run, node: BusinessRuleTask, key: ActivationKey): void {
  if (!node.decision) return run.raise(key, causes.unknownDecision(''), 'work')
  const decision = evaluateText(run, node.decision, key, 'decision')
  if (!decision.ok) return run.raise(key, decision.cause, 'work')
  const outcome = run.definitions.decide(decision.value, visibleVariables(run.state, key), run.at)
  if (!outcome) return run.raise(key, causes.unknownDecision(decision.value), 'work')
  const result = toJson(outcome.value)
  run.emit({ type: 'decision-evaluated', at: run.at, ...run.place(key), decision: decision.value, result, trace: outcome.trace })
  const mapped = mapDecisionResult(node.mapResult, result, outcome.trace.at(-1)?.table?.outputs[0]?.name)
  if (mapped === undefined) return run.raise(key, causes.decisionResult(decision.value), 'work')
  finish(run, key, resultsOf(node, mapped))
}

/** Without a result variable the value is there for output mappings only, under the name Camunda 7 gives it. */
function resultsOf({ resultVariable, io }: BusinessRuleTask, value: JsonObject[string]): JsonObject {
  if (resultVariable !== undefined) return { [resultVariable]: value }
  return io.outputs.length > 0 ? { decisionResult: value } : {}
}
