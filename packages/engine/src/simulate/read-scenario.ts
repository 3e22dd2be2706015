import type { JsonObject, JsonValue, LocalText, Result } from '@fachwerk/problem'
import { fail, ok } from '@fachwerk/problem'
import { parseDuration } from '../timers/iso-duration.ts'
import { parseInstant } from '../timers/due-of-timer.ts'
import { isObject } from '../variables.ts'
import type { Scenario } from './scenario.ts'

export interface ScenarioMistake {
  /** Where in the JSON, e.g. `jobs.pruefen[0].after`. */
  readonly path: string
  readonly message: LocalText
}

/** Says what is wrong with a value at its place; nothing where it is right. */
type Check = (value: JsonValue, path: string) => readonly ScenarioMistake[]

/** Checks JSON from outside and says for every mistake where it is: a wrong value, a missing part, or one that does not exist. */
export function readScenario(json: unknown): Result<Scenario, readonly ScenarioMistake[]> {
  const mistakes = scenario(json as JsonValue, '')
  return mistakes.length > 0 ? fail(mistakes) : ok(json as Scenario)
}

const mistake = (path: string, de: string, en: string): readonly ScenarioMistake[] => [{ path, message: { de, en } }]

const text: Check = (value, path) =>
  typeof value === 'string' && value !== '' ? [] : mistake(path, 'Hier steht ein Text.', 'This is a text.')

const duration: Check = (value, path) =>
  typeof value === 'string' && parseDuration(value)
    ? []
    : mistake(path, 'Die Dauer ist ISO 8601, zum Beispiel PT1H oder P3D.', 'The duration is ISO 8601, for example PT1H or P3D.')

const instant: Check = (value, path) =>
  typeof value === 'string' && parseInstant(value) !== undefined
    ? []
    : mistake(
        path,
        'Der Beginn ist ein Zeitpunkt wie 2026-11-23T08:00:00Z.',
        'The start is an instant such as 2026-11-23T08:00:00Z.',
      )

const variables: Check = (value, path) =>
  isObject(value) ? [] : mistake(path, 'Die Angaben sind ein JSON-Objekt.', 'The variables are a JSON object.')

/** An object with these parts and no others. */
const record =
  (parts: Readonly<Record<string, Check>>, required: readonly string[] = []): Check =>
  (value, path) => {
    if (!isObject(value)) {
      const named = required.map((name) => `"${name}"`).join(', ')
      return required.length === 0
        ? mistake(path, 'Hier steht ein JSON-Objekt.', 'This is a JSON object.')
        : mistake(path, `Hier steht ein Objekt mit ${named}.`, `This is an object with ${named}.`)
    }
    const missing = required.filter((name) => !Object.hasOwn(value, name))
    return [
      ...missing.flatMap((name) => mistake(below(path, name), 'Das fehlt.', 'This is missing.')),
      ...Object.entries(value).flatMap(([name, inner]) =>
        Object.hasOwn(parts, name) ? parts[name]!(inner, below(path, name)) : unknown(path, name, Object.keys(parts)),
      ),
    ]
  }

const below = (path: string, name: string): string => (path === '' ? name : `${path}.${name}`)

const unknown = (path: string, name: string, parts: readonly string[]): readonly ScenarioMistake[] =>
  mistake(
    below(path, name),
    `„${name}“ ist unbekannt. Möglich: ${parts.join(', ')}.`,
    `"${name}" is unknown. Possible: ${parts.join(', ')}.`,
  )

const list =
  (entry: Check): Check =>
  (value, path) =>
    Array.isArray(value)
      ? (value as readonly JsonValue[]).flatMap((one, index) => entry(one, `${path}[${index}]`))
      : mistake(path, 'Hier steht eine Liste.', 'This is a list.')

/** A list for each name. */
const lists =
  (entry: Check): Check =>
  (value, path) => {
    if (!isObject(value))
      return mistake(path, 'Hier steht ein Objekt mit einer Liste je Schritt.', 'This is an object with a list per step.')
    return Object.entries(value).flatMap(([name, inner]) => list(entry)(inner, `${path}.${name}`))
  }

const orWait =
  (check: Check): Check =>
  (value, path) =>
    value === 'wait' ? [] : check(value, path)

/** `wait`, or exactly one of these with `after`. */
const oneOf = (kinds: Readonly<Record<string, Check>>): Check =>
  orWait((value, path) => {
    const names = Object.keys(kinds)
    if (!isObject(value) || names.filter((kind) => Object.hasOwn(value, kind)).length !== 1) {
      const named = names.map((name) => `"${name}"`).join(', ')
      return mistake(path, `Genau eines von ${named} oder der Text "wait".`, `Exactly one of ${named}, or the text "wait".`)
    }
    return record({ ...kinds, after: duration })(value, path)
  })

const error = record({ code: text, message: text, variables }, ['code'])
const escalation = record({ code: text, variables }, ['code'])
const jobAnswer = oneOf({ result: variables, error, failure: text, escalation })
const callAnswer = oneOf({ result: variables, error: record({ code: text, message: text }, ['code']), escalation })

const taskAnswer = orWait((value, path) => {
  if (!isObject(value)) {
    return mistake(
      path,
      'Die Antworten sind ein JSON-Objekt oder der Text "wait".',
      'The answers are a JSON object or the text "wait".',
    )
  }
  const own: JsonObject = Object.fromEntries(Object.entries(value).filter(([name]) => name.startsWith('$')))
  return record({ $after: duration, $escalation: text })(own, path)
})

const scenario = record({
  start: instant,
  until: duration,
  startEvent: text,
  jobs: lists(jobAnswer),
  userTasks: lists(taskAnswer),
  calls: lists(callAnswer),
  messages: list(record({ name: text, correlationKey: text, after: duration, variables }, ['name'])),
  signals: list(record({ name: text, after: duration, variables }, ['name'])),
  adHoc: lists(record({ start: text, after: duration }, ['start'])),
  variables: list(record({ set: variables, after: duration, process: text, scope: text }, ['set'])),
  incidents: lists(orWait(record({ after: duration, set: variables }))),
  cancellations: list(record({ after: duration, process: text, reason: text })),
  jumps: list(record({ after: duration, by: duration }, ['by'])),
})
