import { readScenario, simulate, type Scenario, type SimulationResult, type TraceLine } from '@fachwerk/engine'
import type { ProcessModel } from '@fachwerk/bpmn'
import { sandboxFromDisk } from '@fachwerk/scripts/from-disk'
import { command, readArguments, readJsonObject, UsageError } from './arguments.ts'
import { problemReport } from './problem-report.ts'
import { readSisterModels } from './sister-models.ts'

/** `fachwerk simulate FILE.bpmn`: one line per event, last the outcome. Exit 0 when the run could be made, whatever its outcome. */
export const simulateCommand = command(async (args) => {
  const { values, positionals } = readArguments(args, {
    process: { type: 'string', multiple: true },
    variables: { type: 'string' },
    scenario: { type: 'string' },
    json: { type: 'boolean', default: false },
  })
  const [file] = positionals
  if (file === undefined) {
    throw new UsageError('Aufruf: fachwerk simulate DATEI.bpmn [--process ID …] [--variables JSON] [--scenario DATEI] [--json]')
  }
  const models = readSisterModels(file)
  const errors = models.problems.filter(({ severity }) => severity === 'error')
  if (errors.length > 0) {
    process.stderr.write(problemReport(errors))
    return 1
  }
  const result = simulate({
    processes: models.processes,
    decide: models.decide,
    runScript: await scriptRunner(),
    start: chosenProcesses(file, models.own, values.process),
    variables: readJsonObject(values.variables, '--variables'),
    ...(values.scenario === undefined ? {} : { scenario: scenarioIn(values.scenario) }),
  })
  process.stdout.write(values.json ? jsonLines(result) : sentences(result))
  return 0
})

/** Script tasks really run, in the same sandbox as on the server. */
const scriptRunner = async () => {
  const sandbox = await sandboxFromDisk()
  return (...script: Parameters<typeof sandbox.run>) => sandbox.run(...script)
}

/** Several start together and exchange messages and signals. */
const chosenProcesses = (file: string, processes: readonly ProcessModel[], wanted: readonly string[] | undefined): string[] =>
  wanted === undefined || wanted.length === 0
    ? [chosenProcess(file, processes, undefined).id]
    : wanted.map((id) => chosenProcess(file, processes, id).id)

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
      : `In ${file} stehen die Prozesse: ${ids}. / Processes: ${ids}.`,
  )
}

const scenarioIn = (file: string): Scenario => {
  const read = readScenario(readJsonObject(`@${file}`, '--scenario'))
  if (read.ok) return read.value
  throw new UsageError(read.error.map(({ path, message }) => `${file}, ${path}: ${message.de} / ${message.en}`).join('\n'))
}

const outcome = ({ state, variables, incidents }: SimulationResult) => ({ state, variables, incidents })

const jsonLines = (result: SimulationResult): string =>
  [...result.trace, outcome(result)].map((line) => `${JSON.stringify(line)}\n`).join('')

const words: Partial<Record<TraceLine['event'], string>> = {
  started: 'gestartet',
  activated: 'begonnen',
  completed: 'erledigt',
  terminated: 'abgebrochen',
  taken: 'genommen',
  failed: 'gescheitert',
  fired: 'ausgelöst',
  set: 'gestellt',
  received: 'empfangen',
  sent: 'gesendet',
  evaluated: 'entschieden',
  thrown: 'geworfen',
  caught: 'gefangen',
  incident: 'Störung',
  compensating: 'wird rückgängig gemacht',
  cancelled: 'Transaktion abgebrochen',
}

const sentences = (result: SimulationResult): string => {
  const lines = result.trace.map(({ at, element, event, detail, index }) => {
    const which = index === undefined ? element : `${element} [${index + 1}]`
    return `${at}  ${which}: ${words[event] ?? event}${detail === undefined ? '' : ` (${detail})`}\n`
  })
  const incidents = result.incidents.map(({ element, message }) => `Störung in ${element}: ${message.de} / ${message.en}\n`)
  return `${lines.join('')}${incidents.join('')}Ergebnis: ${states[result.state]}\n${JSON.stringify(result.variables, null, 2)}\n`
}

const states = { completed: 'abgeschlossen', waiting: 'wartet', failed: 'gescheitert' } as const
