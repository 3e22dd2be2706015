/**
 * Fuzzing: `node packages/feel/bench/fuzz.ts --minutes 60 [--seed N]`. Sentences of the grammar, mutations of them, and towers go
 * through the compiler and the evaluator, in both dialects, as expression and as unary tests. Checked of each:
 * - nothing throws; nothing takes longer than a bound (a watcher outside the thread also sees what never ends);
 * - errors and diagnostics lie within the source and speak both languages; a null that is not data has a reason;
 * - the value can be written as JSON; written as FEEL and read again it is the same value.
 * Exit code 0 only when nothing was found. The seed is printed; a finding names its input, so it can be run alone: `--input TEXT`.
 */
import { parseArgs } from 'node:util'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import {
  BUILTINS,
  compileExpression,
  compileUnaryTests,
  FeelFunction,
  feelEquals,
  formatFeel,
  isContext,
  isList,
  toJson,
  traceExpression,
} from '../src/index.ts'
import type { Diagnostic, Evaluation } from '../src/index.ts'
import { mutated, randomFrom, sentence, tower } from './sentences.ts'

const BATCH = 500
const SLOW_SECONDS = 2
const HUNG_SECONDS = 120
const TEXT_SIZE = 1 << 20
const LONGEST_SOURCE = 100_000

const print = (line: string): boolean => process.stdout.write(`${line}\n`)

interface Finding {
  readonly what: string
  readonly source: string
  readonly detail: string
}

interface Batch {
  readonly inputs: number
  readonly evaluations: number
  readonly findings: readonly Finding[]
}

const CONTEXT = {
  a: 1,
  'b c': 'x',
  xs: [1, 2, { a: 3 }],
  'd-e': 0.1,
  when: { 'b c': [[]], a: { a: true } },
}
const OPTIONS = (['feel', 'b-feel'] as const).map((dialect) => ({
  names: Object.keys(CONTEXT),
  members: ['b c', 'd+e'],
  dialect,
}))
const FUNCTIONS = [...BUILTINS.keys()]
const RUN = { maxSteps: 100_000, now: 1_700_000_000_000 }

/** Sources in which a null can be data: written, an open end of a range, a missing value asked for as such, an optional property. */
const NULL_IS_DATA = /null|\?|[<>=]|start|end|get value|zone|offset|external/

const hasFunction = (value: unknown): boolean => {
  if (value instanceof FeelFunction) return true
  if (isList(value)) return value.some(hasFunction)
  return isContext(value) && Object.values(value).some(hasFunction)
}

const TOO_LARGE = 'the value is too large'

class Check {
  readonly findings: Finding[] = []
  evaluations = 0

  found(what: string, source: string, detail: string): void {
    this.findings.push({ what, source, detail })
  }

  input(source: string): void {
    const before = process.threadCpuUsage()
    for (const options of OPTIONS) {
      this.guarded(source, () => this.expression(source, options))
      this.guarded(source, () => this.tests(source, options))
    }
    const used = process.threadCpuUsage(before)
    const seconds = (used.user + used.system) / 1e6
    if (seconds > SLOW_SECONDS) this.found('slow', source, `${seconds.toFixed(1)} s`)
  }

  private guarded(source: string, run: () => void): void {
    try {
      run()
    } catch (error) {
      // Values share parts; writing one out may go beyond the bound, and says so.
      if (error instanceof RangeError && error.message === TOO_LARGE) return
      this.found('throws', source, error instanceof Error ? (error.stack ?? error.message).slice(0, 600) : String(error))
    }
  }

  private expression(source: string, options: (typeof OPTIONS)[number]): void {
    const compiled = compileExpression(source, options)
    if (!compiled.ok) return this.diagnostics(source, compiled.errors)
    const result = compiled.value.evaluate(CONTEXT, RUN)
    this.evaluations++
    this.result(source, result)
    if (source.length % 4 === 0) this.traced(source, options, result)
    if (result.value === null && result.diagnostics.length === 0 && !NULL_IS_DATA.test(source))
      this.found('null without a reason', source, options.dialect)
    if (!result.diagnostics.some(({ code }) => code === 'limit-exceeded')) this.again(source, result.value)
  }

  /** Looking at the steps changes nothing, except that a deep stack ends earlier. */
  private traced(source: string, options: (typeof OPTIONS)[number], { value, diagnostics }: Evaluation): void {
    const again = traceExpression(source, CONTEXT, { ...options, ...RUN })
    if (!again.ok) return this.found('cannot be traced', source, again.errors[0]!.code)
    if ([...diagnostics, ...again.value.diagnostics].some(({ code }) => code === 'limit-exceeded')) return
    if (formatFeel(again.value.value) !== formatFeel(value)) this.found('traced value differs', source, options.dialect)
  }

  private tests(source: string, options: (typeof OPTIONS)[number]): void {
    const compiled = compileUnaryTests(source, options)
    if (!compiled.ok) return this.diagnostics(source, compiled.errors)
    for (const input of [1, 'x', null]) {
      const result = compiled.value.test(input, CONTEXT, RUN)
      this.evaluations++
      this.result(source, result)
      if (result.value !== null && typeof result.value !== 'boolean')
        this.found('a test is neither true nor false', source, formatFeel(result.value))
    }
  }

  private diagnostics(source: string, diagnostics: readonly Diagnostic[]): void {
    for (const { code, start, end, message } of diagnostics) {
      if (!(start >= 0 && start <= end && end <= source.length)) this.found('position outside', source, `${code} ${start}–${end}`)
      if (message.de === '' || message.en === '') this.found('no message', source, code)
    }
  }

