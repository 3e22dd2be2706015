import { attribute, type XmlElement } from '@fachwerk/xml'
import { bpmnChildren, isTrue, label, localId, nonEmpty, report } from '../../read/reading.ts'
import type { Drawing } from './check-drawing.ts'

/** A process is what one participant does (BPMN 2.0.2, section 9.3). */
export function checkPools({ reading, root }: Drawing): void {
  const first = new Map<string, XmlElement>()
  for (const pool of bpmnChildren(root, 'collaboration').flatMap((one) => bpmnChildren(one, 'participant'))) {
    const reference = nonEmpty(attribute(pool, 'processRef'))
    if (reference === undefined) continue
    const id = localId(reference)
    const other = first.get(id)
    if (!other) first.set(id, pool)
    const process = reading.byId.get(id)
    if (!other || process?.local !== 'process') continue
    report(
      reading,
      pool,
      isTrue(attribute(process, 'isExecutable')) ? 'error' : 'info',
      'process-in-two-pools',
      {
        de: `Der Prozess „${label(process)}“ steht in zwei Pools: „${label(other)}“ und „${label(pool)}“. Es ist unklar, wer ihn ausführt.`,
        en: `The process "${label(process)}" is in two pools: "${label(other)}" and "${label(pool)}". It is unclear who executes it.`,
      },
      {
        de: 'Bitte geben Sie jedem Pool seinen eigenen Prozess.',
        en: 'Please give each pool a process of its own.',
      },
    )
  }
}
