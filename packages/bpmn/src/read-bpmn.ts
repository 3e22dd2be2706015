import type { Problem } from '@fachwerk/problem'
import { attribute, parseXml, type XmlDocument, type XmlElement } from '@fachwerk/xml'
import { checkDrawing } from './check/drawing/check-drawing.ts'
import type { BpmnFile, BpmnResult } from './model.ts'
import * as namespaces from './namespaces.ts'
import { present } from './present.ts'
import { readGlobalTasks } from './read/global-task.ts'
import { nameJoinedMessages, readMessageFlows } from './read/message-flow.ts'
import { readProcess } from './read/process.ts'
import { checkSchema } from './schema/check-schema.ts'
import { bpmnChildren, localId, nameOf, nonEmpty, startReading, type Reading } from './read/reading.ts'

/** Nobody reads on after so many; a broken file could have one for each of its elements. */
const maxProblems = 500

/**
 * Reads a BPMN 2.0 file: the lossless tree, and the execution model of every process in it, executable or not. Never throws.
 * `ok` says that it could be read; errors among the problems say that it must not be published.
 */
export function readBpmn(xml: string | Uint8Array, options: { readonly file?: string } = {}): BpmnResult {
  const parsed = parseXml(xml, options)
  if (!parsed.ok) return { ok: false, problems: [parsed.problem] }
  const { root } = parsed.document
  if (root.uri !== namespaces.bpmn || root.local !== 'definitions') return { ok: false, problems: [notBpmn(root, options.file)] }
  const reading = startReading(parsed.document, options.file)
  checkSchema(reading, root)
  const file = readFile(reading, parsed.document)
  checkDrawing(reading, root)
  return { ok: true, file, problems: reading.problems.slice(0, maxProblems) }
}

function readFile(reading: Reading, document: XmlDocument): BpmnFile {
  const { root } = document
  const withId = (local: string) => bpmnChildren(root, local).flatMap((element) => withIdOf(element))
  const processes = [
    ...withId('process').map(({ element, id }) => readProcess(reading, element, id)),
    ...readGlobalTasks(reading, root),
  ]
  const participants = bpmnChildren(root, 'collaboration').flatMap((collaboration) =>
    bpmnChildren(collaboration, 'participant').map(readParticipant),
  )
  const messageFlows = readMessageFlows(reading, root, processes, participants)
  return {
    document,
    id: attribute(root, 'id') ?? attribute(root, 'targetNamespace') ?? '',
    processes: nameJoinedMessages(processes, messageFlows),
    messages: withId('message').map(({ element, id }) => ({ id, name: nameOf(element) ?? id })),
    participants,
    messageFlows,
    ...present({ name: nameOf(root) }),
  }
}

/** What has no id cannot be referred to; the schema check reports it. */
function withIdOf(element: XmlElement): { readonly element: XmlElement; readonly id: string }[] {
  const id = nonEmpty(attribute(element, 'id'))
  return id === undefined ? [] : [{ element, id }]
}

function readParticipant(participant: XmlElement): BpmnFile['participants'][number] {
  const process = nonEmpty(attribute(participant, 'processRef'))
  return {
    id: attribute(participant, 'id') ?? '',
    ...present({ name: nameOf(participant), processId: process === undefined ? undefined : localId(process) }),
  }
}

function notBpmn(root: XmlElement, file: string | undefined): Problem {
  return {
    severity: 'error',
    rule: 'not-bpmn',
    ...present({ file }),
    line: root.line,
    column: root.column,
    message: {
      de: `Das ist kein BPMN-2.0-Modell: Die Datei beginnt mit dem Element „${root.name}“ aus dem Namensraum „${root.uri}“.`,
      en: `This is not a BPMN 2.0 model: the file starts with the element "${root.name}" of the namespace "${root.uri}".`,
    },
    remedy: {
      de: 'Bitte wählen Sie eine BPMN-2.0-Datei oder exportieren Sie das Modell in diesem Format.',
      en: 'Please choose a BPMN 2.0 file, or export the model in this format.',
    },
  }
}
