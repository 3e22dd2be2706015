import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, extname, join, relative, resolve } from 'node:path'
import { readBpmn, type MessageFlow, type ProcessModel } from '@fachwerk/bpmn'
import { evaluateDecision, readDecisionModel, type DecisionModel, type DecisionOutcome } from '@fachwerk/dmn'
import { fromJson } from '@fachwerk/feel'
import type { JsonObject, LocalText, Problem } from '@fachwerk/problem'

/** A process file with everything beside it that it may call. */
export interface SisterModels {
  /** Processes of the named file, in its order. */
  readonly own: readonly ProcessModel[]
  /** All processes, those of the named file winning over sisters with the same id. */
  readonly processes: ReadonlyMap<string, ProcessModel>
  /** How the pools of the named file are joined. */
  readonly messageFlows: readonly MessageFlow[]
  /** What is there twice beside the file, and which one was taken: of these processes, and of the decisions asked so far. */
  warnings(processes: ReadonlySet<string>): readonly LocalText[]
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
  const asked = new Set<string>()
  const ownIds = ownProcesses.map(({ id }) => id)
  return {
    own: ownProcesses,
    // The first of several counts, and the named file before all.
    processes: new Map(
      [...called.toReversed().map(({ process }) => process), ...ownProcesses].map((process) => [process.id, process]),
    ),
    messageFlows: own.ok ? own.file.messageFlows : [],
    warnings: (used) => [
      ...twice(
        called.filter(({ id }) => used.has(id) && !ownIds.includes(id)),
        'process',
      ),
      ...twice(
        decisions.flatMap(({ path, model }) => model.decisions.map(({ id }) => ({ path, id }))).filter(({ id }) => asked.has(id)),
        'decision',
      ),
    ],
    problems: own.problems,
    decide: (decisionId, context, now) => {
      asked.add(decisionId)
      const found = decisions.find(({ model }) => model.decisions.some(({ id }) => id === decisionId))
      return found && evaluateDecision(found.model, decisionId, fromJson(context) as Readonly<Record<string, unknown>>, { now })
    },
  }
}

/** The same id in several files: the first in alphabetical order is taken, and that is said. */
function twice(found: readonly { readonly path: string; readonly id: string }[], what: 'process' | 'decision'): LocalText[] {
  return [...Map.groupBy(found, ({ id }) => id)].flatMap(([id, places]) => {
    const files = [...new Set(places.map(({ path }) => path))]
    if (files.length < 2) return []
    const [taken, ...others] = files.map((path) => relative(process.cwd(), path))
    const names = others.join(', ')
    const [de, en] = what === 'process' ? ['Den Ablauf', 'The process'] : ['Die Entscheidung', 'The decision']
    return [
      {
        de: `${de} „${id}“ gibt es mehrfach. Genommen wird ${taken}, nicht ${names}.`,
        en: `${en} "${id}" is there more than once. Taken: ${taken}, not ${names}.`,
      },
    ]
  })
}

const sisterFiles = (file: string): string[] => {
  const folder = dirname(resolve(file))
  const folders = [folder, join(folder, '../processes'), join(folder, '../decisions')]
  return [...new Set(folders.map((path) => resolve(path)))]
    .filter((path) => existsSync(path))
    .flatMap((path) =>
      readdirSync(path)
        .toSorted()
        .map((name) => join(path, name)),
    )
    .filter((path) => path !== resolve(file))
}

const processesIn = (path: string) => {
  const read = readBpmn(new Uint8Array(readFileSync(path)), { file: basename(path) })
  return read.ok ? read.file.processes.map((process) => ({ path, id: process.id, process })) : []
}

const decisionsIn = (path: string): readonly { readonly path: string; readonly model: DecisionModel }[] => {
  const read = readDecisionModel(readFileSync(path, 'utf8'), { file: basename(path) })
  return read.ok ? [{ path, model: read.model }] : []
}
