import { attribute, type XmlElement } from '@fachwerk/xml'
import { label, localId, nonEmpty, reportForExecution, type Reading } from '../../read/reading.ts'

/** The default flow is one of the flows out of the element itself (BPMN 2.0.2, tables 8.60 and 10.3). */
export function checkDefaultFlows(reading: Reading, elements: readonly XmlElement[]): void {
  for (const element of elements) {
    const reference = nonEmpty(attribute(element, 'default'))
    const flow = reference === undefined ? undefined : reading.byId.get(localId(reference))
    if (flow?.local !== 'sequenceFlow') continue
    if (localId(attribute(flow, 'sourceRef') ?? '') === attribute(element, 'id')) continue
    reportForExecution(
      reading,
      element,
      'error',
      'default-flow-elsewhere',
      {
        de: `Der Standardweg von „${label(element)}“ ist der Pfeil „${label(flow)}“, der woanders beginnt.`,
        en: `The default flow of "${label(element)}" is the arrow "${label(flow)}", which begins elsewhere.`,
      },
      {
        de: 'Bitte machen Sie einen Pfeil zum Standardweg, der von diesem Element wegführt.',
        en: 'Please make an arrow the default flow that leads away from this element.',
      },
    )
  }
}
