import type { XmlElement } from '@fachwerk/xml'
import { bpmnChildren, label, reportForExecution, type Reading } from '../../read/reading.ts'

/** An activity is repeated as a loop or for several instances, not both (BPMN 2.0.2, section 10.3.8). */
export function checkLoops(reading: Reading, elements: readonly XmlElement[]): void {
  for (const element of elements) {
    const loops = bpmnChildren(element, 'standardLoopCharacteristics')
    const instances = bpmnChildren(element, 'multiInstanceLoopCharacteristics')
    if (loops.length + instances.length < 2) continue
    reportForExecution(
      reading,
      element,
      'error',
      'loop-twice',
      {
        de: `„${label(element)}“ wird auf zwei Arten wiederholt. Es gibt nur eine: Schleife oder Mehrfachausführung.`,
        en: `"${label(element)}" is repeated in two ways. There is only one: loop or multi-instance.`,
      },
      {
        de: 'Bitte lassen Sie nur eine Wiederholung stehen, oder legen Sie einen Teilprozess mit der anderen darum.',
        en: 'Please keep one repetition only, or put a sub-process with the other around it.',
      },
    )
  }
}
