import { createRequire } from 'node:module'
import { readBpmn } from '@fachwerk/bpmn'
import { decide, type Command } from '@fachwerk/engine'
import { oneScriptBpmn } from './one-task.ts'

const require = createRequire(import.meta.url)
const instances = 1_000

const perSecond = (started: number): number => Math.round((instances / (performance.now() - started)) * 1000)

/** Ours, in memory, the file parsed anew for every instance, as the peer does it. */
const ours = (): number => {
  const started = performance.now()
  for (let index = 0; index < instances; index += 1) {
    const read = readBpmn(oneScriptBpmn)
    if (!read.ok) throw new Error(JSON.stringify(read.problems))
    const command: Command = { type: 'create-instance', at: 0, instance: String(index), variables: {} }
    const decision = decide({ process: read.file.processes[0]!, decide: () => undefined }, undefined, command)
    if (!decision.ok || decision.state.status !== 'completed') throw new Error(JSON.stringify(decision))
  }
  return perSecond(started)
}

interface PeerEngine {
  execute(): Promise<unknown>
  waitFor(event: 'end'): Promise<unknown>
}

const bpmnEngine = async (): Promise<number> => {
  const { Engine } = require('bpmn-engine') as { Engine: new (options: { name: string; source: string }) => PeerEngine }
  const started = performance.now()
  for (let index = 0; index < instances; index += 1) {
    const engine = new Engine({ name: String(index), source: oneScriptBpmn })
    const ended = engine.waitFor('end')
    await engine.execute()
    await ended
  }
  return perSecond(started)
}

/** The same one-task process in memory, parsing included, beside the JavaScript peer in the same run. */
export const peerFigures = async () => {
  const fachwerk = ours()
  const peer = await bpmnEngine()
  return {
    work: 'one-task instances per second in memory, parsing included',
    fachwerk,
    'bpmn-engine 25.0.1': peer,
    ratio: Number((fachwerk / peer).toFixed(1)),
  }
}
