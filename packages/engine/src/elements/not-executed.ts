import type { ElementBehaviour } from '../element-behaviour.ts'
import { causes } from '../incident.ts'

/** Elements that parse but are not executed yet. The check of the model says so before; here a person gets to know. */
export const notExecuted: ElementBehaviour = {
  work: (run, { node }, key) => run.raise(key, causes.notExecutable(node.type), 'work'),
}
