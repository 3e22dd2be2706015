import { attribute, type XmlElement } from '@fachwerk/xml'
import type { Expression, ProcessExtension } from '../model.ts'
import * as namespaces from '../namespaces.ts'
import { present } from '../present.ts'
import { readPersonalData } from './personal-data.ts'
import { camundaAttribute, listOf, nonEmpty, type Reading } from './reading.ts'

/** Attributes of our own namespace on `bpmn:process`, and who may start it in Camunda 7. */
export function readProcessExtension(reading: Reading, process: XmlElement): ProcessExtension {
  const own = (name: string) => nonEmpty(attribute(process, name, namespaces.fachwerk)?.trim())
  const notices = listOf(own('notices'))
  const groups = [...listOf(own('starterGroups')), ...listOf(camundaAttribute(process, 'candidateStarterGroups'))]
  return {
    starterGroups: [...new Set(groups)],
    ...readPersonalData(reading, process),
    ...present({
      legalBasis: own('legalBasis'),
      purpose: own('purpose'),
      summary: own('summary'),
      area: own('area'),
      casePrefix: own('casePrefix'),
      notices: notices.length === 0 ? undefined : notices,
      caseTitle: feel(own('caseTitle')),
      caseReceived: feel(own('caseReceived')),
    }),
  }
}

const feel = (text: string | undefined): Expression | undefined =>
  text === undefined ? undefined : { feel: text.replace(/^=\s*/, '') }
