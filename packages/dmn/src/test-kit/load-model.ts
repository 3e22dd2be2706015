import { readFileSync } from 'node:fs'
import type { Problem } from '@fachwerk/problem'
import type { DecisionModel } from '../api.ts'
import { readDecisionModel, type ReadOptions } from '../read-decision-model.ts'

/** A model that must be readable, with its problems. */
export const readModel = (
  xml: string,
  options: ReadOptions = {},
): { readonly model: DecisionModel; readonly problems: readonly Problem[] } => {
  const read = readDecisionModel(xml, options)
  if (!read.ok) throw new Error(read.problems.map((problem) => problem.message.en).join('\n'))
  return read
}

/** A fixture beside a test. */
export const loadModel = (url: URL, options: ReadOptions = {}): ReturnType<typeof readModel> =>
  readModel(readFileSync(url, 'utf8'), options)

/** A DMN 1.5 file around some elements. */
export const definitions = (content: string, attributes = ''): string =>
  `<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" id="d" name="Probe" namespace="urn:probe" ${attributes}>\n${content}\n</definitions>`

/** A decision with a literal expression. */
export const literal = (name: string, text: string, requirements = '', variable = ''): string =>
  `<decision id="_${name}" name="${name}"><variable name="${name}" ${variable}/>${requirements}<literalExpression><text>${text}</text></literalExpression></decision>`

export const needs = (id: string, kind: 'requiredInput' | 'requiredDecision' = 'requiredInput'): string =>
  `<informationRequirement><${kind} href="#${id}"/></informationRequirement>`

export const input = (name: string, typeRef = ''): string =>
  `<inputData id="_${name}" name="${name}"><variable name="${name}" ${typeRef === '' ? '' : `typeRef="${typeRef}"`}/></inputData>`

/** Rules of the problems found, in order. */
export const rulesOf = (problems: readonly Problem[]): readonly string[] => problems.map((problem) => problem.rule)
