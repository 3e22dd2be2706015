/**
 * Decisions beside their peers: the same inputs, in the same run, with the same results (a peer that answers otherwise is named, not
 * measured). Each figure is the best of several rounds, since the machine may have other work.
 */
import { chainInputs, conditionInputs, manyContexts, tableInputs } from './decision-models.ts'
import { engines, type Context, type Engine, type Ready } from './decision-peers.ts'

const roundMilliseconds = 100
const rounds = 9
/** Whoever needs longer to prepare than this is not asked for more of the same. */
const patienceMilliseconds = 20_000

/** Microseconds per call. Promises are awaited; values are not, or waiting would be measured. */
async function perCall(ready: Ready, inputs: readonly Context[], firstPass: number): Promise<number> {
  let best = Infinity
  const enough = firstPass > 4 * roundMilliseconds ? 1 : rounds
  for (let round = 0; round < enough; round += 1) {
    const started = performance.now()
    let calls = 0
    while (performance.now() - started < roundMilliseconds) {
      for (const input of inputs) {
        const answer = ready(input)
        if (answer instanceof Promise) await answer
      }
      calls += inputs.length
    }
    best = Math.min(best, ((performance.now() - started) * 1000) / calls)
  }
  return best
}

const rounded = (value: number): number => Number(value.toPrecision(3))
type Prepare = (engine: Engine) => Ready | undefined

async function answersOf(ready: Ready, inputs: readonly Context[]): Promise<string> {
  const answers: unknown[] = []
  for (const input of inputs) answers.push((await ready(input)) ?? null)
  return JSON.stringify(answers)
}

/** One line of the table: microseconds per call of each engine, and how many times as long as ours. */
async function compare(work: string, available: readonly Engine[], inputs: readonly Context[], prepare: Prepare) {
  const line: Record<string, unknown> = { work, unit: 'µs' }
  let own: { time: number; answers: string } | undefined
  for (const engine of available) {
    try {
      const ready = prepare(engine)
      if (!ready) continue
      const started = performance.now()
      const answers = await answersOf(ready, inputs)
      const firstPass = performance.now() - started
      if (own && answers !== own.answers) throw new Error('answers differ from ours')
      const time = await perCall(ready, inputs, firstPass)
      line[engine.name] = own ? { time: rounded(time), ratio: rounded(time / own.time) } : { time: rounded(time) }
      own ??= { time, answers }
    } catch (error) {
      line[engine.name] = `not measured: ${error instanceof Error ? error.message.slice(0, 200) : String(error)}`
    }
  }
  return line
}

/** From the text to the first answer, each time with another text. */
async function compareReading(available: readonly Engine[], rules: number) {
  const line: Record<string, unknown> = { work: `read a table of ${rules} rules, first answer included`, unit: 'ms' }
  let own: number | undefined
  let variant = 0
  for (const { name, table } of available) {
    if (!table) continue
    let best = Infinity
    try {
      const started = performance.now()
      for (let round = 0; round < 12 && performance.now() - started < patienceMilliseconds; round += 1) {
        const before = performance.now()
        await table(rules, (variant += 1))(tableInputs(rules)[1]!)
        best = Math.min(best, performance.now() - before)
      }
      line[name] = own === undefined ? { time: rounded(best) } : { time: rounded(best), ratio: rounded(best / own) }
      own ??= best
    } catch (error) {
      line[name] = `not measured: ${error instanceof Error ? error.message.slice(0, 200) : String(error)}`
    }
  }
  return line
}

export const decisionFigures = async () => {
  const { available, missing } = engines()
  const posten = manyContexts(100_000)
  const table =
    (rules: number): Prepare =>
    (engine) =>
      engine.table?.(rules, 0)
  const filter = await compare('filter over 100,000 contexts', available, [{ posten }], (engine) => engine.expression?.('filter'))
  const ownFilter = filter['fachwerk'] as { time: number }
  return {
    notInstalled: missing,
    lines: [
      await compare('arithmetic and comparison, compiled where the engine can', available, conditionInputs, (engine) =>
        engine.expression?.('condition'),
      ),
      await compare('table 20 rules × 4 inputs, first hit', available, tableInputs(20), table(20)),
      await compare('table 5,000 rules × 4 inputs, first hit', available, tableInputs(5000), table(5000)),
      await compare('graph of 10 decisions', available, chainInputs, (engine) => engine.chain?.(10)),
      { ...filter, 'fachwerk items per second': Math.round(1e11 / ownFilter.time) },
      await compareReading(available, 1000),
    ],
  }
}
