import { attribute, resolvePrefix, textOf, type XmlElement } from '@fachwerk/xml'
import { nodeReader } from '../read/flow-node.ts'
import { label, localId, report, type Reading } from '../read/reading.ts'
import { shortened } from '../shortened.ts'

/** References that execution depends on; others may dangle without harm. */
const essential = new Set([
  'sequenceFlow/sourceRef',
  'sequenceFlow/targetRef',
  'attachedToRef',
  'messageRef',
  'errorRef',
  'signalRef',
  'escalationRef',
  'activityRef',
  'default',
  'flowNodeRef',
  'eventDefinitionRef',
])

export function checkAttributeReference(
  reading: Reading,
  path: readonly XmlElement[],
  name: string,
  value: string,
  kind: string,
): void {
  checkReference(reading, path, path.at(-1)!, name, value, kind)
}

/** Elements such as `flowNodeRef` hold the reference as text. */
export function checkTextReference(reading: Reading, path: readonly XmlElement[], kind: string): void {
  const element = path.at(-1)!
  checkReference(reading, path, path.at(-2) ?? element, element.local, textOf(element), kind)
}

function checkReference(
  reading: Reading,
  path: readonly XmlElement[],
  owner: XmlElement,
  name: string,
  value: string,
  kind: string,
): void {
  const reference = value.trim()
  if (reference === '' || leadsOutside(path, reference)) return
  const target = reading.byId.get(localId(reference)) ?? reading.byId.get(reference)
  if (target && isOfKind(target, kind)) return
  const isEssential = essential.has(name) || essential.has(`${owner.local}/${name}`)
  report(
    reading,
    owner,
    isEssential ? 'error' : 'warning',
    'unknown-reference',
    target
      ? {
          de: `„${label(owner)}“ verweist mit „${name}“ auf „${shortened(reference)}“; das ist aber ein Element „${target.local}“ und passt dort nicht.`,
          en: `"${label(owner)}" refers to "${shortened(reference)}" by "${name}", but that is an element "${target.local}" and does not fit there.`,
        }
      : {
          de: `„${label(owner)}“ verweist mit „${name}“ auf „${shortened(reference)}“, das es in der Datei nicht gibt.`,
          en: `"${label(owner)}" refers to "${shortened(reference)}" by "${name}", which does not exist in the file.`,
        },
    { de: 'Bitte berichtigen oder löschen Sie den Verweis.', en: 'Please correct or delete the reference.' },
  )
}

/** `''` is any element, `flowNode` any step that a sequence flow can connect. */
const isOfKind = ({ local }: XmlElement, kind: string): boolean =>
  kind === '' || local === kind || (kind === 'flowNode' && nodeReader(local) !== undefined)

/** A prefix of another namespace than the file's own points into an imported file. */
function leadsOutside(path: readonly XmlElement[], reference: string): boolean {
  const colon = reference.indexOf(':')
  if (colon < 0) return false
  const uri = resolvePrefix(reference.slice(0, colon), path)
  return uri !== undefined && uri !== attribute(path[0]!, 'targetNamespace')
}
