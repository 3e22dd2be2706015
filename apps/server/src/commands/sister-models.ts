import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, extname, join, resolve } from 'node:path'
import { readBpmn, type ProcessModel } from '@fachwerk/bpmn'
import { evaluateDecision, readDecisionModel, type DecisionModel, type DecisionOutcome } from '@fachwerk/dmn'
import { fromJson } from '@fachwerk/feel'
import type { JsonObject, Problem } from '@fachwerk/problem'

/** A process file with everything beside it that it may call. */
export interface SisterModels {
  /** Processes of the named file, in its order. */
  readonly own: readonly ProcessModel[]
  /** All processes, those of the named file winning over sisters with the same id. */
  readonly processes: ReadonlyMap<string, ProcessModel>
  /** Problems of the named file only; a broken sister matters when it is called. */
  readonly problems: readonly Problem[]
  decide(decisionId: string, context: JsonObject, now: number): DecisionOutcome | undefined
}

/** Reads a BPMN file and its sisters: BPMN and DMN files in its folder and, in a domain's layout, in `../processes` and `../decisions`. */
export const readSisterModels = (file: string): SisterModels => {
  const own = readBpmn(new Uint8Array(readFileSync(file)), { file: basename(file) })
  const ownProcesses = own.ok ? own.file.processes : []
  const sisters = sisterFiles(file)
  const called = sisters.filter((path) => extname(path) === '.bpmn').flatMap(processesIn)
  const decisions = sisters.filter((path) => extname(path) === '.dmn').flatMap(decisionsIn)
  return {
    own: ownProcesses,
    processes: new Map([...called, ...ownProcesses].map((process) => [process.id, process])),
    problems: own.problems,
    decide: (decisionId, context, now) => {
      const model = decisions.find((candidate) => candidate.decisions.some(({ id }) => id === decisionId))
      return model && evaluateDecision(model, decisionId, fromJson(context) as Readonly<Record<string, unknown>>, { now })
    },
  }
}

const sisterFiles = (file: string): string[] => {
  const folder = dirname(resolve(file))
  const folders = [folder, join(folder, '../processes'), join(folder, '../decisions')]
  return [...new Set(folders.map((path) => resolve(path)))]
    .filter((path) => existsSync(path))
    .flatMap((path) => readdirSync(path).map((name) => join(path, name)))
    .filter((path) => path !== resolve(file))
}

const processesIn = (path: string): readonly ProcessModel[] => {
  const read = readBpmn(new Uint8Array(readFileSync(path)), { file: basename(path) })
  return read.ok ? read.file.processes : []
}

const decisionsIn = (path: string): readonly DecisionModel[] => {
  const read = readDecisionModel(readFileSync(path, 'utf8'), { file: basename(path) })
  return read.ok ? [read.model] : []
}
