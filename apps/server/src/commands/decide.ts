import { readdirSync, readFileSync } from 'node:fs'
import { dirname, extname, join } from 'node:path'
import { evaluateDecision, evaluateService, readDecisionModel } from '@fachwerk/dmn'
import { reasonOf } from '@fachwerk/dmn/reason'
import { fromJson, toJson } from '@fachwerk/feel'
import { importedBy } from '@fachwerk/kernel'
import { command, readArguments, readJsonObject, UsageError } from './arguments.ts'
import { problemReport } from './problem-report.ts'

/** `fachwerk decide FILE.dmn --decision NAME [--input JSON] [--trace]`: evaluates a decision or a decision service, prints the result as JSON, with `--trace` how it came about, also in sentences. Exit 1 when there is no value and the model has errors. */
export const decide = command((args) => {
  const { values, positionals } = readArguments(args, {
    decision: { type: 'string' },
    input: { type: 'string' },
    trace: { type: 'boolean', default: false },
  })
  const [file] = positionals
  if (file === undefined) throw new UsageError('Aufruf: fachwerk decide DATEI.dmn --decision NAME [--input JSON] [--trace]')
  const xml = readFileSync(file, 'utf8')
  const read = readDecisionModel(xml, { file, imports: importsOf(file, xml) })
  process.stderr.write(problemReport(read.problems.filter(({ severity }) => severity !== 'info')))
  if (!read.ok) return 1
  const { decisions, services } = read.model
  const wanted = values.decision ?? (decisions.length === 1 ? decisions[0]!.name : undefined)
  const isWanted = ({ id, name }: { readonly id: string; readonly name: string }): boolean => id === wanted || name === wanted
  const decision = decisions.find(isWanted)
  const asked = decision ?? services.find(isWanted)
  if (asked === undefined) {
    const names = [...decisions, ...services].map(({ name }) => `„${name}“`).join(', ')
    throw new UsageError(`Welche Entscheidung? In ${file} stehen: ${names}. / Which decision? Name one with --decision.`)
  }
  const input = fromJson(readJsonObject(values.input, '--input')) as Readonly<Record<string, unknown>>
  const evaluate = decision === undefined ? evaluateService : evaluateDecision
  const outcome = evaluate(read.model, asked.id, input, { now: Date.now() })
  for (const { message, decision: where } of outcome.diagnostics)
    process.stderr.write(`${where}: ${message.de} / ${message.en}\n`)
  const result = toJson(outcome.value)
  process.stdout.write(
    `${JSON.stringify(values.trace ? { result, reasons: outcome.trace.flatMap((trace) => reasonOf(trace).sentences), trace: outcome.trace } : result, null, 2)}\n`,
  )
  // No script shall take for an answer what is null because the model is at fault.
  return result === null && read.problems.some(({ severity }) => severity === 'error') ? 1 : 0
})

/** The DMN files beside it that it imports, directly or through others; itself among them when the imports go in a circle. */
const importsOf = (file: string, xml: string): readonly { readonly file: string; readonly xml: string }[] => {
  if (!/<(?:[\w.-]+:)?import\b/.test(xml)) return []
  const folder = dirname(file)
  const beside = readdirSync(folder)
    .filter((name) => extname(name) === '.dmn')
    .map((name) => ({ file: join(folder, name), text: readFileSync(join(folder, name), 'utf8') }))
  return importedBy(xml, beside).map(({ file: name, text }) => ({ file: name, xml: text }))
}
