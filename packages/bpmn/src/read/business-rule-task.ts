import { attribute } from '@fachwerk/xml'
import { readExpression } from '../expressions/read-expression.ts'
import type { BusinessRuleTask } from '../model.ts'
import * as namespaces from '../namespaces.ts'
import { present } from '../present.ts'
import { readJobImplementation } from './job-implementation.ts'
import { shortened } from '../shortened.ts'
import { readActivityBase, type NodeContext } from './node-context.ts'
import { camundaAttribute, extensionAttribute, label, reportForExecution } from './reading.ts'

/** Business rule task (BPMN 2.0.2, section 10.3.3): a called decision, else a job. */
export function readBusinessRuleTask(context: NodeContext): BusinessRuleTask {
  const { reading, element } = context
  const called = (name: string) => extensionAttribute(element, namespaces.zeebe, 'calledDecision', name)
  const mapping = camundaAttribute(element, 'mapDecisionResult')
  const isCamunda7 = called('decisionId') === undefined && camundaAttribute(element, 'decisionRef') !== undefined
  const decision = readExpression(reading, element, called('decisionId') ?? camundaAttribute(element, 'decisionRef'), {
    what: { de: 'Die Entscheidung', en: 'The decision' },
    onFailure: 'error',
  })
  if (mapping !== undefined && !mappings.some((known) => known === mapping)) reportMapping(context, mapping)
  return {
    ...readActivityBase(context),
    type: 'businessRuleTask',
    mapResult: mappings.find((known) => known === mapping) ?? (mapping === undefined && isCamunda7 ? 'resultList' : 'none'),
    ...present({
      decision,
      resultVariable: called('resultVariable') ?? camundaAttribute(element, 'resultVariable'),
      explain: readExplain(context),
      jobType: decision ? undefined : readJobImplementation(reading, element)?.jobType,
    }),
  }
}

/** `subject` is all there is; anything else explains nothing, and is told. */
function readExplain({ reading, element }: NodeContext): BusinessRuleTask['explain'] {
  const written = attribute(element, 'explain', namespaces.fachwerk)?.trim()
  if (written === undefined || written === '' || written === 'subject') return written === 'subject' ? written : undefined
  reportForExecution(
    reading,
    element,
    'error',
    'unknown-explain',
    {
      de: `„${label(element)}“ hat fachwerk:explain="${shortened(written)}". Das gibt es nicht; die Gründe sähe nur das Amt.`,
      en: `"${label(element)}" has fachwerk:explain="${shortened(written)}". There is no such thing; only the authority would see the reasons.`,
    },
    {
      de: 'Schreiben Sie fachwerk:explain="subject", wenn die antragstellende Person die Gründe lesen soll; sonst lassen Sie es weg.',
      en: 'Write fachwerk:explain="subject" if whoever began the case is to read the reasons; otherwise leave it out.',
    },
  )
  return undefined
}

/** Camunda 7 writes `singleEntry`, `singleResult`, `collectEntries` and `resultList`. */
const mappings: readonly BusinessRuleTask['mapResult'][] = ['singleEntry', 'singleResult', 'collectEntries', 'resultList']

function reportMapping({ reading, element }: NodeContext, written: string): void {
  reportForExecution(
    reading,
    element,
    'warning',
    'unknown-result-mapping',
    {
      de: `„${label(element)}“ will das Ergebnis der Entscheidung als „${shortened(written)}“. Das gibt es nicht; es bleibt, wie die Entscheidung es gibt.`,
      en: `"${label(element)}" wants the decision's result as "${shortened(written)}". There is no such thing; it stays as the decision gives it.`,
    },
    {
      de: `Möglich sind ${mappings.join(', ')}. Bitte prüfen Sie die Schreibweise von mapDecisionResult.`,
      en: `Possible are ${mappings.join(', ')}. Please check the spelling of mapDecisionResult.`,
    },
  )
}
