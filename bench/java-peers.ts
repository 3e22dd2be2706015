/**
 * The Java engines of bench/peers on the same work: models and inputs are written to files, each engine reads them in a process of its own,
 * and what ours took for the same files in the same run stands beside it. Needs Java 17 and Maven; without them a sentence says so.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { compileExpression } from '@fachwerk/feel'
import { evaluateDecision, readDecisionModel } from '@fachwerk/dmn'
import { chainInputs, conditionInputs, dmnChain, dmnTable, feelOf, manyContexts, tableInputs } from './decision-models.ts'

const project = join(import.meta.dirname, 'peers')
const peers = ['camunda', 'drools', 'drools-classes']
const warmUpSeconds = 5
const roundSeconds = 0.5
const rounds = 9

type Context = Readonly<Record<string, unknown>>
type Ready = (input: Context) => unknown

/** What `peers.Work` of bench/peers reads. */
interface Work {
  readonly name: string
  readonly expression?: string
  readonly variables?: readonly string[]
  readonly model?: string
  /** Models to be read, each once where it counts: first to warm up, then to measure. */
  readonly warmUp?: readonly string[]
  readonly models?: readonly string[]
  readonly decision?: string
  readonly inputs: readonly Context[]
  readonly answers: readonly unknown[]
}

const expressionReady = (source: string, names: readonly string[]): Ready => {
  const compiled = compileExpression(source, { names })
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.errors))
  return (input) => compiled.value.evaluate(input).value
}

const decisionReady = (xml: string, decision: string): Ready => {
  const read = readDecisionModel(xml)
  if (!read.ok) throw new Error(JSON.stringify(read.problems))
  return (input) => evaluateDecision(read.model, decision, input, { trace: false }).value
}

const readyFor = (folder: string, work: Work): Ready =>
  work.expression === undefined
    ? decisionReady(readFileSync(join(folder, work.model ?? ''), 'utf8'), work.decision ?? '')
    : expressionReady(work.expression, work.variables ?? [])

/** Microseconds per call, measured as `peers.Measure` does. */
function perCall(ready: Ready, inputs: readonly Context[], seconds: number): number {
  const started = performance.now()
  let calls = 0
  let now = started
  while (now - started < seconds * 1000) {
    for (const input of inputs) ready(input)
    calls += inputs.length
    now = performance.now()
  }
  return ((now - started) * 1000) / calls
}

function ownCalls(folder: string, work: Work): number {
  const ready = readyFor(folder, work)
  perCall(ready, work.inputs, warmUpSeconds)
  return Math.min(...Array.from({ length: rounds }, () => perCall(ready, work.inputs, roundSeconds)))
}

/** From the text to the first answer. */
function ownReadings(folder: string, work: Work): number {
  const reading = (file: string): number => {
    const xml = readFileSync(join(folder, file), 'utf8')
    const started = performance.now()
    decisionReady(xml, work.decision ?? '')(work.inputs[0]!)
    return (performance.now() - started) * 1000
  }
  const started = performance.now()
  for (let index = 0; performance.now() - started < warmUpSeconds * 1000; index += 1) {
    reading(work.warmUp?.[index % work.warmUp.length] ?? '')
  }
  return Math.min(...(work.models ?? []).map(reading))
}

