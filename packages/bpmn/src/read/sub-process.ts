import { attribute } from '@fachwerk/xml'
import type { SubProcess } from '../model.ts'
import { readActivityBase, type NodeContext } from './node-context.ts'
import { isTrue } from './reading.ts'

/** Embedded sub-process, event sub-process, transaction, ad-hoc sub-process (BPMN 2.0.2, section 10.3.5). */
export function readSubProcess(context: NodeContext): SubProcess {
  const { local } = context.element
  return {
    ...readActivityBase(context),
    type: local === 'transaction' || local === 'adHocSubProcess' ? local : 'subProcess',
    triggeredByEvent: isTrue(attribute(context.element, 'triggeredByEvent')),
  }
}