  private result(source: string, { value, diagnostics }: Evaluation): void {
    this.diagnostics(source, diagnostics)
    if (value === undefined) this.found('undefined', source, '')
    if (JSON.stringify(toJson(value)) === undefined) this.found('not JSON', source, typeof value)
  }

  private again(source: string, value: unknown): void {
    if (hasFunction(value)) return
    const text = formatFeel(value)
    // Values share parts, a text repeats them: what was small becomes longer and deeper than any source may be.
    if (text.length > LONGEST_SOURCE) return
    const compiled = compileExpression(text)
    if (!compiled.ok) return this.found('written value cannot be read', source, text.slice(0, 300))
    const back = compiled.value.evaluate({}).value
    if (formatFeel(back) !== text)
      this.found('written value reads differently', source, `${text.slice(0, 300)} → ${formatFeel(back).slice(0, 300)}`)
    else if (feelEquals(value, value) === true && feelEquals(back, value) !== true)
      this.found('read value is not equal', source, text.slice(0, 300))
  }
}

/** Inside the thread: makes inputs, shows the watcher what it is at. */
function work({ seed, shared }: { seed: number; shared: SharedArrayBuffer }): void {
  const random = randomFrom(seed)
  const began = new Float64Array(shared, 0, 1)
  const text = new Uint16Array(shared, 8)
  let corpus: string[] = ['1', 'a + 1', '[1..3]']
  const next = (): string => {
    const kind = random.below(100)
    if (kind < 55) return sentence(random, FUNCTIONS, 1 + random.below(6))
    if (kind < 99) return mutated(random, random.pick(corpus), random.pick(corpus))
    return random.below(10) === 0 ? tower(random) : mutated(random, tower(random).slice(0, 300), random.pick(corpus))
  }
  for (;;) {
    const check = new Check()
    for (let i = 0; i < BATCH; i++) {
      const source = next()
      if (corpus.length < 5000) corpus.push(source)
      else corpus[random.below(corpus.length)] = source
      text.fill(0, 0, Math.min(source.length + 1, text.length))
      for (let at = 0; at < source.length && at < text.length - 1; at++) text[at] = source.charCodeAt(at)
      began[0] = Date.now()
      check.input(source)
    }
    corpus = corpus.filter((source) => source.length < 2000)
    const batch: Batch = { inputs: BATCH, evaluations: check.evaluations, findings: check.findings }
    parentPort!.postMessage(batch)
  }
}

interface Totals {
  inputs: number
  evaluations: number
  readonly findings: Map<string, number>
}

function note(totals: Totals, batch: Batch): void {
  totals.inputs += batch.inputs
  totals.evaluations += batch.evaluations
  for (const { what, source, detail } of batch.findings) {
    const known = totals.findings.get(what) ?? 0
    totals.findings.set(what, known + 1)
    if (known < 25) print(`FOUND ${what}: ${JSON.stringify(source.slice(0, 500))}\n      ${detail}`)
  }
}

const shownText = (shared: SharedArrayBuffer): string => {
  const text = new Uint16Array(shared, 8)
  const units = text.subarray(0, Math.min(2000, text.indexOf(0) === -1 ? 2000 : text.indexOf(0)))
  return String.fromCharCode(...units)
}

/** One thread until the time is over, or until it hangs. */
function session(seed: number, until: number, totals: Totals): Promise<void> {
  const shared = new SharedArrayBuffer(8 + TEXT_SIZE)
  const began = new Float64Array(shared, 0, 1)
  began[0] = Date.now()
  const worker = new Worker(new URL(import.meta.url), { workerData: { seed, shared } })
  return new Promise((resolve) => {
    const end = (): void => {
      clearInterval(watcher)
      void worker.terminate().then(() => resolve())
    }
    const watcher = setInterval(() => {
      const hung = Date.now() - began[0]! > HUNG_SECONDS * 1000
      if (hung) note(totals, { inputs: 0, evaluations: 0, findings: [{ what: 'hangs', source: shownText(shared), detail: '' }] })
      if (hung || Date.now() >= until) end()
    }, 500)
    worker.on('message', (batch: Batch) => note(totals, batch))
    worker.on('error', (error) => {
      note(totals, {
        inputs: 0,
        evaluations: 0,
        findings: [{ what: 'thread died', source: shownText(shared), detail: String(error) }],
      })
      end()
    })
  })
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { minutes: { type: 'string', default: '1' }, seed: { type: 'string' }, input: { type: 'string' } },
  })
  if (values.input !== undefined) {
    const check = new Check()
    check.input(values.input)
    for (const finding of check.findings) print(JSON.stringify(finding, null, 2))
    return
  }
  const seed = values.seed === undefined ? Date.now() % 2 ** 31 : Number(values.seed)
  const minutes = Number(values.minutes)
  const start = Date.now()
  const totals: Totals = { inputs: 0, evaluations: 0, findings: new Map() }
  print(`seed ${seed}, ${minutes} min`)
  const report = (): void => {
    const passed = ((Date.now() - start) / 60_000).toFixed(1)
    const found = [...totals.findings].map(([what, count]) => `${what} ${count}`).join(', ') || 'nothing'
    print(`${passed} min: ${totals.inputs} inputs, ${totals.evaluations} evaluations, found: ${found}`)
  }
  const reports = setInterval(report, 60_000)
  for (let round = 0; Date.now() < start + minutes * 60_000; round++)
    await session(seed + round, start + minutes * 60_000, totals)
  clearInterval(reports)
  report()
  process.exitCode = totals.findings.size > 0 ? 1 : 0
}

if (isMainThread) await main()
else work(workerData as { seed: number; shared: SharedArrayBuffer })
