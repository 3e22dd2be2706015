import type { LocalText } from '@fachwerk/problem'
import { eventDefinitions } from '../event-definitions.ts'
import type { EventDefinition, Expression, FlowNode, IoMapping, MultiInstance, ProcessModel, SequenceFlow } from '../model.ts'

export interface PlacedExpression {
  readonly what: LocalText
  readonly expression: Expression
}

const named = (de: string, en: string, expression: Expression | undefined): PlacedExpression[] =>
  expression ? [{ what: { de, en }, expression }] : []

const mapped = (de: string, en: string, mappings: IoMapping['inputs']): PlacedExpression[] =>
  mappings.flatMap(({ source }) => named(de, en, source))

export const expressionsOfProcess = ({ extension }: ProcessModel): PlacedExpression[] => [
  ...named('Der Titel', 'The title', extension.caseTitle),
  ...named('Der Tag des Eingangs', 'The day of receipt', extension.caseReceived),
]

export const expressionsOfFlow = ({ condition }: SequenceFlow): PlacedExpression[] =>
  named('Die Bedingung', 'The condition', condition)

/** All FEEL expressions a node carries, with what each is for. */
export function expressionsOfNode(node: FlowNode): PlacedExpression[] {
  return [
    ...mapped('Eine Eingabe', 'An input', node.io.inputs),
    ...mapped('Eine Ausgabe', 'An output', node.io.outputs),
    ...named('Die Verfügbarkeit der Eingaben', 'The availability of the inputs', node.io.available),
    ...('multiInstance' in node && node.multiInstance ? ofMultiInstance(node.multiInstance) : []),
    ...('standardLoop' in node ? named('Die Schleifenbedingung', 'The loop condition', node.standardLoop?.condition) : []),
    ...('jobType' in node ? named('Der Auftragstyp', 'The job type', node.jobType) : []),
    ...ofKind(node),
  ]
}

const ofMultiInstance = (repeated: MultiInstance): PlacedExpression[] => [
  ...named('Die Liste der Wiederholung', 'The list of the repetition', repeated.collection),
  ...named('Die Anzahl der Wiederholungen', 'The number of repetitions', repeated.cardinality),
  ...named('Das Ergebnis je Wiederholung', 'The result of each repetition', repeated.output),
  ...named('Die Abbruchbedingung', 'The completion condition', repeated.completionCondition),
  ...(repeated.behavior?.kind === 'complex' ? repeated.behavior.definitions : []).flatMap(({ condition }) =>
    named('Die Bedingung eines Ereignisses', 'The condition of an event', condition),
  ),
]

function ofKind(node: FlowNode): PlacedExpression[] {
  switch (node.type) {
    case 'userTask':
      return [
        ...named('Die Zuständigkeit', 'The assignee', node.assignee),
        ...named('Die Gruppe', 'The group', node.candidateGroups),
        ...named('Die Liste der Personen', 'The list of people', node.candidateUsers),
        ...named('Die Frist', 'The due date', node.dueDate),
        ...named('Die Dringlichkeit', 'The priority', node.priority),
      ]
    case 'serviceTask':
    case 'sendTask':
      return named('Die Zahl der Versuche', 'The number of retries', node.retries)
    case 'scriptTask':
      return named('Das Skript', 'The script', node.script)
    case 'businessRuleTask':
      return named('Die Entscheidung', 'The decision', node.decision)
    case 'callActivity':
      return [
        ...named('Der aufgerufene Prozess', 'The called process', node.calledProcess),
        ...mapped('Eine Übergabe', 'A passed value', node.callInputs),
        ...mapped('Eine Rückgabe', 'A returned value', node.callOutputs),
      ]
    case 'complexGateway':
      return named('Die Aktivierungsbedingung', 'The activation condition', node.activationCondition)
    case 'adHocSubProcess':
      return [
        ...named('Die Abschlussbedingung', 'The completion condition', node.adHoc?.completionCondition),
        ...named('Die Liste der Aktivitäten', 'The list of activities', node.adHoc?.active),
      ]
    case 'receiveTask':
      return ofMessage(node.message)
    default:
      return 'definition' in node ? eventDefinitions(node.definition).flatMap(ofDefinition) : []
  }
}

const ofMessage = (
  message: { readonly name: Expression; readonly correlationKey?: Expression } | undefined,
): PlacedExpression[] => [
  ...named('Der Name der Nachricht', 'The message name', message?.name),
  ...named('Der Zuordnungsschlüssel', 'The correlation key', message?.correlationKey),
]

function ofDefinition(definition: EventDefinition): PlacedExpression[] {
  switch (definition.kind) {
    case 'message':
      return ofMessage(definition.message)
    case 'timer':
      return named('Die Zeitangabe', 'The time', definition.expression)
    case 'error':
      return named('Der Fehlercode', 'The error code', definition.code)
    case 'signal':
      return named('Der Name des Signals', 'The name of the signal', definition.name)
    case 'escalation':
      return named('Der Eskalationscode', 'The escalation code', definition.code)
    case 'conditional':
      return named('Die Bedingung', 'The condition', definition.condition)
    default:
      return []
  }
}
