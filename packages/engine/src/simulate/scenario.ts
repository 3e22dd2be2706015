import type { JsonObject, JsonValue, LocalText, Result } from '@fachwerk/problem'
import { fail, ok } from '@fachwerk/problem'
import { parseDuration } from '../timers/iso-duration.ts'
import { parseInstant } from '../timers/due-of-timer.ts'
import { isObject } from '../variables.ts'

/** What the world around a simulated process does. Every part may be absent. The README describes the JSON form. */
export interface Scenario {
  /** The instant the simulation begins: ISO 8601, Berlin time where it names no zone. Default `2026-01-01T08:00:00Z`. */
  readonly start?: string
  /** Id of the start event. Default: the none start event, else the first one. */
  readonly startEvent?: string
  /** What handlers do, by element id or job type; one entry per job, the last one stays valid. */
  readonly jobs?: Readonly<Record<string, readonly JobAnswer[]>>
  /** What people answer, by element id; one entry per task, the last one stays valid. */
  readonly userTasks?: Readonly<Record<string, readonly TaskAnswer[]>>
  readonly messages?: readonly ScenarioMessage[]
  /** Each reaches everything that waits for it at that moment, and begins what it begins; none is kept. */
  readonly signals?: readonly ScenarioSignal[]
  /** Activities that somebody begins in an ad-hoc sub-process, by its id. */
  readonly adHoc?: Readonly<Record<string, readonly ScenarioStart[]>>
  /** Variables that somebody changes from outside, on process level of the started processes. */
  readonly variables?: readonly ScenarioChange[]
}

/** `after`: ISO 8601 duration on the virtual clock. */
export type JobAnswer =
  | 'wait'
  | { readonly result: JsonObject; readonly after?: string }
  | {
      readonly error: { readonly code: string; readonly message?: string; readonly variables?: JsonObject }
      readonly after?: string
    }
  | { readonly failure: string; readonly after?: string }
  /** The job stays open unless a handler interrupts it; the next entry is what it does then, without one it stays. */
  | { readonly escalation: { readonly code: string; readonly variables?: JsonObject }; readonly after?: string }

/**
 * The answers themselves; `$after` among them says how long the person takes. `wait`: nobody comes. With `$escalation`, a code, the
 * person escalates with these variables and the task stays open, as a job does.
 */
export type TaskAnswer = 'wait' | JsonObject

export interface ScenarioMessage {
  readonly name: string
  /** Absent: fits every key. */
  readonly correlationKey?: string
  /** Since the start. Absent: there from the start. A message nobody waits for yet is kept. */
  readonly after?: string
  readonly variables?: JsonObject
}

export interface ScenarioSignal {
  readonly name: string
  /** Since the start. Absent: at the start, when the processes have begun. */
  readonly after?: string
  readonly variables?: JsonObject
}

/** `after` counts from the beginning of the ad-hoc sub-process. */
export interface ScenarioStart {
  readonly start: string
  readonly after?: string
}

export interface ScenarioChange {
  readonly after?: string
  readonly set: JsonObject
  /** Id of the process whose instance is meant. Absent: every started one. */
  readonly process?: string
}

export interface ScenarioMistake {
  /** Where in the JSON, e.g. `jobs.pruefen[0].after`. */
  readonly path: string
  readonly message: LocalText
}

const PARTS = ['start', 'startEvent', 'jobs', 'userTasks', 'messages', 'signals', 'variables', 'adHoc']

/** Checks JSON from outside and says for every mistake where it is. */
export function readScenario(json: unknown): Result<Scenario, readonly ScenarioMistake[]> {
  const mistakes = new Mistakes()
  if (!isObject(json)) mistakes.add('', 'Das Szenario ist ein JSON-Objekt.', 'The scenario is a JSON object.')
  else {
    for (const part of Object.keys(json)) {
      if (!PARTS.includes(part))
        mistakes.add(
          part,
          `„${part}“ ist unbekannt. Möglich: ${PARTS.join(', ')}.`,
          `"${part}" is unknown. Possible: ${PARTS.join(', ')}.`,
        )
    }
    checkStart(json, mistakes)
    checkLists(json, 'jobs', mistakes, checkJobAnswer)
    checkLists(json, 'userTasks', mistakes, checkTaskAnswer)
    checkMessages(json['messages'], 'messages', mistakes)
    checkMessages(json['signals'], 'signals', mistakes)
    checkLists(json, 'adHoc', mistakes, checkAdHoc)
    checkChanges(json['variables'], mistakes)
  }
  return mistakes.list.length > 0 ? fail(mistakes.list) : ok(json as Scenario)
}

class Mistakes {
  readonly list: ScenarioMistake[] = []
  add(path: string, de: string, en: string): void {
    this.list.push({ path, message: { de, en } })
  }
}

function checkStart({ start, startEvent }: JsonObject, mistakes: Mistakes): void {
  if (start !== undefined && (typeof start !== 'string' || parseInstant(start) === undefined)) {
    mistakes.add(
      'start',
      'Der Beginn ist ein Zeitpunkt wie 2026-11-23T08:00:00Z.',
      'The start is an instant such as 2026-11-23T08:00:00Z.',
    )
  }
  if (startEvent !== undefined) checkText(startEvent, 'startEvent', mistakes)
}

function checkText(value: JsonValue | undefined, path: string, mistakes: Mistakes): void {
  if (typeof value !== 'string' || value === '') mistakes.add(path, 'Hier steht ein Text.', 'This is a text.')
}

