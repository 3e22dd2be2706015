import type { ProcessModel } from '@fachwerk/bpmn'
import { checkProcess, readBpmn } from '@fachwerk/bpmn'
import { Case } from './case.ts'

/** Sequence flows one after the other; each is named `source-target`. */
export const way = (...ids: readonly string[]): string =>
  ids
    .slice(1)
    .map((id, index) => `<sequenceFlow id="${ids[index]}-${id}" sourceRef="${ids[index]}" targetRef="${id}"/>`)
    .join('')

export const when = (source: string, condition: string, target: string): string =>
  `<sequenceFlow id="${source}-${target}" sourceRef="${source}" targetRef="${target}"><conditionExpression>=${escaped(condition)}</conditionExpression></sequenceFlow>`

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

/** All processes of a drawing given as its XML. It must be one that may be published: an error of reading or checking is thrown. */
export function drawnProcesses(content: string, outside = ''): readonly ProcessModel[] {
  return publishableProcesses(
    `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" id="file" targetNamespace="urn:test">${content}${outside}</definitions>`,
  )
}

/** All processes of a whole file, which must be one that may be published. */
export function publishableProcesses(xml: string): readonly ProcessModel[] {
  const read = readBpmn(xml)
  if (!read.ok) throw new Error(read.problems[0]?.message.en)
  const { processes } = read.file
  const around = { decisions: new Set(['d']), forms: new Set<string>(), jobTypes: new Set<string>() }
  const known = { ...around, processes: new Set(processes.map(({ id }) => id)) }
  const problems = [...read.problems, ...processes.flatMap((process) => checkProcess(process, known))]
  const error = problems.find(({ severity }) => severity === 'error')
  if (error) throw new Error(`${error.rule} ${error.element}: ${error.message.en}`)
  return processes
}

/** One process, `p`, with this inside. */
export function drawn(content: string, outside = ''): ProcessModel {
  return drawnProcesses(`<process id="p" isExecutable="true">${content}</process>`, outside)[0]!
}

/** An instance of it under test, not yet started. */
export const caseOf = (content: string, outside = ''): Case => new Case(drawn(content, outside))
