import type { SubProcess } from '@fachwerk/bpmn'
import { enter } from '../../activity/life-cycle.ts'
import type { ElementBehaviour } from '../../element-behaviour.ts'
import { beginImplicitly } from '../../implicit-start.ts'
import { openListeners } from '../../listeners.ts'
import { causes } from '../../incident.ts'

/** Embedded sub-process (BPMN 2.0.2, 10.3.5): a scope that begins at its none start event, or where no arrow leads to, and is done when nothing in it is open. */
export const subProcess: ElementBehaviour<SubProcess> = {
  work: (run, { id, start, node }, key) => {
    // An incident stopped an event sub-process before it began: what started it has happened.
    const beginning =
      start ??
      (node.triggeredByEvent
        ? run.process.eventSubProcesses.get(node.scope)?.find(({ body }) => body.id === id)?.start
        : undefined)
    if (!openListeners(run, id, key)) return
    const implicit = run.process.implicitStarts.get(id)
    if (beginning) enter(run, beginning, key)
    else if (implicit) beginImplicitly(run, implicit, key)
    else run.raise(key, causes.noStart(), 'work')
  },
}
