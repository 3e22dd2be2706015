import { complete, enter } from '../../activity/life-cycle.ts'
import type { ActivationKey } from '../../api.ts'
import { causes } from '../../incident.ts'
import type { Run } from '../../run.ts'

/** A throwing link is the end of a flow that goes on at the catching link of the same name on its level (BPMN 2.0.2, 10.5.5). */
export function followLink(run: Run, key: ActivationKey): void {
  const { element, scope } = run.place(key)
  const target = run.process.linkTargets.get(element)
  if (!target) return run.raise(key, causes.noLinkTarget(), 'work')
  complete(run, key)
  enter(run, target, scope)
}
