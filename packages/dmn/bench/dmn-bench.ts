/**
 * Micro-benchmark of decisions: `node packages/dmn/bench/dmn-bench.ts` prints JSON. Times are CPU time (the machine may be shared),
 * the best of several rounds; evaluation without trace.
 */
import { parseXml } from '@fachwerk/xml'
import { evaluateDecision, readDecisionModel, type DecisionModel } from '@fachwerk/dmn'
import { reportAnalysis } from '@fachwerk/dmn/analysis'
import { graphModel, tableModel, wideTable } from './bench-models.ts'

const rounds = 9

/** Microseconds of CPU time per call, best of several rounds. */
const perCall = (calls: number, work: (call: number) => unknown): number => {
  let best = Infinity
  for (let round = 0; round < rounds; round++) {
    const before = process.cpuUsage()
    for (let call = 0; call < calls; call++) work(call)
    const { user, system } = process.cpuUsage(before)
    best = Math.min(best, (user + system) / calls)
  }
  return best
}

const read = (xml: string): DecisionModel => {
  const result = readDecisionModel(xml)
  if (!result.ok) throw new Error(JSON.stringify(result.problems))
  return result.model
}

const noTrace = { trace: false }

const table = (rules: number, calls: number): number => {
  const model = read(tableModel(rules))
  const inputs = Array.from({ length: 64 }, (_, index) => ({
    a: (index * 37) % rules,
    b: index % 2 === 0 ? 'A' : 'B',
    c: index % 3 === 0,
    d: 50 + index,
  }))
  const answered = inputs.filter((input) => evaluateDecision(model, 'table', input, noTrace).value !== null).length
  if (answered === 0) throw new Error('no rule matched: nothing would be measured')
  return perCall(calls, (call) => evaluateDecision(model, 'table', inputs[call & 63] ?? {}, noTrace))
}

const graph = (calls: number): number => {
  const model = read(graphModel(10))
  if (evaluateDecision(model, 'd10', { x: 1 }, noTrace).value !== 11) throw new Error('wrong result')
  return perCall(calls, (call) => evaluateDecision(model, 'd10', { x: call }, noTrace))
}

/** Reading a table: all of it, and the part that is XML parsing. */
const reading = (rules: number): { readonly total: number; readonly xml: number } => {
  let number = 0
  // FEEL caches what it compiled; another text in each round shows the whole work.
  const texts = Array.from({ length: rounds * 10 + 20 }, () => tableModel(rules, (number += 1)))
  let at = 0
  const total = perCall(5, () => readDecisionModel(texts[at++ % texts.length] ?? '')) / 1000
  const xml = perCall(5, () => parseXml(texts[at++ % texts.length] ?? '')) / 1000
  return { total, xml }
}

const analysis = (rules: number, columns: number): number => {
  const xml = wideTable(rules, columns)
  const plain = perCall(1, () => readDecisionModel(xml))
  return (perCall(1, () => readDecisionModel(xml, { analyse: reportAnalysis })) - plain) / 1000
}

const compile = reading(1000)
const round = (value: number): number => Math.round(value * 1000) / 1000
process.stdout.write(
  `${JSON.stringify(
    {
      'table 20 rules × 4 inputs, first hit (µs)': round(table(20, 200_000)),
      'table 5,000 rules × 4 inputs, first hit (µs)': round(table(5000, 100_000)),
      'graph of 10 decisions (µs)': round(graph(100_000)),
      'compile a table of 1,000 rules (ms)': round(compile.total - compile.xml),
      'parse its XML (ms)': round(compile.xml),
      'analyse 5,000 rules × 10 inputs (ms)': round(analysis(5000, 10)),
    },
    null,
    2,
  )}\n`,
)
