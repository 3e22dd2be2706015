import type { LocalText } from '@fachwerk/problem'
import { attribute, childElement, childElements, type XmlElement } from '@fachwerk/xml'
import * as namespaces from '../namespaces.ts'
import { label, report, reportForExecution, type Reading } from './reading.ts'

/*
 * What Camunda 7 would do and we do not, told at the element that says so. Every attribute and extension element of its namespace is here
 * or in `understood`; what is in neither is told as unknown, so that nothing passes in silence.
 */

/** Tells what of `element`, and of its parts that are no steps of their own, is read past. */
export function reportCamunda7(reading: Reading, element: XmlElement): void {
  for (const part of partsOf(element)) {
    if (isCamunda(part.uri)) reportExtension(reading, element, part)
    else
      for (const written of part.attributes)
        if (isCamunda(written.uri)) reportAttribute(reading, element, written.local, written.value)
  }
}

const isCamunda = (uri: string): boolean => uri === namespaces.camunda || uri === namespaces.activiti

/** The element, its extension elements with all that is in them, and what describes its events, repetitions and conditions. */
function* partsOf(element: XmlElement): Generator<XmlElement> {
  yield element
  for (const child of element.children) {
    if (child.kind !== 'element') continue
    const isExtension = isCamunda(child.uri)
    const isPart =
      child.uri === namespaces.bpmn && /(?:^extensionElements|EventDefinition|LoopCharacteristics)$/.test(child.local)
    if (isExtension || isPart) yield* partsOf(child)
  }
}

interface Told {
  readonly remedy: LocalText
  /** Values that say what happens anyway. */
  readonly unless?: RegExp
  /** Found in most models, and harmless to a case itself. */
  readonly info?: true
}

function reportAttribute(reading: Reading, element: XmlElement, name: string, value: string): void {
  const known = Object.hasOwn(told, name) ? told[name] : undefined
  if (known && !known.unless?.test(value.trim())) tell(reading, element, `camunda:${name}`, known)
  else if (!known && !understood.has(name)) tell(reading, element, `camunda:${name}`, { remedy: unknown })
}

function reportExtension(reading: Reading, element: XmlElement, part: XmlElement): void {
  if (part.uri === namespaces.activiti && !ofProgram.has(part.local))
    return tell(reading, element, `activiti:${part.local}`, { remedy: renamed })
  const check = Object.hasOwn(extensionChecks, part.local) ? extensionChecks[part.local] : undefined
  if (check) for (const [written, remedy] of check(part)) tell(reading, element, written, { remedy })
  else if (!understoodElements.has(part.local)) tell(reading, element, `camunda:${part.local}`, { remedy: unknown })
}

function tell(reading: Reading, element: XmlElement, written: string, { remedy, info }: Told): void {
  const message = {
    de: `An „${label(element)}“ steht ${written}. Das wird noch nicht ausgeführt.`,
    en: `"${label(element)}" has ${written}. It is not executed yet.`,
  }
  if (info) report(reading, element, 'info', 'attribute-not-executed-yet', message, remedy)
  else reportForExecution(reading, element, 'warning', 'attribute-not-executed-yet', message, remedy)
}

