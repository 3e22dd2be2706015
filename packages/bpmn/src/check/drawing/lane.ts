import { textOf, type XmlElement } from '@fachwerk/xml'
import { bpmnChildren, label, localId, reportForExecution, type Reading } from '../../read/reading.ts'

/** A step is in one lane of a lane set, and a lane holds steps of its own process (BPMN 2.0.2, section 10.8). */
export function checkLanes(reading: Reading, elements: readonly XmlElement[]): void {
  const own = new Set(elements)
  for (const set of elements.filter(({ local }) => local === 'laneSet' || local === 'childLaneSet')) checkSet(reading, set, own)
}

function checkSet(reading: Reading, set: XmlElement, own: ReadonlySet<XmlElement>): void {
  const first = new Map<string, XmlElement>()
  for (const lane of bpmnChildren(set, 'lane'))
    for (const id of new Set(bpmnChildren(lane, 'flowNodeRef').map((reference) => localId(textOf(reference))))) {
      const step = reading.byId.get(id)
      if (!step) continue
      const other = first.get(id)
      if (!other) first.set(id, lane)
      if (!own.has(step)) reportForeign(reading, lane, step)
      else if (other) reportTwice(reading, step, other, lane)
    }
}

const reportTwice = (reading: Reading, step: XmlElement, first: XmlElement, second: XmlElement): void =>
  reportForExecution(
    reading,
    step,
    'warning',
    'step-in-two-lanes',
    {
      de: `„${label(step)}“ steht in zwei Bahnen: „${label(first)}“ und „${label(second)}“. Es ist unklar, wer zuständig ist.`,
      en: `"${label(step)}" is in two lanes: "${label(first)}" and "${label(second)}". It is unclear who is responsible.`,
    },
    { de: 'Bitte lassen Sie den Schritt nur in einer Bahn stehen.', en: 'Please keep the step in one lane only.' },
  )

const reportForeign = (reading: Reading, lane: XmlElement, step: XmlElement): void =>
  reportForExecution(
    reading,
    lane,
    'error',
    'lane-of-other-process',
    {
      de: `Die Bahn „${label(lane)}“ enthält „${label(step)}“, das zu einem anderen Prozess gehört.`,
      en: `The lane "${label(lane)}" contains "${label(step)}", which belongs to another process.`,
    },
    {
      de: 'Bitte verschieben Sie den Schritt in eine Bahn seines Prozesses.',
      en: 'Please move the step to a lane of its process.',
    },
  )
