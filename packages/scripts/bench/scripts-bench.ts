/** What one run of a script costs: `node packages/scripts/bench/scripts-bench.ts`. */
import { sandboxFromDisk } from '../src/sandbox-from-disk.ts'

const print = (line: string) => process.stdout.write(`${line}\n`)

const loading = performance.now()
const sandbox = await sandboxFromDisk()
print(`load: ${(performance.now() - loading).toFixed(0)} ms`)

const runs = 5_000
const scripts = {
  'one expression': 'antrag.betrag * 2',
  'sets a variable': 'execution.setVariable("stufe", antrag.betrag > 3 ? "hoch" : "niedrig")',
  'loop of 10,000': 'let summe = 0; for (let i = 0; i < 10000; i++) summe += i; summe',
}
for (const [name, source] of Object.entries(scripts)) {
  const begun = performance.now()
  for (let run = 0; run < runs; run++) sandbox.run(source, { antrag: { betrag: run } }, { now: 0, seed: 'bench' })
  print(`${name}: ${(((performance.now() - begun) / runs) * 1000).toFixed(0)} µs`)
}