const unknown: LocalText = {
  de: 'Das kennen wir nicht. Der Vorgang läuft ohne; prüfen Sie, ob das für Sie richtig ist.',
  en: 'We do not know that. The case runs without it; check that this is right for you.',
}
const renamed: LocalText = {
  de: 'Elemente dieses Namensraums lesen wir nur in seiner heutigen Form: Speichern Sie die Datei mit dem Camunda Modeler.',
  en: 'We read elements of this namespace only as it is called today: save the file with the Camunda Modeler.',
}
const versions: LocalText = {
  de: 'Es gilt immer die neueste veröffentlichte Fassung. Prüfen Sie, ob der Prozess mit ihr läuft.',
  en: 'The newest published version always counts. Check that the process works with it.',
}
const mapping: LocalText = {
  de: 'Bitte geben Sie an, welche Daten hinein und heraus gehen (camunda:in, camunda:out oder zeebe:ioMapping).',
  en: 'Please state which data go in and out (camunda:in, camunda:out or zeebe:ioMapping).',
}
const cmmn: LocalText = {
  de: 'Fallmodelle (CMMN) gibt es hier nicht. Bitte zeichnen Sie den Fall als Prozess und rufen Sie diesen auf.',
  en: 'There are no case models (CMMN) here. Please draw the case as a process and call that.',
}
const tenant: LocalText = {
  de: 'Es gilt immer, was in der eigenen Behörde veröffentlicht ist.',
  en: 'What is published in the own authority always counts.',
}
const followUp: LocalText = {
  de: 'Die Aufgabe liegt sofort in der Liste. Soll sie später kommen, zeichnen Sie ein Zeitereignis davor.',
  en: 'The task is in the list at once. If it is to come later, draw a timer event before it.',
}
const ownForm: LocalText = {
  de: 'Bitte legen Sie dafür ein Formular hier an; es kann Vorgaben, Prüfungen und mehr Arten von Feldern.',
  en: 'Please make a form for it here; it has defaults, checks and more kinds of fields.',
}
const businessKey: LocalText = {
  de: 'Der aufgerufene Vorgang bekommt eine eigene Nummer und ist mit diesem verbunden. Einen Schlüssel übergeben Sie als Variable.',
  en: 'The called case gets a number of its own and is joined to this one. Pass a key as a variable.',
}
const ownNumber: LocalText = {
  de: 'Jeder Vorgang bekommt seine Nummer von selbst (fachwerk:casePrefix); die Antwort bleibt eine Variable.',
  en: 'Every case gets its number by itself (fachwerk:casePrefix); the answer stays a variable.',
}
const allVariables: LocalText = {
  de: 'Bitte nennen Sie die Variablen einzeln mit source und target.',
  en: 'Please name the variables one by one by source and target.',
}
const condition: LocalText = {
  de: 'Die Bedingung wird immer dann geprüft, wenn eine Variable gesetzt wird, die sie liest.',
  en: 'The condition is looked at whenever a variable it reads is set.',
}
const starters: LocalText = {
  de: 'Beginnen kann jede angemeldete Person. Nennen Sie Gruppen (camunda:candidateStarterGroups oder fachwerk:starterGroups).',
  en: 'Everybody signed in can begin it. Name groups (camunda:candidateStarterGroups or fachwerk:starterGroups).',
}

const latest = /^latest$/
const versioned: Told = { remedy: versions, unless: latest }
const told: Readonly<Record<string, Told>> = {
  variableMappingClass: { remedy: mapping },
  variableMappingDelegateExpression: { remedy: mapping },
  caseRef: { remedy: cmmn },
  caseBinding: { remedy: cmmn },
  caseVersion: { remedy: cmmn },
  caseTenantId: { remedy: cmmn },
  calledElementBinding: versioned,
  calledElementVersion: versioned,
  calledElementVersionTag: versioned,
  calledElementTenantId: { remedy: tenant },
  decisionRefBinding: versioned,
  decisionRefVersion: versioned,
  decisionRefVersionTag: versioned,
  decisionRefTenantId: { remedy: tenant },
  formRefBinding: versioned,
  formRefVersion: versioned,
  formHandlerClass: { remedy: ownForm },
  followUpDate: { remedy: followUp },
  variableName: { remedy: condition },
  variableEvents: { remedy: condition },
  candidateStarterUsers: { remedy: starters },
  historyTimeToLive: {
    info: true,
    remedy: {
      de: 'Wie lange Daten bleiben, sagt hier fachwerk:retention, zum Beispiel „P3Y“.',
      en: 'How long data is kept is said by fachwerk:retention here, for instance "P3Y".',
    },
  },
}

/** Read elsewhere, or without meaning here: every step is stored before the next, and the modeller's own notes. */
const understood: ReadonlySet<string> = new Set(
  'assignee candidateUsers candidateGroups dueDate priority formKey formRef topic class delegateExpression expression type resultVariable decisionRef mapDecisionResult collection elementVariable errorCodeVariable errorMessageVariable escalationCodeVariable candidateStarterGroups versionTag initiator isStartableInTasklist resource async asyncBefore asyncAfter exclusive jobPriority taskPriority diagramRelationId modelerTemplate modelerTemplateVersion modelerTemplateIcon'.split(
    ' ',
  ),
)

