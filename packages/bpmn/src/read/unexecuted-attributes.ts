import type { LocalText } from '@fachwerk/problem'
import { attribute, type XmlElement } from '@fachwerk/xml'
import * as namespaces from '../namespaces.ts'
import { camundaAttribute, extension, extensions, label, reportForExecution, type Reading } from './reading.ts'

/** Attributes of other engines that would change what happens, and that we read past: told, so that nobody relies on them. */
export function reportUnexecuted(reading: Reading, element: XmlElement): void {
  for (const name of Object.keys(camundaAttributes)) {
    const value = camundaAttribute(element, name)
    if (value !== undefined && !isNewest(name, value)) tell(reading, element, `camunda:${name}`, camundaAttributes[name]!)
  }
  if (extensions(element, namespaces.camunda, 'errorEventDefinition').length > 0)
    tell(reading, element, 'camunda:errorEventDefinition', thrownError)
  for (const name of ['calledDecision', 'calledElement', 'formDefinition']) reportZeebeBinding(reading, element, name)
}

/** Says what happens anyway. */
const isNewest = (name: string, value: string): boolean => name.endsWith('Binding') && value === 'latest'

function reportZeebeBinding(reading: Reading, element: XmlElement, name: string): void {
  const called = extension(element, namespaces.zeebe, name)
  if (!called) return
  const binding = attribute(called, 'bindingType')
  if (binding !== undefined && binding !== 'latest') tell(reading, element, `zeebe:${name} bindingType`, versions)
  else if (attribute(called, 'versionTag') !== undefined) tell(reading, element, `zeebe:${name} versionTag`, versions)
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
const thrownError: LocalText = {
  de: 'Bitte lassen Sie das Programm den Fehler mit seinem Code melden, und zeichnen Sie ein angeheftetes Fehlerereignis.',
  en: 'Please let the program report the error with its code, and draw an error boundary event.',
}

const camundaAttributes: Readonly<Record<string, LocalText>> = {
  variableMappingClass: mapping,
  variableMappingDelegateExpression: mapping,
  caseRef: cmmn,
  caseBinding: cmmn,
  calledElementBinding: versions,
  calledElementVersion: versions,
  calledElementVersionTag: versions,
  decisionRefBinding: versions,
  decisionRefVersion: versions,
  decisionRefVersionTag: versions,
  formRefBinding: versions,
  formRefVersion: versions,
}

function tell(reading: Reading, element: XmlElement, written: string, remedy: LocalText): void {
  reportForExecution(
    reading,
    element,
    'warning',
    'attribute-not-executed-yet',
    {
      de: `An „${label(element)}“ steht ${written}. Das wird noch nicht ausgeführt.`,
      en: `"${label(element)}" has ${written}. It is not executed yet.`,
    },
    remedy,
  )
}
