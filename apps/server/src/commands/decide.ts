import { readFileSync } from 'node:fs'
import { evaluateDecision, readDecisionModel } from '@fachwerk/dmn'
import { reasonOf } from '@fachwerk/dmn/reason'
import { fromJson, toJson } from '@fachwerk/feel'
import { command, readArguments, readJsonObject, UsageError } from './arguments.ts'
import { problemReport } from './problem-report.ts'

/** `fachwerk decide FILE.dmn --decision NAME [--input JSON] [--trace]`: prints the result as JSON, with `--trace` how it came about, also in sentences. */
export const decide = command((args) => {
  const { values, positionals } = readArguments(args, {
    decision: { type: 'string' },
    input: { type: 'string' },
    trace: { type: 'boolean', default: false },
  })
  const [file] = positionals
  if (file === undefined) throw new UsageError('Aufruf: fachwerk decide DATEI.dmn --decision NAME [--input JSON] [--trace]')
  const read = readDecisionModel(readFileSync(file, 'utf8'), { file })
  process.stderr.write(problemReport(read.problems.filter(({ severity }) => severity !== 'info')))
  if (!read.ok) return 1
  const { decisions } = read.model
  const wanted = values.decision ?? (decisions.length === 1 ? decisions[0]!.name : undefined)
  const decision = decisions.find(({ id, name }) => id === wanted || name === wanted)
  if (decision === undefined) {
    const names = decisions.map(({ name }) => `„${name}“`).join(', ')
    throw new UsageError(`Welche Entscheidung? In ${file} stehen: ${names}. / Which decision? Name one with --decision.`)
  }
  const input = fromJson(readJsonObject(values.input, '--input')) as Readonly<Record<string, unknown>>
  const outcome = evaluateDecision(read.model, decision.id, input, { now: Date.now() })
  for (const { message, decision: where } of outcome.diagnostics)
    process.stderr.write(`${where}: ${message.de} / ${message.en}\n`)
  const result = toJson(outcome.value)
  process.stdout.write(
    `${JSON.stringify(values.trace ? { result, reasons: outcome.trace.flatMap((trace) => reasonOf(trace).sentences), trace: outcome.trace } : result, null, 2)}\n`,
  )
  return 0
})