const understoodElements: ReadonlySet<string> = new Set(
  'inputOutput inputParameter outputParameter list map entry value script taskListener executionListener properties property field string expression connector connectorId failedJobRetryTimeCycle validation'.split(
    ' ',
  ),
)

/** Belongs to a program that is not here, which is told at the step. */
const ofProgram: ReadonlySet<string> = new Set('field string expression failedJobRetryTimeCycle'.split(' '))

type Found = readonly (readonly [written: string, remedy: LocalText])[]

/** Extension elements of which something is read past. */
const extensionChecks: Readonly<Record<string, (part: XmlElement) => Found>> = {
  in: (part) => [...businessKeyOf(part), ...localOf(part)],
  out: localOf,
  formData: (part) => (attribute(part, 'businessKey') === undefined ? [] : [['camunda:formData businessKey', ownNumber]]),
  formField: fieldChecks,
  constraint: (part) => {
    const name = attribute(part, 'name') ?? ''
    return name === 'required' || name === 'readonly' ? [] : [[`camunda:constraint „${name}“`, ownForm]]
  },
  errorEventDefinition: () => [
    [
      'camunda:errorEventDefinition',
      {
        de: 'Bitte lassen Sie das Programm den Fehler mit seinem Code melden, und zeichnen Sie ein angeheftetes Fehlerereignis.',
        en: 'Please let the program report the error with its code, and draw an error boundary event.',
      },
    ],
  ],
  potentialStarter: () => [['camunda:potentialStarter', starters]],
}

/** The key of the calling case joins both, as they are joined anyway; the modeller writes it into every call. */
function businessKeyOf(part: XmlElement): Found {
  const key = attribute(part, 'businessKey')?.trim()
  const isOwn = key === undefined || /^[#$]\{\s*execution\.(?:processBusinessKey|businessKey)\s*\}$/.test(key)
  return isOwn ? [] : [['camunda:in businessKey', businessKey]]
}

function localOf(part: XmlElement): Found {
  return attribute(part, 'local') === 'true' ? [[`camunda:${part.local} local`, allVariables]] : []
}

const fieldTypes = new Set(['string', 'long', 'boolean', 'date', 'enum'])

function fieldChecks(field: XmlElement): Found {
  const id = attribute(field, 'id') ?? ''
  const type = attribute(field, 'type') ?? 'string'
  const properties = childElement(field, namespaces.camunda, 'properties')
  return [
    ...(attribute(field, 'defaultValue') ? [[`camunda:formField „${id}“ defaultValue`, ownForm] as const] : []),
    ...(fieldTypes.has(type) ? [] : [[`camunda:formField „${id}“ type="${type}"`, ownForm] as const]),
    ...(attribute(field, 'datePattern') ? [[`camunda:formField „${id}“ datePattern`, ownForm] as const] : []),
    ...(properties && childElements(properties, namespaces.camunda).length > 0
      ? [[`camunda:formField „${id}“ properties`, ownForm] as const]
      : []),
  ]
}

/** What a thrown signal would take along without naming it. */
export function reportAllVariables(reading: Reading, element: XmlElement, definition: XmlElement): void {
  const entries = childElements(definition, namespaces.bpmn, 'extensionElements').flatMap((one) =>
    childElements(one, namespaces.camunda, 'in'),
  )
  if (entries.some((entry) => attribute(entry, 'variables') === 'all'))
    tell(reading, element, 'camunda:in variables="all"', { remedy: allVariables })
}

/** `camunda:errorMessage` of an error that an end event throws. */
export function reportErrorMessage(reading: Reading, event: XmlElement, error: XmlElement | undefined): void {
  if (error && error.attributes.some(({ uri, local }) => isCamunda(uri) && local === 'errorMessage'))
    tell(reading, event, 'camunda:errorMessage', {
      remedy: {
        de: 'Wer den Fehler fängt, bekommt seinen Code, aber keinen Text. Setzen Sie den Text vorher in eine Variable.',
        en: 'Who catches the error gets its code, but no text. Set the text in a variable before.',
      },
    })
}
