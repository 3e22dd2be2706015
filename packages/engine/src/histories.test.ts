import { globSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { readBpmn } from '@fachwerk/bpmn'
import { describe, expect, it } from 'vitest'
import type { Command, Definitions, Event, InstanceState } from './api.ts'
import { behaviourOf } from './behaviour.ts'
import { decide } from './decide.ts'
import { evolve, replay } from './evolve.ts'
import type { History } from './test-kit/history.ts'
import { historiesFolder, recordedWorld } from './test-kit/history.ts'

const files = globSync('*/*.json', { cwd: historiesFolder }).toSorted()
const read = (file: string): History => JSON.parse(readFileSync(join(historiesFolder, file), 'utf8')) as History

function worldOf(file: string, { process, answers }: History): Definitions {
  const model = join(historiesFolder, dirname(file), `${basename(file).replace(/\.\d+\.json$/, '')}.bpmn`)
  const parsed = readBpmn(readFileSync(model, 'utf8'))
  const found = parsed.ok ? parsed.file.processes.find(({ id }) => id === process) : undefined
  if (!found) throw new Error(`${model} has no process ${process}`)
  return recordedWorld(found, answers)
}

/** An instance is decided again under the behaviour it was begun with. */
const asBegun = (command: Command, events: readonly Event[]): Command => {
  const [created] = events
  return command.type === 'create-instance' && created?.type === 'instance-created'
    ? { ...command, behaviour: behaviourOf(created) }
    : command
}

const asStored = (value: unknown): unknown => JSON.parse(JSON.stringify(value))

describe('recorded histories', () => {
  it('are there', () => expect(files.length).toBeGreaterThan(100))

  it.each(files)('%s: the recorded events give the recorded state', (file) => {
    const { steps, state } = read(file)
    const events = steps.flatMap((step) => step.events)
    expect(asStored(events.reduce<InstanceState | undefined>(evolve, undefined))).toEqual(state)
    expect(asStored(replay(undefined, events))).toEqual(state)
  })

  it.each(files)('%s: the recorded commands give the recorded events', (file) => {
    const history = read(file)
    const world = worldOf(file, history)
    let state: InstanceState | undefined
    for (const { command, events } of history.steps) {
      const decision = decide(world, state, asBegun(command, events))
      if (!decision.ok) throw new Error(`${command.type}: ${decision.error.code}`)
      expect(asStored(decision.events)).toEqual(events)
      state = replay(state, events)
    }
  })
})
