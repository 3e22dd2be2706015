/**
 * `npm run bench`: prints figures as JSON. Nothing here passes or fails; docs/performance.md states figures with the machine they were
 * measured on. `npm run bench -- instances` runs one part only.
 */
import { cpus, totalmem } from 'node:os'
import { engineFigures } from './engine.ts'
import { instanceFigures } from './instances.ts'
import { pageFigures } from './pages.ts'
import { peerFigures } from './peers.ts'
import { decisionFigures } from './decisions.ts'
import { ledgerFigures } from './ledger.ts'
import { recordingFigures } from './recording.ts'
import { expressionFigures } from './expressions.ts'
import { javaPeerFigures } from './java-peers.ts'

const parts = {
  engine: engineFigures,
  pages: pageFigures,
  instances: instanceFigures,
  peers: peerFigures,
  expressions: expressionFigures,
  decisions: decisionFigures,
  'java-peers': javaPeerFigures,
  ledger: ledgerFigures,
  recording: recordingFigures,
}
const wanted = process.argv.slice(2)

const machine = {
  cpu: cpus()[0]?.model ?? 'unknown',
  cores: cpus().length,
  memoryGiB: Math.round(totalmem() / 2 ** 30),
  node: process.version,
}
const figures: Record<string, unknown> = { machine }
for (const [name, measure] of Object.entries(parts)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue
  figures[name] = await measure()
}
process.stdout.write(`${JSON.stringify(figures, null, 2)}\n`)
