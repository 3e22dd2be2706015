import type { Gateway } from '@fachwerk/bpmn'
import { finish } from '../../activity/life-cycle.ts'
import type { ElementBehaviour } from '../../element-behaviour.ts'
import { evaluateCondition } from '../../expressions/evaluate.ts'
import { causes } from '../../incident.ts'

/** BPMN 2.0.2, 13.4.2: the first flow, in the order drawn, whose condition is true; else the default. */
export const exclusiveGateway: ElementBehaviour<Gateway> = {
  work: (run, _node, key) => finish(run, key),
  select: (run, { outgoing, defaultFlow }, key) => {
    if (outgoing.length === 0) return outgoing
    for (const flow of outgoing) {
      if (flow.id === defaultFlow) continue
      if (!flow.flow.condition) return [flow]
      const holds = evaluateCondition(run, flow.flow.condition, key)
      if (!holds.ok) {
        run.raise(key, holds.cause, 'leave')
        return undefined
      }
      if (holds.value) return [flow]
    }
    const byDefault = outgoing.find(({ id }) => id === defaultFlow)
    if (byDefault) return [byDefault]
    run.raise(key, causes.noFlow(), 'leave')
    return undefined
  },
}