function checkAfter(value: JsonValue | undefined, path: string, mistakes: Mistakes): void {
  if (value === undefined || (typeof value === 'string' && parseDuration(value))) return
  mistakes.add(path, 'Die Dauer ist ISO 8601, zum Beispiel PT1H oder P3D.', 'The duration is ISO 8601, for example PT1H or P3D.')
}

function checkVariables(value: JsonValue | undefined, path: string, mistakes: Mistakes): void {
  if (!isObject(value)) mistakes.add(path, 'Die Angaben sind ein JSON-Objekt.', 'The variables are a JSON object.')
}

function checkLists(
  json: JsonObject,
  part: string,
  mistakes: Mistakes,
  check: (answer: JsonValue, path: string, mistakes: Mistakes) => void,
): void {
  const lists = json[part]
  if (lists === undefined) return
  if (!isObject(lists))
    return mistakes.add(part, 'Hier steht ein Objekt mit einer Liste je Schritt.', 'This is an object with a list per step.')
  for (const [name, list] of Object.entries(lists)) {
    const path = `${part}.${name}`
    if (!Array.isArray(list))
      mistakes.add(path, 'Hier steht eine Liste, ein Eintrag je Durchgang.', 'This is a list, one entry per pass.')
    else for (const [index, answer] of (list as readonly JsonValue[]).entries()) check(answer, `${path}[${index}]`, mistakes)
  }
}

function checkJobAnswer(answer: JsonValue, path: string, mistakes: Mistakes): void {
  if (answer === 'wait') return
  const kinds = isObject(answer) ? ['result', 'error', 'failure', 'escalation'].filter((kind) => Object.hasOwn(answer, kind)) : []
  if (!isObject(answer) || kinds.length !== 1) {
    return mistakes.add(
      path,
      'Genau eines von "result", "error", "failure", "escalation" oder der Text "wait".',
      'Exactly one of "result", "error", "failure", "escalation", or the text "wait".',
    )
  }
  checkAfter(answer['after'], `${path}.after`, mistakes)
  if (kinds[0] === 'result') checkVariables(answer['result'], `${path}.result`, mistakes)
  else if (kinds[0] === 'failure') checkText(answer['failure'], `${path}.failure`, mistakes)
  else if (kinds[0] === 'escalation') checkError(answer['escalation'], `${path}.escalation`, mistakes)
  else checkError(answer['error'], `${path}.error`, mistakes)
}

function checkError(error: JsonValue | undefined, path: string, mistakes: Mistakes): void {
  if (!isObject(error)) return mistakes.add(path, 'Der Fehler ist ein Objekt mit "code".', 'The error is an object with "code".')
  checkText(error['code'], `${path}.code`, mistakes)
  if (error['message'] !== undefined) checkText(error['message'], `${path}.message`, mistakes)
  if (error['variables'] !== undefined) checkVariables(error['variables'], `${path}.variables`, mistakes)
}

function checkTaskAnswer(answer: JsonValue, path: string, mistakes: Mistakes): void {
  if (answer === 'wait') return
  if (!isObject(answer))
    return mistakes.add(
      path,
      'Die Antworten sind ein JSON-Objekt oder der Text "wait".',
      'The answers are a JSON object or the text "wait".',
    )
  checkAfter(answer['$after'], `${path}.$after`, mistakes)
  if (answer['$escalation'] !== undefined) checkText(answer['$escalation'], `${path}.$escalation`, mistakes)
}

/** Messages and signals have the same form, but that a signal has no key. */
function checkMessages(messages: JsonValue | undefined, part: 'messages' | 'signals', mistakes: Mistakes): void {
  if (messages === undefined) return
  if (!Array.isArray(messages)) return mistakes.add(part, 'Hier steht eine Liste.', 'This is a list.')
  for (const [index, message] of (messages as readonly JsonValue[]).entries()) {
    const path = `${part}[${index}]`
    if (!isObject(message)) {
      mistakes.add(path, 'Hier steht ein Objekt mit "name".', 'This is an object with "name".')
      continue
    }
    checkText(message['name'], `${path}.name`, mistakes)
    if (part === 'messages' && message['correlationKey'] !== undefined)
      checkText(message['correlationKey'], `${path}.correlationKey`, mistakes)
    checkAfter(message['after'], `${path}.after`, mistakes)
    if (message['variables'] !== undefined) checkVariables(message['variables'], `${path}.variables`, mistakes)
  }
}

function checkAdHoc(step: JsonValue, path: string, mistakes: Mistakes): void {
  if (!isObject(step)) return mistakes.add(path, 'Hier steht ein Objekt mit "start".', 'This is an object with "start".')
  checkText(step['start'], `${path}.start`, mistakes)
  checkAfter(step['after'], `${path}.after`, mistakes)
}

function checkChanges(changes: JsonValue | undefined, mistakes: Mistakes): void {
  if (changes === undefined) return
  if (!Array.isArray(changes)) return mistakes.add('variables', 'Hier steht eine Liste.', 'This is a list.')
  for (const [index, change] of (changes as readonly JsonValue[]).entries()) {
    const path = `variables[${index}]`
    if (!isObject(change)) mistakes.add(path, 'Hier steht ein Objekt mit "set".', 'This is an object with "set".')
    else {
      checkAfter(change['after'], `${path}.after`, mistakes)
      checkVariables(change['set'], `${path}.set`, mistakes)
      if (change['process'] !== undefined) checkText(change['process'], `${path}.process`, mistakes)
    }
  }
}
