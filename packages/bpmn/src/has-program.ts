import { feelString } from './expressions/feel-string.ts'
import type { ServiceTask } from './model.ts'

/** Whether it names who does its work; without, the reader takes the id for a job type. */
export const hasProgram = ({ id, jobType, foreignImplementation }: ServiceTask): boolean =>
  foreignImplementation !== undefined || jobType.feel !== feelString(id)
