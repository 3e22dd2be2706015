import { formatFeel, type EvaluateOptions, type FeelContext, type FeelValue } from '@fachwerk/feel'
import type { DecisionModel, DecisionOutcome } from '../api.ts'
import { evaluateDecision, type DecisionOptions } from '../evaluate-decision.ts'
import { evaluateService } from '../evaluate-service.ts'
import { evaluateKnowledge } from '../evaluate-knowledge.ts'
import { isContext, makeContext } from '../runtime/feel-values.ts'
import { readDecisionModel } from '../read-decision-model.ts'
import { readTestCases } from './read-test-cases.ts'
import { sameValue } from './same-value.ts'
import type { ExpectedResult, TestCase } from './test-case.ts'

/** A model file of a kit's folder. */
export interface TckModelFile {
  readonly name: string
  readonly xml: string
}

/** How one case of the compatibility kit went. */
export interface TckResult {
  readonly id: string
  readonly ok: boolean
  /** As FEEL text; for a case that expects an error, in words. */
  readonly expected: string
  readonly actual: string
}

/** Pure code has no clock, and no case depends on what time it is: 2026-01-01T00:00:00Z. */
const someInstant = 1_767_225_600_000

/**
 * Runs the cases of one test file of the DMN compatibility kit on the models of its folder: the file names its model, the others
 * can be imported by it. Pure: reading the files is the caller's business.
 */
export const runTckCases = (
  testXml: string,
  models: readonly TckModelFile[],
  options: EvaluateOptions = { now: someInstant },
): readonly TckResult[] => {
  const tests = readTestCases(testXml)
  if (!tests.ok) return [{ id: '-', ok: false, expected: 'test file', actual: tests.problem.message.en }]
  const { modelName, cases } = tests.file
  const main = models.find((model) => model.name === modelName) ?? models[0]
  if (main === undefined) return cases.map(({ id }) => ({ id, ok: false, expected: modelName ?? 'model', actual: 'no model' }))
  const imports = models.filter((model) => model !== main).map(({ name, xml }) => ({ file: name, xml }))
  const read = readDecisionModel(main.xml, { file: main.name, imports })
  if (!read.ok) {
    const reason = read.problems.map((problem) => problem.message.en).join(' ')
    return cases.map(({ id }) => ({ id, ok: false, expected: 'readable model', actual: reason }))
  }
  return cases.map((test) => runCase(test, read.model, { ...options, trace: false }))
}

const runCase = (test: TestCase, model: DecisionModel, options: DecisionOptions): TckResult => {
  const context = makeContext(test.inputs.map((input) => [input.name, input.value] as const))
  const results = test.results.map((result) => checkResult(result, outcomeOf(test, result, context, model, options)))
  const failed = results.filter((result) => !result.ok)
  const shown = failed.length > 0 ? failed : results
  return {
    id: test.id,
    ok: results.length > 0 && failed.length === 0,
    expected: shown.map((result) => result.expected).join('; '),
    actual: shown.map((result) => result.actual).join('; '),
  }
}

/** A service with several outputs gives a context; the case asks for one output at a time. */
const outcomeOf = (
  test: TestCase,
  result: ExpectedResult,
  context: FeelContext,
  model: DecisionModel,
  options: DecisionOptions,
): DecisionOutcome => {
  if (test.kind === 'bkm') return evaluateKnowledge(model, test.invocable ?? result.name, context, options)
  if (test.kind === 'decision') return evaluateDecision(model, result.name, context, options)
  const name = test.invocable ?? result.name
  const outcome = evaluateService(model, name, context, options)
  const several = (model.services.find((service) => service.name === name || service.id === name)?.outputs.length ?? 0) > 1
  return several ? { ...outcome, value: entryOf(outcome.value, result.name) } : outcome
}

const entryOf = (value: FeelValue, name: string): FeelValue =>
  isContext(value) && Object.hasOwn(value, name) ? (value[name] ?? null) : value

const checkResult = (
  { name, isError, expected }: ExpectedResult,
  { value, diagnostics }: DecisionOutcome,
): Omit<TckResult, 'id'> => {
  const reasons = [...new Set(diagnostics.map(({ code }) => code))].join(', ')
  const actual = `${name} = ${formatFeel(value)}${reasons === '' ? '' : ` (${reasons})`}`
  if (!isError) return { ok: sameValue(value, expected), expected: formatFeel(expected), actual }
  return { ok: value === null && diagnostics.length > 0, expected: 'null with a diagnostic', actual }
}
