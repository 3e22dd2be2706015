import { attribute } from '@fachwerk/xml'
import { readCondition } from '../expressions/read-condition.ts'
import { readExpression } from '../expressions/read-expression.ts'
import type { AdHoc, SubProcess } from '../model.ts'
import * as namespaces from '../namespaces.ts'
import { present } from '../present.ts'
import { readActivityBase, type NodeContext } from './node-context.ts'
import { bpmnChild, extensionAttribute, isTrue } from './reading.ts'

/** Embedded sub-process, event sub-process, transaction, ad-hoc sub-process (BPMN 2.0.2, section 10.3.5). */
export function readSubProcess(context: NodeContext): SubProcess {
  const { local } = context.element
  return {
    ...readActivityBase(context),
    type: local === 'transaction' || local === 'adHocSubProcess' ? local : 'subProcess',
    triggeredByEvent: isTrue(attribute(context.element, 'triggeredByEvent')),
    ...(local === 'adHocSubProcess' && { adHoc: readAdHoc(context) }),
  }
}

function readAdHoc({ reading, element }: NodeContext): AdHoc {
  const condition = bpmnChild(element, 'completionCondition')
  const cancel = attribute(element, 'cancelRemainingInstances')?.trim()
  return {
    sequential: attribute(element, 'ordering')?.trim() === 'Sequential',
    cancelRemaining: cancel !== 'false' && cancel !== '0',
    ...present({
      completionCondition: condition && readCondition(reading, element, condition),
      active: readExpression(
        reading,
        element,
        extensionAttribute(element, namespaces.zeebe, 'adHoc', 'activeElementsCollection'),
        {
          what: { de: 'Die Liste der Aktivitäten', en: 'The list of activities' },
          onFailure: 'error',
        },
      ),
    }),
  }
}
