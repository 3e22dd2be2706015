import { attribute, childElements, textOf, type XmlElement } from '@fachwerk/xml'
import { feelString } from '../expressions/feel-string.ts'
import { readExpression, readRequiredExpression, type Role } from '../expressions/read-expression.ts'
import type { Expression, IoMapping } from '../model.ts'
import { present } from '../present.ts'
import * as namespaces from '../namespaces.ts'
import { dataAvailable, dataInputs, dataOutputs, dataStates, ownVariables } from './data.ts'
import { extension, label, reportForExecution, type Reading } from './reading.ts'

type Mapping = IoMapping['inputs'][number]

const role: Role = { what: { de: 'Eine Zuordnung von Daten', en: 'A data mapping' }, onFailure: 'error' }

/** What the drawing says of data, then `zeebe:ioMapping` and `camunda:inputOutput`, each in document order. */
export function readIoMapping(reading: Reading, element: XmlElement): IoMapping {
  const states = dataStates(reading, element)
  return {
    inputs: [...ownVariables(reading, element), ...dataInputs(reading, element), ...readMappings(reading, element, 'input')],
    outputs: [...dataOutputs(reading, element), ...readMappings(reading, element, 'output')],
    ...present({
      states: states.length === 0 ? undefined : states,
      available: isMapped(element) ? undefined : dataAvailable(reading, element),
    }),
  }
}

/** Where a dialect says what goes in, its engine does not wait for input sets, and the author has seen it run so. */
const isMapped = (element: XmlElement): boolean =>
  extension(element, namespaces.zeebe, 'ioMapping') !== undefined ||
  extension(element, namespaces.camunda, 'inputOutput') !== undefined

function readMappings(reading: Reading, element: XmlElement, direction: 'input' | 'output'): Mapping[] {
  const zeebe = extension(element, namespaces.zeebe, 'ioMapping')
  const camunda = extension(element, namespaces.camunda, 'inputOutput')
  return [
    ...(zeebe ? childElements(zeebe, namespaces.zeebe, direction) : []).map((mapping) =>
      readZeebeMapping(reading, element, mapping),
    ),
    ...(camunda ? childElements(camunda, namespaces.camunda, `${direction}Parameter`) : []).map((mapping) =>
      readCamundaMapping(reading, element, mapping),
    ),
  ]
}

function readZeebeMapping(reading: Reading, element: XmlElement, mapping: XmlElement): Mapping {
  return {
    target: attribute(mapping, 'target') ?? '',
    source: readExpression(reading, element, attribute(mapping, 'source'), role) ?? { feel: 'null' },
  }
}

function readCamundaMapping(reading: Reading, element: XmlElement, mapping: XmlElement): Mapping {
  return { target: attribute(mapping, 'name') ?? '', source: readCamundaValue(reading, element, mapping) }
}

/** Text, `camunda:list`, `camunda:map` or `camunda:script` inside a parameter, an entry or a value. */
function readCamundaValue(reading: Reading, element: XmlElement, holder: XmlElement): Expression {
  const [inner] = childElements(holder, namespaces.camunda)
  switch (inner?.local) {
    case 'list':
      return composed(
        childElements(inner, namespaces.camunda).map((item) =>
          item.local === 'value' ? readCamundaValue(reading, element, item) : readCamundaInner(reading, element, item),
        ),
        (items) => `[${items.join(', ')}]`,
      )
    case 'map': {
      const entries = childElements(inner, namespaces.camunda, 'entry')
      const keys = entries.map((entry) => feelString(attribute(entry, 'key') ?? ''))
      return composed(
        entries.map((entry) => readCamundaValue(reading, element, entry)),
        (values) => `{${values.map((value, index) => `${keys[index]}: ${value}`).join(', ')}}`,
      )
    }
    case 'script':
      return readScript(reading, element, inner)
    default:
      return readRequiredExpression(reading, element, textOf(holder).trim(), role)
  }
}

/** `camunda:script` directly as an item of a list. */
const readCamundaInner = (reading: Reading, element: XmlElement, inner: XmlElement): Expression =>
  inner.local === 'script' ? readScript(reading, element, inner) : readCamundaValue(reading, element, inner)

function readScript(reading: Reading, element: XmlElement, script: XmlElement): Expression {
  const format = attribute(script, 'scriptFormat') ?? ''
  const text = textOf(script).trim()
  if (/feel/i.test(format)) return { feel: text.replace(/^=\s*/, '') }
  reportForExecution(
    reading,
    element,
    'error',
    'script-not-executed-yet',
    {
      de: `„${label(element)}“ berechnet Daten mit einem Skript in „${format || 'unbekannter Sprache'}“. Solche Skripte führen wir noch nicht aus.`,
      en: `"${label(element)}" computes data with a script in "${format || 'an unknown language'}". We do not execute such scripts yet.`,
    },
    { de: 'Bitte ersetzen Sie das Skript durch einen FEEL-Ausdruck.', en: 'Please replace the script by a FEEL expression.' },
  )
  return { feel: 'null', original: text }
}

function composed(parts: readonly Expression[], compose: (feel: readonly string[]) => string): Expression {
  const feel = compose(parts.map((part) => part.feel))
  const originals = parts.flatMap((part) => part.original ?? [])
  return originals.length === 0 ? { feel } : { feel, original: originals.join(', ') }
}
