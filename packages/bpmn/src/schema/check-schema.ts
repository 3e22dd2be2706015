import { childElements, type XmlElement } from '@fachwerk/xml'
import * as namespaces from '../namespaces.ts'
import { nodeReader } from '../read/flow-node.ts'
import { label, report, type Reading } from '../read/reading.ts'
import { checkAttributes } from './check-attributes.ts'
import { checkIds } from './check-ids.ts'
import { checkTextReference } from './check-references.ts'
import { elementType } from './element-types.ts'

/**
 * Elements, attributes, ids and references of the BPMN namespace against the schema. What other namespaces add is left alone. Elements
 * and values that execution depends on are errors, the rest are warnings: a model of another tool should not fail on a trifle.
 */
export function checkSchema(reading: Reading, root: XmlElement): void {
  checkIds(reading, root)
  const due: XmlElement[][] = [[root]]
  for (let path = due.pop(); path; path = due.pop()) {
    const inside = checkElement(reading, path)
    for (let index = inside.length - 1; index >= 0; index--) due.push([...path, inside[index]!])
  }
}

/** Checks one element, given with those around it; returns the children still to check. */
function checkElement(reading: Reading, path: readonly XmlElement[]): XmlElement[] {
  const element = path.at(-1)!
  const type = elementType(element.local)
  if (!type) {
    reportUnknown(reading, element)
    return []
  }
  const parent = path.at(-2)
  if (parent && !elementType(parent.local)!.children.has(element.local)) reportMisplaced(reading, element, parent)
  if (type.refersTo !== undefined) checkTextReference(reading, path, type.refersTo)
  if (type.open) return []
  checkAttributes(reading, path, type.attributes)
  return childElements(element, namespaces.bpmn)
}

function reportUnknown(reading: Reading, element: XmlElement): void {
  report(
    reading,
    element,
    'error',
    'unknown-element',
    { de: `In BPMN 2.0 gibt es kein Element „${element.local}“.`, en: `BPMN 2.0 has no element "${element.local}".` },
    {
      de: 'Bitte berichtigen Sie den Namen oder setzen Sie das Element in den Namensraum seines Werkzeugs.',
      en: 'Please correct the name, or put the element into the namespace of its tool.',
    },
  )
}

function reportMisplaced(reading: Reading, element: XmlElement, parent: XmlElement): void {
  report(
    reading,
    element,
    // A step in the wrong place would silently be left out.
    nodeReader(element.local) || element.local === 'sequenceFlow' ? 'error' : 'warning',
    'misplaced-element',
    {
      de: `Das Element „${element.local}“ (${label(element)}) darf nicht in „${parent.local}“ stehen. Es wird nicht beachtet.`,
      en: `The element "${element.local}" (${label(element)}) must not stand in "${parent.local}". It is ignored.`,
    },
    { de: 'Bitte verschieben Sie es an die richtige Stelle.', en: 'Please move it to the right place.' },
  )
}
