import type { EventNode } from '@fachwerk/bpmn'
import { finish } from '../../activity/life-cycle.ts'
import { settleConditions } from '../../conditions.ts'
import type { ElementBehaviour } from '../../element-behaviour.ts'
import { causes } from '../../incident.ts'
import { arm } from '../../triggers.ts'

/** Caught at borders and by event sub-processes only. */
const thrownInside: readonly EventNode['definition']['kind'][] = ['error', 'escalation', 'compensation', 'cancel']

/** BPMN 2.0.2, 10.5.4: waits for its timer or message. */
export const intermediateCatchEvent: ElementBehaviour<EventNode> = {
  work: (run, { id, node }, key) => {
    // Its throw has come to it: nothing to wait for.
    if (node.definition.kind === 'link') return finish(run, key)
    if (thrownInside.includes(node.definition.kind)) return run.raise(key, causes.notExecutable(node.definition.kind), 'work')
    const cause = arm(run, id, node.definition, key)
    if (cause) run.raise(key, cause, 'work')
    else settleConditions(run, key)
  },
}
