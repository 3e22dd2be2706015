import type { SubProcess } from '@fachwerk/bpmn'
import { enter } from '../activity/life-cycle.ts'
import type { ElementBehaviour } from '../element-behaviour.ts'
import { causes } from '../incident.ts'

/** Embedded sub-process (BPMN 2.0.2, 10.3.5): a scope that begins at its none start event and is done when nothing in it is open. */
export const subProcess: ElementBehaviour<SubProcess> = {
  work: (run, { start }, key) => {
    if (start) enter(run, start, key)
    else run.raise(key, causes.noStart(), 'work')
  },
}