/** Writes everything both sides read, with our answers. */
function writeWorks(folder: string): readonly Work[] {
  const file = (name: string, xml: string): string => {
    writeFileSync(join(folder, name), xml)
    return name
  }
  const withAnswers = (work: Omit<Work, 'answers'>): Work => ({
    ...work,
    answers: work.inputs.map(readyFor(folder, { ...work, answers: [] })),
  })
  const expression = (name: string, source: string, inputs: readonly Context[]): Work =>
    withAnswers({ name, expression: source, variables: Object.keys(inputs[0] ?? {}), inputs })
  const model = (name: string, path: string, decision: string, inputs: readonly Context[]): Work =>
    withAnswers({ name, model: path, decision, inputs })
  const variants = (from: number, to: number): readonly string[] =>
    Array.from({ length: to - from }, (_, index) => file(`read-${from + index}.dmn`, dmnTable(1000, from + index)))
  const works: Work[] = [
    expression('arithmetic and comparison, compiled where the engine can', feelOf.condition, conditionInputs),
    model('table 20 rules × 4 inputs, first hit', file('table-20.dmn', dmnTable(20)), 'result', tableInputs(20)),
    model('table 5,000 rules × 4 inputs, first hit', file('table-5000.dmn', dmnTable(5000)), 'result', tableInputs(5000)),
    model('graph of 10 decisions', file('graph.dmn', dmnChain(10)), 'd10', chainInputs),
    expression('filter over 100,000 contexts', feelOf.filter, [{ posten: manyContexts(100_000) }]),
  ]
  const [warmUp, models] = [variants(1, 31), variants(31, 46)]
  const reading = model('read a table of 1,000 rules, first answer included', warmUp[0]!, 'result', [tableInputs(1000)[1]!])
  works.push({ ...reading, warmUp, models })
  writeFileSync(join(folder, 'works.json'), JSON.stringify(works))
  return works
}

const missing = (program: string): boolean => spawnSync(program, ['-version'], { stdio: 'ignore' }).error !== undefined

/** The class path of bench/peers, compiled; or why there is none. */
function build(): { readonly classPath: string } | { readonly notMeasured: string } {
  const absent = ['java', 'mvn'].filter(missing)
  if (absent.length > 0)
    return {
      notMeasured: `Java 17 und Maven werden gebraucht, es fehlt: ${absent.join(', ')}. / Needs Java 17 and Maven; missing: ${absent.join(', ')}.`,
    }
  const arguments_ = ['-q', '-B', 'compile', 'dependency:build-classpath', '-Dmdep.outputFile=target/classpath.txt']
  const built = spawnSync('mvn', arguments_, { cwd: project, encoding: 'utf8' })
  if (built.status !== 0)
    return { notMeasured: `Maven could not build bench/peers: ${(built.stdout + built.stderr).slice(0, 500)}` }
  return {
    classPath: [join(project, 'target/classes'), readFileSync(join(project, 'target/classpath.txt'), 'utf8')].join(delimiter),
  }
}

interface Measured {
  readonly engine: string
  readonly java: string
  readonly micros: Readonly<Record<string, number | string>>
}

function runPeer(peer: string, classPath: string, folder: string): Measured | string {
  const options = ['-Xmx4g', '-Xss16m', '-cp', classPath, 'peers.Main', peer, folder, String(warmUpSeconds)]
  const ran = spawnSync('java', options, { encoding: 'utf8', timeout: 900_000, maxBuffer: 2 ** 26 })
  return ran.status === 0 ? (JSON.parse(ran.stdout) as Measured) : `not measured: ${ran.stderr.slice(0, 500)}`
}

const rounded = (value: number): number => Number(value.toPrecision(3))

/** Microseconds and how many times as long as ours, or the sentence why there are none. */
const besideOurs = (figure: number | string | undefined, own: number) =>
  typeof figure === 'number' ? { time: rounded(figure), ratio: rounded(figure / own) } : figure

export const javaPeerFigures = () => {
  const built = build()
  if ('notMeasured' in built) return built
  const folder = mkdtempSync(join(tmpdir(), 'fachwerk-bench-'))
  try {
    const works = writeWorks(folder)
    const measured = peers.map((peer) => runPeer(peer, built.classPath, folder))
    const lines = works.map((work) => {
      const own = work.models === undefined ? ownCalls(folder, work) : ownReadings(folder, work)
      const others = measured.flatMap((peer) =>
        typeof peer === 'string' || peer.micros[work.name] === undefined
          ? []
          : [[peer.engine, besideOurs(peer.micros[work.name], own)] as const],
      )
      return { work: work.name, unit: 'µs', fachwerk: { time: rounded(own) }, ...Object.fromEntries(others) }
    })
    const failed = measured.filter((peer) => typeof peer === 'string')
    const java = measured.flatMap((peer) => (typeof peer === 'string' ? [] : [peer.java]))[0]
    return { java, warmUpSeconds, rounds, ...(failed.length > 0 && { failed }), lines }
  } finally {
    rmSync(folder, { recursive: true })
  }
}
