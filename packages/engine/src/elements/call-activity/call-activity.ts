import type { CallActivity } from '@fachwerk/bpmn'
import type { JsonObject } from '@fachwerk/problem'
import { finish } from '../../activity/life-cycle.ts'
import { mapVariables } from '../../activity/mapping.ts'
import type { ActivationKey } from '../../api.ts'
import type { CompiledNode } from '../../compiled-process.ts'
import type { ElementBehaviour } from '../../element-behaviour.ts'
import { evaluateText } from '../../expressions/evaluate.ts'
import { causes } from '../../incident.ts'
import type { Run } from '../../run.ts'
import { visibleVariables } from '../../variables.ts'

/** Levels of calls before somebody has to look: a process that calls itself would never end. */
const DEEPEST_CALL = 50

/** BPMN 2.0.2, 10.3.6: the called process is an instance of its own; this activation waits for its end. */
export const callActivity: ElementBehaviour<CallActivity> = {
  work: (run, { node }, key) => {
    if (!node.calledProcess) return run.raise(key, causes.noCalledProcess(), 'work')
    const process = evaluateText(run, node.calledProcess, key, 'called-process')
    if (!process.ok) return run.raise(key, process.cause, 'work')
    const inputs = mapVariables(run, node.callInputs, key, () => undefined)
    if (!inputs.ok) return run.raise(key, inputs.cause, 'work')
    const instance = calledInstanceId(run, key)
    if (instance.split('.').length > DEEPEST_CALL) return run.raise(key, causes.tooDeep(), 'work')
    run.emit({ type: 'called-instance-started', at: run.at, ...run.place(key), process: process.value, instance })
    const own = node.propagateAllIn ? visibleVariables(run.state, key) : run.activation(key)!.variables
    const variables = { ...own, ...inputs.value }
    run.effect({ type: 'start-called', activation: key, process: process.value, instance, variables })
  },
  calledCompleted,
}

/** Deterministic, and new for each attempt: a second call after an incident is another instance. */
function calledInstanceId(run: Run, key: ActivationKey): string {
  const calls = run.activation(key)?.calls ?? 0
  return `${run.state.instance}.${key}${calls === 0 ? '' : `-${calls + 1}`}`
}

/** Output mappings choose from all variables of the called instance; without them the border's own rules say what comes out. */
function calledCompleted(run: Run, { node }: CompiledNode<CallActivity>, key: ActivationKey, variables: JsonObject): void {
  const outputs = mapVariables(run, node.callOutputs, key, () => undefined, variables)
  if (!outputs.ok) return run.raise(key, outputs.cause, 'work')
  const all = node.propagateAllOut || node.io.outputs.length > 0
  finish(run, key, all ? { ...variables, ...outputs.value } : outputs.value)
}
