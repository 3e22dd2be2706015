/** Words for everything that can go wrong while a decision is evaluated; each makes clear why a result is null. */
import type { DecisionDiagnostic } from './run.ts'

const diagnostic = (decision: string, code: string, de: string, en: string, source?: string): DecisionDiagnostic => ({
  decision,
  code,
  start: 0,
  end: source?.length ?? 0,
  message: { de, en },
  ...(source === undefined ? {} : { source }),
})

export const unreadable = (decision: string, source: string): DecisionDiagnostic =>
  diagnostic(
    decision,
    'feel-syntax',
    'Der Ausdruck ist nicht lesbar; sein Wert ist leer.',
    'The expression cannot be read; its value is null.',
    source,
  )

export const wrongType = (decision: string, value: string, type: string): DecisionDiagnostic =>
  diagnostic(
    decision,
    'wrong-type',
    `Der Wert ${value} passt nicht zum Datentyp „${type}“ und wird leer.`,
    `The value ${value} does not conform to type “${type}” and becomes null.`,
  )

export const wrongInputType = (decision: string, name: string, value: string, type: string): DecisionDiagnostic =>
  diagnostic(
    decision,
    'wrong-type',
    `Die Eingabe „${name}“ hat den Wert ${value}; er passt nicht zum Datentyp „${type}“ und wird leer.`,
    `The input “${name}” has the value ${value}, which does not conform to type “${type}”; it becomes null.`,
  )

export const missingInput = (decision: string, name: string): DecisionDiagnostic =>
  diagnostic(
    decision,
    'missing-input',
    `Die Eingabe „${name}“ fehlt; sie gilt als leer.`,
    `The input “${name}” is missing; it counts as null.`,
  )

export const noRuleMatched = (decision: string): DecisionDiagnostic =>
  diagnostic(decision, 'no-rule-matched', 'Keine Regel der Tabelle trifft zu.', 'No rule of the table matches.')

export const severalRulesMatched = (decision: string, rules: readonly number[]): DecisionDiagnostic =>
  diagnostic(
    decision,
    'several-rules-matched',
    `Die Regeln ${rules.join(', ')} treffen zugleich zu; bei UNIQUE darf es nur eine sein.`,
    `The rules ${rules.join(', ')} match at once; UNIQUE allows only one.`,
  )

export const rulesDisagree = (decision: string, rules: readonly number[]): DecisionDiagnostic =>
  diagnostic(
    decision,
    'rules-disagree',
    `Die Regeln ${rules.join(', ')} treffen zugleich zu und haben verschiedene Ergebnisse; bei ANY müssen sie gleich sein.`,
    `The rules ${rules.join(', ')} match at once with different outputs; ANY needs them equal.`,
  )

export const valueNotAllowed = (decision: string, label: string, value: string): DecisionDiagnostic =>
  diagnostic(
    decision,
    'value-not-allowed',
    `Der Wert ${value} ist für „${label}“ nicht vorgesehen.`,
    `The value ${value} is not among the values of “${label}”.`,
  )

export const cannotAggregate = (decision: string, aggregation: string, value: string): DecisionDiagnostic =>
  diagnostic(
    decision,
    'wrong-type',
    `${aggregation} geht nicht mit dem Wert ${value}.`,
    `${aggregation} cannot be applied to the value ${value}.`,
  )

export const noLogicHere = (decision: string, name: string): DecisionDiagnostic =>
  diagnostic(decision, 'no-logic', `„${name}“ hat keine Entscheidungslogik.`, `“${name}” has no decision logic.`)

export const cyclic = (decision: string, name: string): DecisionDiagnostic =>
  diagnostic(
    decision,
    'requirement-cycle',
    `„${name}“ braucht sich über Umwege selbst.`,
    `“${name}” needs itself through others.`,
  )

export const unknownElement = (asked: string): DecisionDiagnostic =>
  diagnostic(asked, 'unknown-decision', `„${asked}“ gibt es in diesem Modell nicht.`, `There is no “${asked}” in this model.`)

export const notAList = (decision: string, what: string, value: string): DecisionDiagnostic =>
  diagnostic(decision, 'wrong-type', `„${what}“ braucht eine Liste, nicht ${value}.`, `“${what}” needs a list, not ${value}.`)

export const notABoolean = (decision: string, what: string, value: string): DecisionDiagnostic =>
  diagnostic(
    decision,
    'wrong-type',
    `„${what}“ braucht wahr oder falsch, nicht ${value}.`,
    `“${what}” needs true or false, not ${value}.`,
  )

export const notAFunction = (decision: string, value: string): DecisionDiagnostic =>
  diagnostic(
    decision,
    'not-a-function',
    `Aufgerufen wird ${value}; das ist keine Funktion.`,
    `${value} is invoked and is no function.`,
  )

export const wrongArguments = (decision: string, name: string, expected: readonly string[]): DecisionDiagnostic =>
  diagnostic(
    decision,
    'wrong-arguments',
    `„${name}“ braucht genau diese Angaben: ${expected.join(', ') || 'keine'}.`,
    `“${name}” needs exactly these arguments: ${expected.join(', ') || 'none'}.`,
  )

export const tooDeep = (decision: string, name: string): DecisionDiagnostic =>
  diagnostic(
    decision,
    'limit-exceeded',
    `„${name}“ ruft sich zu oft auf; die Auswertung wurde abgebrochen.`,
    `“${name}” is called too often; the evaluation was stopped.`,
  )
