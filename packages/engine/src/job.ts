import type { Expression } from '@fachwerk/bpmn'
import type { ActivationKey } from './api.ts'
import { evaluateJson, evaluateText } from './expressions/evaluate.ts'
import type { Run } from './run.ts'
import { visibleVariables } from './variables.ts'

export interface JobDefinition {
  readonly jobType: Expression
  readonly retries?: Expression
  readonly headers?: Readonly<Record<string, string>>
  readonly foreignImplementation?: string
}

const RETRIES = 3

/** Opens a job for an activation and leaves it waiting. */
export function createJob(run: Run, key: ActivationKey, definition: JobDefinition): void {
  const type = evaluateText(run, definition.jobType, key, 'job-type')
  if (!type.ok) return run.raise(key, type.cause, 'work')
  const retries = definition.retries && evaluateJson(run, definition.retries, key)
  if (retries && !retries.ok) return run.raise(key, retries.cause, 'work')
  const job = {
    type: type.value,
    retries: retryCount(retries?.value),
    headers: definition.headers ?? {},
    variables: visibleVariables(run.state, key),
    ...(definition.foreignImplementation !== undefined && { foreignImplementation: definition.foreignImplementation }),
  }
  const place = run.place(key)
  run.emit({ type: 'job-created', at: run.at, ...place, job })
  run.effect({ type: 'create-job', activation: key, element: place.element, job })
}

/** Text too: Zeebe writes the number of retries as a string. */
function retryCount(value: unknown): number {
  const count = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  return typeof count === 'number' && Number.isInteger(count) && count > 0 ? count : RETRIES
}
