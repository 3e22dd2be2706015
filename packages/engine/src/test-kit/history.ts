import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import type { ProcessModel } from '@fachwerk/bpmn'
import { expect, onTestFinished } from 'vitest'
import type { Command, Decision, Definitions, Event, InstanceState } from '../api.ts'
import type { SimulationInput } from '../simulate/simulate.ts'

/** What one instance did, as it is pinned for ever: every command it carried out with the events that came of it, and the state at the end. */
export interface History {
  /** The test that it was recorded from. */
  readonly test: string
  /** Id of the process, in the model beside. */
  readonly process: string
  /** What decisions and scripts gave, in the order they were asked. */
  readonly answers: readonly Answer[]
  readonly steps: readonly { readonly command: Command; readonly events: readonly Event[] }[]
  readonly state: InstanceState
}

export interface Answer {
  readonly asked: 'decision' | 'script'
  readonly with: readonly unknown[]
  readonly answer: unknown
}

export const historiesFolder = join(import.meta.dirname, '../../histories')

const isRecording = process.env['FACHWERK_RECORD_HISTORIES'] === '1'

/** The file a model was read from. */
const origins = new WeakMap<ProcessModel, string>()
export const noteOrigin = (models: readonly ProcessModel[], file: string): void => {
  for (const model of models) origins.set(model, file)
}

/** Histories recorded in this test file so far, by model. */
const counted = new Map<string, number>()

/** Sees the commands of one instance under test and, where histories are recorded, writes them down when the test has passed. */
export class HistoryRecorder {
  readonly definitions: Definitions
  private readonly file: string | undefined
  private readonly answers: Answer[] = []
  private readonly steps: History['steps'][number][] = []
  private state: InstanceState | undefined

  constructor(definitions: Definitions) {
    const { testPath = '' } = expect.getState()
    this.file = isRecording && testPath?.endsWith('models.test.ts') ? origins.get(definitions.process) : undefined
    this.definitions = this.file === undefined ? definitions : listening(definitions, this.answers)
    if (this.file === undefined) return
    const test = expect.getState().currentTestName ?? ''
    onTestFinished(({ task }) => {
      if (task.result?.state === 'pass' && this.state) this.write(this.file!, test, this.state)
    })
  }

  note(command: Command, { events, state }: Extract<Decision, { ok: true }>): void {
    this.steps.push({ command, events })
    this.state = state
  }

  private write(model: string, test: string, state: InstanceState): void {
    const { process } = this.definitions
    const { answers, steps } = this
    const folder = join(historiesFolder, basename(dirname(dirname(model))))
    const name = basename(model, '.bpmn')
    const number = (counted.get(model) ?? 0) + 1
    counted.set(model, number)
    mkdirSync(folder, { recursive: true })
    keep(join(folder, `${name}.bpmn`), readFileSync(model, 'utf8'))
    keep(join(folder, `${name}.${number}.json`), historyText({ test, process: process.id, answers, steps, state }))
  }
}

/** Nothing that is recorded is recorded again: who changes a behaviour gives it a number and a history of its own. */
export function keep(file: string, text: string): void {
  if (!existsSync(file)) writeFileSync(file, text)
  else if (!sameContent(file, readFileSync(file, 'utf8'), text))
    throw new Error(`${file} is recorded and differs. It stays as it is: see packages/engine/histories/README.md.`)
}

const sameContent = (file: string, one: string, other: string): boolean =>
  file.endsWith('.json') ? isDeepStrictEqual(JSON.parse(one), JSON.parse(other)) : one === other

/** A command or event a line, so that a difference is seen in the line it is in. */
function historyText({ test, process, answers, steps, state }: History): string {
  const list = (items: readonly unknown[], indent: string) => items.map((item) => `\n${indent}${JSON.stringify(item)}`).join(',')
  const step = ({ command, events }: History['steps'][number]) =>
    `\n    {"command": ${JSON.stringify(command)}, "events": [${list(events, '      ')}]}`
  return `{
  "test": ${JSON.stringify(test)},
  "process": ${JSON.stringify(process)},
  "answers": [${list(answers, '    ')}],
  "steps": [${steps.map(step).join(',')}],
  "state": ${JSON.stringify(state)}
}
`
}

/** For `simulate({ observe })`: each instance has a history of its own. */
export function recordedSimulation(): NonNullable<SimulationInput['observe']> {
  const recorders = new Map<string, HistoryRecorder>()
  return ({ instance, process, command, decision }) => {
    const recorder = recorders.get(instance) ?? new HistoryRecorder({ process, decide: () => undefined })
    recorders.set(instance, recorder)
    recorder.note(command, decision)
  }
}

/** Writes down what the world answers. */
function listening({ process, decide, runScript }: Definitions, answers: Answer[]): Definitions {
  const noted = <A extends readonly unknown[], R>(asked: Answer['asked'], ask: (...given: A) => R) => {
    return (...given: A): R => {
      const answer = ask(...given)
      answers.push({ asked, with: given, answer: answer ?? null })
      return answer
    }
  }
  return { process, decide: noted('decision', decide), ...(runScript && { runScript: noted('script', runScript) }) }
}

/** The world of a history: answers what was answered, in the same order, and only to the same questions. */
export function recordedWorld(process: ProcessModel, answers: readonly Answer[]): Definitions {
  const left = [...answers]
  const answer = (asked: Answer['asked'], given: readonly unknown[]) => {
    const next = left.shift()
    expect({ asked, with: JSON.parse(JSON.stringify(given)) as unknown }).toEqual({ asked: next?.asked, with: next?.with })
    return (next!.answer ?? undefined) as never
  }
  return {
    process,
    decide: (...given) => answer('decision', given),
    runScript: (...given) => answer('script', given),
  }
}
