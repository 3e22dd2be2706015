import { attribute, descendants, type XmlElement } from '@fachwerk/xml'
import * as namespaces from '../namespaces.ts'
import { label, report, type Reading } from '../read/reading.ts'

/** Ids of BPMN elements are unique in the file (BPMN 2.0.2, section 8.3.1). */
export function checkIds(reading: Reading, root: XmlElement): void {
  for (const element of descendants(root)) {
    const id = element.uri === namespaces.bpmn ? attribute(element, 'id') : undefined
    const first = id === undefined ? undefined : reading.byId.get(id)
    if (first === undefined || first === element) continue
    report(
      reading,
      element,
      'error',
      'duplicate-id',
      {
        de: `Die ID „${id}“ ist doppelt vergeben: für „${label(first)}“ in Zeile ${first.line} und für „${label(element)}“ in Zeile ${element.line}.`,
        en: `The id "${id}" is used twice: for "${label(first)}" in line ${first.line} and for "${label(element)}" in line ${element.line}.`,
      },
      { de: 'Bitte geben Sie einem der beiden eine andere ID.', en: 'Please give one of the two another id.' },
    )
  }
}
