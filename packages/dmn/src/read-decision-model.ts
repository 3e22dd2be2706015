import type { Problem } from '@fachwerk/problem'
import { parseXml, type XmlDocument } from '@fachwerk/xml'
import type { DecisionModelResult } from './api.ts'
import { createProblemLog, type ProblemLog } from './check/problem-log.ts'
import { notDmn, tooDeeplyNested, tooManyImports } from './check/problem-texts.ts'
import { createModel } from './compiled-model.ts'
import { buildUnits } from './graph/build-units.ts'
import { compileNode } from './graph/compile-node.ts'
import { findCycles } from './graph/find-cycles.ts'
import type { Unit } from './graph/unit.ts'
import { linkRequirements } from './graph/link-requirements.ts'
import type { Definitions } from './model/definitions.ts'
import { readDefinitions } from './model/read-definitions.ts'
import { dmnVersionOf } from './source/dmn-namespaces.ts'

/** A file that the read model may import. */
export interface ImportedFile {
  readonly file?: string
  readonly xml: string
}

export interface ReadOptions {
  /** Name of the file, for problems. */
  readonly file?: string
  /** Other DMN files; the model takes those whose namespaces it, or one of its imports, names. */
  readonly imports?: readonly (string | ImportedFile)[]
  /**
   * Also analyse decision tables for gaps, overlaps and the like: `reportAnalysis` of `@fachwerk/dmn/analysis`. Costs time that only a check
   * needs to spend, and code that only a check needs to load.
   */
  readonly analyse?: Analysis
}

/** Tells problems of a file as it was read and compiled. */
export type Analysis = (unit: Unit) => void

const maxImports = 200

/**
 * Reads a DMN 1.1–1.6 file, checks it and compiles its decisions. Never throws.
 * `ok: false` when there is no DMN to work with; otherwise the model can be evaluated, and `problems` says what is wrong in it:
 * a model with a problem of severity `error` should not be published, its faulty parts evaluate to null.
 */
export const readDecisionModel = (xml: string, options: ReadOptions = {}): DecisionModelResult => {
  const log = createProblemLog()
  try {
    return buildModel(xml, options, log)
  } catch (error) {
    // Definitions that lead on and on can exhaust the stack; nobody draws such a model.
    if (!(error instanceof RangeError)) throw error
    log.add(tooDeeplyNested(), { file: options.file })
    return { ok: false, problems: log.problems }
  }
}

const buildModel = (xml: string, options: ReadOptions, log: ProblemLog): DecisionModelResult => {
  const root = readFile(xml, options.file, log)
  if (root === undefined) return { ok: false, problems: log.problems }
  const units = buildUnits(root.definitions, readImports(options.imports ?? [], log), log)
  for (const unit of units) {
    linkRequirements(unit)
    unit.types.checkAll()
  }
  const nodes = units.flatMap((unit) => unit.nodes)
  findCycles(nodes)
  for (const node of nodes) compileNode(node)
  const [asked] = units
  if (asked !== undefined) options.analyse?.(asked)
  return {
    ok: true,
    model: createModel(units[0] as (typeof units)[number], root.document),
    problems: withoutRepeats(log.problems),
  }
}

interface ReadFile {
  readonly definitions: Definitions
  readonly document: XmlDocument
}

const readFile = (xml: string, file: string | undefined, log: ProblemLog): ReadFile | undefined => {
  const parsed = parseXml(xml, file === undefined ? {} : { file })
  if (!parsed.ok) {
    log.problems.push(parsed.problem)
    return undefined
  }
  const { root } = parsed.document
  const version = root.local === 'definitions' ? dmnVersionOf(root.uri) : undefined
  if (version === undefined) {
    log.add(notDmn(root.name, root.uri), { file, line: root.line, column: root.column })
    return undefined
  }
  return { definitions: readDefinitions(root, version, file, log), document: parsed.document }
}

/** Files that turn out not to be needed are read all the same, but only their readability is checked. */
const readImports = (files: NonNullable<ReadOptions['imports']>, log: ProblemLog): readonly Definitions[] => {
  if (files.length > maxImports) log.add(tooManyImports(files.length, maxImports), {})
  return files.slice(0, maxImports).flatMap((entry) => {
    const { xml, file } = typeof entry === 'string' ? { xml: entry, file: undefined } : entry
    return readFile(xml, file, log)?.definitions ?? []
  })
}

/** One unknown type used in a hundred places of a table is one problem per place, but never twice the same. */
const withoutRepeats = (problems: readonly Problem[]): readonly Problem[] => {
  const seen = new Set<string>()
  return problems.filter((problem) => {
    const key = `${problem.rule}|${problem.file}|${problem.line}|${problem.column}|${problem.element}|${problem.message.de}`
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
}
