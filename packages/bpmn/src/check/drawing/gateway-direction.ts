import { attribute, type XmlElement } from '@fachwerk/xml'
import { label, localId, reportForExecution, type Reading } from '../../read/reading.ts'

/** `gatewayDirection` says what the arrows say (BPMN 2.0.2, section 10.6.1). The arrows count. */
export function checkGatewayDirections(reading: Reading, elements: readonly XmlElement[]): void {
  const flows = elements.filter(({ local }) => local === 'sequenceFlow')
  const ends = (name: string) => Map.groupBy(flows, (flow) => localId(attribute(flow, name) ?? ''))
  const incoming = ends('targetRef')
  const outgoing = ends('sourceRef')
  for (const element of elements) {
    const direction = attribute(element, 'gatewayDirection')?.trim()
    if (direction === undefined || !element.local.endsWith('Gateway')) continue
    const id = attribute(element, 'id') ?? ''
    const joins = (incoming.get(id)?.length ?? 0) > 1
    const splits = (outgoing.get(id)?.length ?? 0) > 1
    if (fits(direction, joins, splits)) continue
    reportForExecution(
      reading,
      element,
      'warning',
      'gateway-direction',
      {
        de: `Das Gateway „${label(element)}“ ist als ${words[direction]!.de} gekennzeichnet (gatewayDirection="${direction}"); die Pfeile sagen etwas anderes. Es gelten die Pfeile.`,
        en: `The gateway "${label(element)}" is marked as ${words[direction]!.en} (gatewayDirection="${direction}"); the arrows say something else. The arrows count.`,
      },
      {
        de: 'Bitte prüfen Sie, ob ein Pfeil fehlt oder zu viel ist, oder berichtigen Sie das Kennzeichen.',
        en: 'Please check whether an arrow is missing or one too many, or correct the mark.',
      },
    )
  }
}

function fits(direction: string, joins: boolean, splits: boolean): boolean {
  if (direction === 'Converging') return joins && !splits
  if (direction === 'Diverging') return splits && !joins
  return direction !== 'Mixed' || (joins && splits)
}

const words: Readonly<Record<string, { readonly de: string; readonly en: string }>> = {
  Converging: { de: 'zusammenführend', en: 'joining' },
  Diverging: { de: 'verzweigend', en: 'splitting' },
  Mixed: { de: 'zusammenführend und verzweigend', en: 'joining and splitting' },
}
