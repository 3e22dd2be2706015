import type { ScriptTask } from '@fachwerk/bpmn'
import type { JsonObject, JsonValue } from '@fachwerk/problem'
import { finish } from '../../activity/life-cycle.ts'
import { propagate } from '../../activity/mapping.ts'
import type { ActivationKey } from '../../api.ts'
import type { ElementBehaviour } from '../../element-behaviour.ts'
import { throwError } from '../../errors.ts'
import { evaluateJson } from '../../expressions/evaluate.ts'
import { causes } from '../../incident.ts'
import type { Run } from '../../run.ts'
import { visibleVariables } from '../../variables.ts'

/** BPMN 2.0.2, 10.3.3, with FEEL or JavaScript as the script language. */
export const scriptTask: ElementBehaviour<ScriptTask> = {
  work: (run, { node }, key) => {
    if (node.javascript !== undefined) return runJavaScript(run, node, node.javascript, key)
    if (!node.script) return run.raise(key, causes.notExecutable(node.format ?? 'script'), 'work')
    const outcome = evaluateJson(run, node.script, key)
    if (!outcome.ok) return run.raise(key, outcome.cause, 'work')
    finish(run, key, resultOf(node, outcome.value))
  },
}

/**
 * What the script sets itself goes to the nearest scope that has the variable, whatever the output mappings say, as in Camunda 7; its
 * value goes to the result variable.
 */
function runJavaScript(run: Run, node: ScriptTask, source: string, key: ActivationKey): void {
  const { runScript } = run.definitions
  if (!runScript) return run.raise(key, causes.notExecutable('JavaScript'), 'work')
  const seed = `${run.state.instance}/${key}`
  const outcome = runScript(source, visibleVariables(run.state, key), { now: run.at, seed })
  if (outcome.ok) {
    propagate(run, key, outcome.variables)
    finish(run, key, resultOf(node, outcome.value))
  } else if ('thrown' in outcome) throwError(run, key, outcome.thrown)
  else run.raise(key, causes.scriptFailed(outcome.reason), 'work')
}

const resultOf = ({ resultVariable }: ScriptTask, value: JsonValue): JsonObject =>
  resultVariable === undefined ? {} : { [resultVariable]: value }
