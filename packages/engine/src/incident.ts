import type { FeelSyntaxError } from '@fachwerk/feel'
import type { LocalText } from '@fachwerk/problem'
import type { TextMeaning } from './expressions/evaluate.ts'

/** Why an element cannot go on by itself: stable code and a text for the person who has to look at it. */
export interface IncidentCause {
  readonly code: string
  readonly message: LocalText
}

const cause = (code: string, de: string, en: string): IncidentCause => ({ code, message: { de, en } })

const meanings: Record<TextMeaning, LocalText> = {
  'message-name': { de: 'Der Name der Nachricht', en: 'The name of the message' },
  'correlation-key': { de: 'Der Schlüssel der Nachricht', en: 'The correlation key of the message' },
  'job-type': { de: 'Die Art des Auftrags', en: 'The job type' },
  decision: { de: 'Der Name der Entscheidung', en: 'The name of the decision' },
  'called-process': { de: 'Der Name des aufgerufenen Ablaufs', en: 'The name of the called process' },
  'signal-name': { de: 'Der Name des Signals', en: 'The name of the signal' },
  'escalation-code': { de: 'Der Eskalationscode', en: 'The escalation code' },
  'error-code': { de: 'Der Fehlercode', en: 'The error code' },
}

/** All causes of incidents, one function each. */
export const causes = {
  syntax: (feel: string, error: FeelSyntaxError | undefined) =>
    cause(
      'invalid-expression',
      `Der Ausdruck „${feel}“ ist nicht lesbar: ${error?.message.de ?? ''}`,
      `The expression "${feel}" cannot be read: ${error?.message.en ?? ''}`,
    ),
  conditionNotBoolean: (text: string) =>
    cause(
      'condition-not-boolean',
      `Die Bedingung „${text}“ ergibt weder wahr noch falsch. Meist fehlt eine Angabe.`,
      `The condition "${text}" is neither true nor false. Most often a value is missing.`,
    ),
  textMissing: (what: TextMeaning, text: string) =>
    cause(
      `${what}-missing`,
      `${meanings[what].de} fehlt: „${text}“ ergibt keinen Text.`,
      `${meanings[what].en} is missing: "${text}" gives no text.`,
    ),
  noFlow: () =>
    cause(
      'no-flow',
      'Keine Bedingung trifft zu, und es gibt keinen Standardweg. Es ist nicht klar, wie es weitergeht.',
      'No condition is true and there is no default flow, so it is not clear how to go on.',
    ),
  unknownDecision: (decision: string) =>
    cause(
      'unknown-decision',
      `Die Entscheidung „${decision}“ ist nicht veröffentlicht.`,
      `The decision "${decision}" is not published.`,
    ),
  decisionResult: (decision: string) =>
    cause(
      'decision-result',
      `Das Ergebnis der Entscheidung „${decision}“ hat mehr Zeilen oder Spalten als erwartet.`,
      `The result of the decision "${decision}" has more rows or columns than expected.`,
    ),
  notACollection: (text: string) => cause('not-a-collection', `„${text}“ ergibt keine Liste.`, `"${text}" does not give a list.`),
  badCardinality: (text: string) =>
    cause(
      'bad-cardinality',
      `„${text}“ ergibt keine Anzahl zwischen 0 und 100.000.`,
      `"${text}" does not give a number between 0 and 100,000.`,
    ),
  invalidTimer: (text: string) =>
    cause(
      'invalid-timer',
      `„${text}“ ergibt keinen Zeitpunkt und keine Dauer.`,
      `"${text}" gives neither a date nor a duration.`,
    ),
  noMessage: () => cause('no-message', 'Dem Schritt ist keine Nachricht zugeordnet.', 'The step names no message.'),
  noStart: () => cause('no-start-event', 'Der Teilablauf hat kein Startereignis.', 'The sub-process has no start event.'),
  noLinkTarget: () =>
    cause(
      'no-link-target',
      'Zu diesem Link gibt es kein Gegenstück mit demselben Namen.',
      'This link has no counterpart of the same name.',
    ),
  noSignal: () => cause('no-signal', 'Dem Schritt ist kein Signal zugeordnet.', 'The step names no signal.'),
  adHocActivities: () =>
    cause(
      'ad-hoc-activities',
      'Die Liste der Aktivitäten, die beginnen sollen, enthält etwas, das in diesem Teilprozess nicht beginnen kann.',
      'The list of activities that are to begin contains something that cannot begin in this sub-process.',
    ),
  adHocUnfinished: () =>
    cause(
      'ad-hoc-unfinished',
      'Alles darin ist erledigt, aber die Abschlussbedingung ist nicht erfüllt. Beheben beginnt die Aktivitäten noch einmal.',
      'Everything in it is done, but the completion condition is not true. Resolving begins the activities once more.',
    ),
  noCalledProcess: () => cause('called-process-missing', 'Der aufgerufene Ablauf fehlt.', 'No process to call is given.'),
  notExecutable: (what: string) =>
    cause('not-executable', `Dieser Schritt (${what}) wird noch nicht ausgeführt.`, `This step (${what}) is not executed yet.`),
  scriptFailed: (reason: LocalText) =>
    cause('script-failed', `Das Skript ist gescheitert: ${reason.de}`, `The script failed: ${reason.en}`),
  jobFailed: (message: string) => cause('job-failed', `Der Auftrag ist fehlgeschlagen: ${message}`, `The job failed: ${message}`),
  uncaughtError: (code: string, message: string | undefined) =>
    cause(
      'uncaught-error',
      `Der Fehler „${code}“ wird an keiner Stelle behandelt${message ? `: ${message}` : '.'}`,
      `The error "${code}" is not handled anywhere${message ? `: ${message}` : '.'}`,
    ),
  endlessLoop: () =>
    cause(
      'endless-loop',
      'Der Ablauf dreht sich im Kreis, ohne auf etwas zu warten.',
      'The process runs in a circle without waiting for anything.',
    ),
  tooDeep: () =>
    cause('calls-too-deep', 'Abläufe rufen einander zu tief verschachtelt auf.', 'Processes call one another too deeply nested.'),
}
