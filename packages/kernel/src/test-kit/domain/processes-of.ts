import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readBpmn } from '@fachwerk/bpmn'
import { evaluateDecision, readDecisionModel } from '@fachwerk/dmn'
import { simulate, type JobAnswer, type Scenario, type SimulationResult } from '@fachwerk/engine'
import { fromJson } from '@fachwerk/feel'
import { checkAnswers, readForm, withPlatformOptions } from '@fachwerk/forms'
import type { JsonObject } from '@fachwerk/problem'
import type { Module } from '../../api.ts'

/** What the runs begin at: a Monday morning in Berlin. */
export const monday = '2026-11-23T08:00:00Z'

/** What forms offer of the house here. */
const house = {
  authorities: [
    { value: 'stadt-celle', label: 'Stadt Celle' },
    { value: 'polizei-celle', label: 'Polizeiinspektion Celle' },
  ],
}

/** The processes of a domain in memory, with its real forms, decisions and jobs. `folder` is the domain's; `caseNumber` what its cases are called. */
export function processesOf(folder: string, module: Pick<Module, 'jobs'>, caseNumber: string) {
  const text = (kind: string, file: string): string => readFileSync(join(folder, kind, file), 'utf8')
  const filesOf = (kind: string, ending: string): readonly string[] =>
    readdirSync(join(folder, kind)).filter((name) => name.endsWith(ending))
  const processes = new Map(
    filesOf('processes', '.bpmn').flatMap((file) => {
      const read = readBpmn(text('processes', file))
      if (!read.ok) throw new Error(`${file}: ${read.problems[0]?.message.en}`)
      return read.file.processes.map((process) => [process.id, process] as const)
    }),
  )
  const decisions = filesOf('decisions', '.dmn').map((file) => {
    const read = readDecisionModel(text('decisions', file))
    if (!read.ok) throw new Error(`${file}: ${read.problems[0]?.message.en}`)
    return read.model
  })
  const jobOf = (type: string, variables: JsonObject = {}, now = new Date(monday)) => ({
    key: 'j1',
    type,
    caseId: 'c1',
    caseNumber,
    authority: { id: 'stadt-celle', name: 'Stadt Celle' },
    variables,
    headers: {},
    retries: 3,
    now,
  })
  return {
    jobOf,
    /** Runs a process with its real decisions. */
    run: (processId: string, variables: JsonObject, scenario: Omit<Scenario, 'start'> = {}): SimulationResult =>
      simulate({
        processes,
        decide: (id, context, now) => {
          const model = decisions.find((candidate) => candidate.decisions.some((decision) => decision.id === id))
          return model && evaluateDecision(model, id, fromJson(context) as Readonly<Record<string, unknown>>, { now })
        },
        start: processId,
        variables: { starter: 'aylin-demir', ...variables },
        scenario: { start: monday, ...scenario },
      }),
    /** The answers, after the form has accepted them: a test cannot go a way that nobody can fill in. */
    answered: <T extends JsonObject>(formId: string, answers: T): T => {
      const read = readForm(text('forms', `${formId}.form.json`))
      if (!read.ok) throw new Error(`${formId}: ${read.problems[0]?.message.en}`)
      const errors = checkAnswers(withPlatformOptions(read.form, house), answers, { now: Date.parse(monday) })
      if (errors.length > 0)
        throw new Error(`${formId}: ${errors.map(({ path, message }) => `${path} ${message.en}`).join('; ')}`)
      return answers
    },
    /** What the real handler says to these variables, as an answer for the scenario. */
    handled: async (type: string, variables: JsonObject): Promise<JobAnswer> => {
      const outcome = await module.jobs[type]!(jobOf(type, variables))
      if (outcome.kind === 'completed') return { result: outcome.variables ?? {} }
      if (outcome.kind === 'bpmn-error') return { error: { code: outcome.code, message: outcome.message ?? '' } }
      return { failure: outcome.message }
    },
  }
}

/** Elements that were completed, in order; those of a multi-instance once per instance and once as a whole. */
export const wayOf = ({ trace }: SimulationResult): readonly string[] =>
  trace.filter(({ event, type }) => event === 'completed' && type !== 'process').map(({ element }) => element)

/** When a timer fired: `2026-12-07 Zahlungsfrist_vorbei`. */
export const firedIn = ({ trace }: SimulationResult): readonly string[] =>
  trace.filter(({ event }) => event === 'fired').map(({ at, element }) => `${at.slice(0, 16)} ${element}`)

export const ended = (result: SimulationResult) => ({ state: result.state, incidents: result.incidents })
