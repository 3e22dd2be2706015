import { attribute, textOf, type XmlElement } from '@fachwerk/xml'
import { readCondition } from '../expressions/read-condition.ts'
import type { StandardLoop } from '../model.ts'
import { present } from '../present.ts'
import { bpmnChild, isTrue, type Reading } from './reading.ts'

/** Standard loop (BPMN 2.0.2, section 10.3.8). */
export function readStandardLoop(reading: Reading, activity: XmlElement): StandardLoop | undefined {
  const loop = bpmnChild(activity, 'standardLoopCharacteristics')
  if (!loop) return undefined
  const condition = bpmnChild(loop, 'loopCondition')
  const maximum = attribute(loop, 'loopMaximum')
  return {
    testBefore: isTrue(attribute(loop, 'testBefore')),
    ...present({
      maximum: wholeNumber(maximum),
      condition: condition && textOf(condition).trim() !== '' ? readCondition(reading, activity, condition) : undefined,
    }),
  }
}

/** `undefined` where it is absent or no number; the schema check tells the latter. */
export function wholeNumber(text: string | undefined): number | undefined {
  const number = Number(text?.trim())
  return text === undefined || text.trim() === '' || !Number.isSafeInteger(number) ? undefined : number
}
