import { activate, perform } from './activity/life-cycle.ts'
import type { ActivationKey } from './api.ts'
import type { CompiledNode } from './compiled-process.ts'
import type { Run } from './run.ts'

/** Without a start event everything begins that no arrow leads to (BPMN 2.0.2, 13.3.1). All of it is there before the first goes on. */
export function beginImplicitly(run: Run, nodes: readonly CompiledNode[], scope: ActivationKey | undefined): void {
  const begun = nodes.map((node) => ({ node, key: activate(run, node, scope, undefined) }))
  for (const { node, key } of begun) if (run.activation(key)) perform(run, node, key, 'enter')
}
