import type { EventNode } from '@fachwerk/bpmn'
import { finish } from '../activity/life-cycle.ts'
import { settleConditions } from '../conditions.ts'
import type { ElementBehaviour } from '../element-behaviour.ts'
import { arm } from '../triggers.ts'

/** BPMN 2.0.2, 10.5.4: waits for its timer or message. */
export const intermediateCatchEvent: ElementBehaviour<EventNode> = {
  work: (run, { id, node }, key) => {
    // Its throw has come to it: nothing to wait for.
    if (node.definition.kind === 'link') return finish(run, key)
    const cause = arm(run, id, node.definition, key)
    if (cause) run.raise(key, cause, 'work')
    else settleConditions(run, key)
  },
}
