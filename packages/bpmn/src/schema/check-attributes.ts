import { attribute, type XmlElement } from '@fachwerk/xml'
import { nodeReader } from '../read/flow-node.ts'
import { label, report, type Reading } from '../read/reading.ts'
import { shortened } from '../shortened.ts'
import { checkAttributeReference } from './check-references.ts'

/** Attributes without prefix: known, present where required, of the right type. */
export function checkAttributes(reading: Reading, path: readonly XmlElement[], types: ReadonlyMap<string, string>): void {
  const element = path.at(-1)!
  for (const { local, uri, value } of element.attributes) {
    if (uri !== '') continue
    const type = types.get(local)?.replace(/^!/, '')
    if (type === undefined) reportUnknown(reading, element, local)
    else if (type === 'ref' || type.startsWith('ref ')) checkAttributeReference(reading, path, local, value, type.slice(4))
    else if (!isValid(type, value)) reportInvalid(reading, element, local, value, type)
  }
  for (const [name, type] of types)
    if (type.startsWith('!') && attribute(element, name) === undefined) reportMissing(reading, element, name)
  if (needsId(element.local) && !attribute(element, 'id')?.trim()) reportMissing(reading, element, 'id')
}

/** The schema lets the id be missing; a step without one cannot be executed. */
const needsId = (local: string): boolean => nodeReader(local) !== undefined || local === 'sequenceFlow' || local === 'process'

function isValid(type: string, value: string): boolean {
  const text = value.trim()
  if (type === 'boolean') return /^(true|false|0|1)$/.test(text)
  if (type === 'integer') return /^[+-]?\d+$/.test(text)
  if (type.startsWith('one of ')) return type.slice(7).split(' ').includes(text)
  return true
}

function reportUnknown(reading: Reading, element: XmlElement, name: string): void {
  report(
    reading,
    element,
    'warning',
    'unknown-attribute',
    {
      de: `Das Element „${element.local}“ (${label(element)}) hat in BPMN 2.0 kein Attribut „${name}“. Es wird nicht beachtet.`,
      en: `The element "${element.local}" (${label(element)}) has no attribute "${name}" in BPMN 2.0. It is ignored.`,
    },
    { de: 'Bitte prüfen Sie die Schreibweise.', en: 'Please check the spelling.' },
  )
}

function reportInvalid(reading: Reading, element: XmlElement, name: string, value: string, type: string): void {
  const allowed = type.startsWith('one of ')
    ? type.slice(7).split(' ').join(', ')
    : type === 'boolean'
      ? 'true, false'
      : undefined
  report(
    reading,
    element,
    'error',
    'invalid-value',
    {
      de: `Das Attribut „${name}“ von „${label(element)}“ hat den ungültigen Wert „${shortened(value)}“.`,
      en: `The attribute "${name}" of "${label(element)}" has the invalid value "${shortened(value)}".`,
    },
    allowed === undefined
      ? { de: 'Bitte geben Sie eine ganze Zahl an.', en: 'Please give a whole number.' }
      : { de: `Erlaubt sind: ${allowed}.`, en: `Allowed are: ${allowed}.` },
  )
}

function reportMissing(reading: Reading, element: XmlElement, name: string): void {
  report(
    reading,
    element,
    needsId(element.local) ? 'error' : 'warning',
    'missing-attribute',
    {
      de: `Dem Element „${element.local}“ (${label(element)}) fehlt das Attribut „${name}“.`,
      en: `The element "${element.local}" (${label(element)}) lacks the attribute "${name}".`,
    },
    { de: 'Bitte ergänzen Sie es.', en: 'Please add it.' },
  )
}
