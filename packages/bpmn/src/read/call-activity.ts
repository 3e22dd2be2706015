import { attribute, type XmlElement } from '@fachwerk/xml'
import { readExpression, readRequiredExpression, variableName, type Role } from '../expressions/read-expression.ts'
import type { CallActivity, Expression, IoMapping } from '../model.ts'
import * as namespaces from '../namespaces.ts'
import { present } from '../present.ts'
import { readActivityBase, type NodeContext } from './node-context.ts'
import { extension, extensionAttribute, extensions, localId, nonEmpty, type Reading } from './reading.ts'

const dataRole: Role = { what: { de: 'Die Übergabe von Daten', en: 'The passing of data' }, onFailure: 'error' }

/** Call activity (BPMN 2.0.2, section 10.3.6). */
export function readCallActivity(context: NodeContext): CallActivity {
  const { reading, element } = context
  return {
    ...readActivityBase(context),
    type: 'callActivity',
    propagateAllIn: propagatesAll(reading, element, 'in'),
    propagateAllOut: propagatesAll(reading, element, 'out'),
    callInputs: readPassed(reading, element, 'in'),
    callOutputs: readPassed(reading, element, 'out'),
    ...present({ calledProcess: readCalledProcess(reading, element) }),
  }
}

function readCalledProcess(reading: Reading, element: XmlElement): Expression | undefined {
  const zeebe = extensionAttribute(element, namespaces.zeebe, 'calledElement', 'processId')
  const standard = nonEmpty(attribute(element, 'calledElement'))
  // A QName by the standard (`tns:Review`), but an expression in Camunda 7.
  const id = zeebe ?? (standard && (/^[=$#]/.test(standard.trim()) ? standard : localId(standard)))
  return readExpression(reading, element, id, {
    what: { de: 'Der aufgerufene Prozess', en: 'The called process' },
    onFailure: 'error',
  })
}

/** Camunda 8 passes everything unless told otherwise, Camunda 7 only what is listed; a file of neither passes everything. */
function propagatesAll(reading: Reading, element: XmlElement, direction: 'in' | 'out'): boolean {
  const zeebe = extension(element, namespaces.zeebe, 'calledElement')
  if (zeebe)
    return attribute(zeebe, direction === 'in' ? 'propagateAllParentVariables' : 'propagateAllChildVariables') !== 'false'
  const listed = extensions(element, namespaces.camunda, direction)
  if (listed.some((entry) => attribute(entry, 'variables') === 'all')) return true
  return listed.length === 0 && !reading.isCamunda7
}

/** `camunda:in` and `camunda:out` of a call or of a signal. */
export function readPassed(reading: Reading, element: XmlElement, direction: 'in' | 'out'): IoMapping['inputs'] {
  return extensions(element, namespaces.camunda, direction).flatMap((entry) => {
    const target = nonEmpty(attribute(entry, 'target'))
    if (target === undefined) return []
    const source = nonEmpty(attribute(entry, 'source'))
    const expression = nonEmpty(attribute(entry, 'sourceExpression'))
    if (source !== undefined) return [{ target, source: { feel: variableName(source) } }]
    return expression === undefined ? [] : [{ target, source: readRequiredExpression(reading, element, expression, dataRole) }]
  })
}
