import type { ScriptTask } from '@fachwerk/bpmn'
import { finish } from '../../activity/life-cycle.ts'
import type { ElementBehaviour } from '../../element-behaviour.ts'
import { evaluateJson } from '../../expressions/evaluate.ts'
import { causes } from '../../incident.ts'

/** BPMN 2.0.2, 10.3.3, with FEEL as the script language. */
export const scriptTask: ElementBehaviour<ScriptTask> = {
  work: (run, { node }, key) => {
    if (!node.script) return run.raise(key, causes.notExecutable(node.format ?? 'script'), 'work')
    const outcome = evaluateJson(run, node.script, key)
    if (!outcome.ok) return run.raise(key, outcome.cause, 'work')
    finish(run, key, node.resultVariable === undefined ? {} : { [node.resultVariable]: outcome.value })
  },
}
