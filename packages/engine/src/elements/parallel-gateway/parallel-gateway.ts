import type { Gateway } from '@fachwerk/bpmn'
import { finish } from '../../activity/life-cycle.ts'
import type { ElementBehaviour } from '../../element-behaviour.ts'

/** BPMN 2.0.2, 13.4.1: waits for one token on each incoming flow, then sends one along each outgoing flow. */
export const parallelGateway: ElementBehaviour<Gateway> = {
  join: (run, { incoming }, scope) => {
    const tokens = run.tokensIn(scope)
    return incoming.every((flow) => tokens.includes(flow)) ? incoming : undefined
  },
  work: (run, _node, key) => finish(run, key),
  select: (_run, { outgoing }) => outgoing,
}
