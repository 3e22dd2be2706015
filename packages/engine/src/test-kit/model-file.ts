import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ProcessModel } from '@fachwerk/bpmn'
import type { Definitions } from '../api.ts'
import { Case } from './case.ts'
import { publishableProcesses } from './drawn.ts'
import { noteOrigin } from './history.ts'

/** All processes of `models/<name>.bpmn` in a folder. It must be a drawing that may be published. */
export function processesOf(folder: string, name: string): readonly ProcessModel[] {
  const file = join(folder, 'models', `${name}.bpmn`)
  const processes = publishableProcesses(readFileSync(file, 'utf8'))
  noteOrigin(processes, file)
  return processes
}

/** The first process of `models/<name>.bpmn`. */
export const modelOf = (folder: string, name: string): ProcessModel => processesOf(folder, name)[0]!

/** An instance of it under test, not yet started: `caseFrom(import.meta.dirname, 'boundary')`. */
export const caseFrom = (folder: string, name: string, decide?: Definitions['decide']): Case =>
  new Case(modelOf(folder, name), decide)
