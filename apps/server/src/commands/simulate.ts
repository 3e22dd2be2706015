import { coverageOf, readScenario, simulate, type Scenario, type SimulationInput } from '@fachwerk/engine'
import { hasJavaScript, type MessageFlow, type ProcessModel } from '@fachwerk/bpmn'
import { sandboxFromDisk } from '@fachwerk/scripts/from-disk'
import { command, readArguments, readJsonObject, UsageError } from './arguments.ts'
import { problemReport } from './problem-report.ts'
import { coverageTable, jsonLines, outcomeText, traceText } from './simulation-report.ts'
import { readSisterModels, type SisterModels } from './sister-models.ts'

const usage =
  'fachwerk simulate DATEI.bpmn [--process ID …] [--variables JSON] [--scenario DATEI …] [--until-waiting] [--coverage] [--json]'

/**
 * `fachwerk simulate FILE.bpmn`: for each scenario one line per event, last the outcome; with `--coverage` what all of them together have
 * reached. Exit 0 when the runs could be made, whatever their outcome.
 */
export const simulateCommand = command(async (args) => {
  const { values, positionals } = readArguments(args, {
    process: { type: 'string', multiple: true },
    variables: { type: 'string' },
    scenario: { type: 'string', multiple: true },
    'until-waiting': { type: 'boolean', default: false },
    coverage: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  })
  const [file, ...more] = positionals
  if (file === undefined || more.length > 0) throw new UsageError(`Aufruf: ${usage}\nUsage: ${usage}`)
  const scenarios = (values.scenario ?? []).map((path) => ({ path, scenario: scenarioIn(path) }))
  const variables = readJsonObject(values.variables, '--variables')
  const models = readSisterModels(file)
  const errors = models.problems.filter(({ severity }) => severity === 'error')
  if (errors.length > 0) {
    process.stderr.write(problemReport(errors))
    return 1
  }
  const input: SimulationInput = {
    processes: models.processes,
    decide: models.decide,
    ...(await scriptRunner(models)),
    start: chosenProcesses(file, models, values.process),
    messageFlows: models.messageFlows,
    variables,
    untilWaiting: values['until-waiting'],
  }
  const run = report(scenarios.length > 0 ? scenarios : [undefined], input, values)
  for (const { de, en } of models.warnings(run)) process.stderr.write(`Hinweis: ${de}\nNote: ${en}\n`)
  return 0
})

interface NamedScenario {
  readonly path: string
  readonly scenario: Scenario
}

/** Writes what happened; gives the ids of the processes that ran. */
function report(
  scenarios: readonly (NamedScenario | undefined)[],
  input: SimulationInput,
  { json, coverage }: { readonly json: boolean; readonly coverage: boolean },
): ReadonlySet<string> {
  const traces = scenarios.map((named) => {
    const result = simulate({ ...input, ...(named && { scenario: named.scenario }) })
    const name = scenarios.length > 1 ? named?.path : undefined
    process.stdout.write(json ? jsonLines(result, name) : `${traceText(result, name)}${outcomeText(result)}`)
    return result.trace
  })
  const run = new Set([...startIds(input), ...traces.flat().map((line) => line.process)])
  if (!coverage) return run
  const reached = [...run].flatMap((id) => input.processes.get(id) ?? [])
  const covered = coverageOf(reached, traces)
  process.stdout.write(json ? `${JSON.stringify({ coverage: covered })}\n` : coverageTable(covered))
  return run
}

const startIds = ({ start }: SimulationInput): readonly string[] => (typeof start === 'string' ? [start] : start)

/** Script tasks really run, in the same sandbox as on the server. */
async function scriptRunner({ processes }: SisterModels): Promise<Pick<SimulationInput, 'runScript'>> {
  if (![...processes.values()].some(hasJavaScript)) return {}
  const sandbox = await sandboxFromDisk()
  return { runScript: (...script) => sandbox.run(...script) }
}

/** Those that are named; else the first that is executable, together with the pools that message flows join with it. */
function chosenProcesses(
  file: string,
  { own, messageFlows }: SisterModels,
  wanted: readonly string[] | undefined,
): readonly string[] {
  if (wanted !== undefined && wanted.length > 0) return wanted.map((id) => chosenProcess(file, own, id).id)
  const { id, executable } = chosenProcess(file, own, undefined)
  if (!executable) return [id]
  const joined = partnersOf(id, messageFlows)
  return own.filter((model) => model.id === id || (model.executable && joined.has(model.id))).map((model) => model.id)
}

/** Everything that message flows join with a process, over others too. */
function partnersOf(process: string, flows: readonly MessageFlow[]): ReadonlySet<string> {
  const joined = new Set([process])
  const pairs = flows.flatMap(({ source, target }) =>
    source.process === undefined || target.process === undefined ? [] : [[source.process, target.process] as const],
  )
  for (let before = 0; before < joined.size;) {
    before = joined.size
    for (const [one, other] of pairs) if (joined.has(one) || joined.has(other)) joined.add(one).add(other)
  }
  return joined
}

const chosenProcess = (file: string, processes: readonly ProcessModel[], wanted: string | undefined): ProcessModel => {
  const found =
    wanted === undefined
      ? (processes.find(({ executable }) => executable) ?? processes[0])
      : processes.find(({ id }) => id === wanted)
  if (found !== undefined) return found
  const ids = processes.map(({ id }) => id).join(', ')
  throw new UsageError(
    processes.length === 0
      ? `In ${file} steht kein Prozess. / There is no process in ${file}.`
      : `Den Prozess „${wanted}“ gibt es in ${file} nicht; dort stehen: ${ids}. / There is no process "${wanted}" in ${file}; it has: ${ids}.`,
  )
}

const scenarioIn = (file: string): Scenario => {
  const read = readScenario(readJsonObject(`@${file}`, file))
  if (read.ok) return read.value
  throw new UsageError(read.error.map(({ path, message }) => `${file}, ${path}: ${message.de} / ${message.en}`).join('\n'))
}
