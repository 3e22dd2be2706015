import type { ServiceTask } from '@fachwerk/bpmn'
import type { ElementBehaviour } from '../../element-behaviour.ts'
import { createJob } from '../../job.ts'
import { throwAndGoOn } from '../../throwing.ts'

/** Service and send task (BPMN 2.0.2, 10.3.3): a job for a handler; a send task that names a message sends it at once. */
export const serviceTask: ElementBehaviour<ServiceTask> = {
  work: (run, { node }, key) => {
    if (node.message) throwAndGoOn(run, { kind: 'message', message: node.message }, key)
    else createJob(run, key, node)
  },
  /** A result variable takes the whole result, unless the handler named the variable itself. */
  jobResult: ({ node: { resultVariable } }, variables) =>
    resultVariable === undefined || Object.hasOwn(variables, resultVariable) ? variables : { [resultVariable]: variables },
}
