import type { LocalText } from '@fachwerk/problem'
import { attribute, type XmlElement } from '@fachwerk/xml'
import * as namespaces from '../namespaces.ts'
import { extension, label, reportForExecution, type Reading } from './reading.ts'

/** Attributes of Camunda 8 that would change what happens, and that we read past: told, so that nobody relies on them. */
export function reportUnexecuted(reading: Reading, element: XmlElement): void {
  for (const name of ['calledDecision', 'calledElement', 'formDefinition']) reportZeebeBinding(reading, element, name)
}

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
