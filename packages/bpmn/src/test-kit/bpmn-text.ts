import { readBpmn } from '../read-bpmn.ts'
import { checkProcess } from '../check/check-process.ts'
import type { BpmnFile, FlowNode, ProcessModel, Surroundings } from '../model.ts'
import type { Problem } from '@fachwerk/problem'

/** A file around the content of its `definitions`; every line of the content begins at line 2. */
export const definitions = (content: string): string =>
  '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" xmlns:fachwerk="https://fachwerk.dev/schema/1.0/bpmn" id="file" targetNamespace="urn:test">\n' +
  `${content}\n</definitions>`

export const executable = (content: string, outside = ''): string =>
  definitions(`<process id="p" name="Prüfung" isExecutable="true">\n${content}\n</process>${outside}`)

/** Start, the given steps one after the other, end. Each step is an element with an id; flows are `f0`, `f1` … */
export function sequence(...steps: readonly string[]): string {
  const ids = ['start', ...steps.map((step) => /\bid="([^"]+)"/.exec(step)![1]!), 'end']
  const flows = ids.slice(1).map((id, index) => flow(`f${index}`, ids[index]!, id))
  return ['<startEvent id="start"/>', ...steps, '<endEvent id="end"/>', ...flows].join('\n')
}

export const flow = (id: string, source: string, target: string, condition?: string): string =>
  condition === undefined
    ? `<sequenceFlow id="${id}" sourceRef="${source}" targetRef="${target}"/>`
    : `<sequenceFlow id="${id}" sourceRef="${source}" targetRef="${target}"><conditionExpression>${condition}</conditionExpression></sequenceFlow>`

export function read(xml: string): { readonly file: BpmnFile; readonly problems: readonly Problem[] } {
  const result = readBpmn(xml, { file: 'test.bpmn' })
  if (!result.ok) throw new Error(result.problems[0]!.message.en)
  return result
}

export const processOf = (xml: string): ProcessModel => read(xml).file.processes[0]!

/** Also finds kinds that share one interface, such as task and manual task. */
type NodeOf<T extends FlowNode['type'], N extends FlowNode = FlowNode> = N extends unknown
  ? T extends N['type']
    ? N
    : never
  : never

/** The node of that id in a sequence of one step. */
export function nodeOf<T extends FlowNode['type']>(type: T, step: string, outside = ''): NodeOf<T> {
  const id = /\bid="([^"]+)"/.exec(step)![1]!
  const node = processOf(executable(sequence(step), outside)).nodes[id]!
  if (node.type !== type) throw new Error(`${id} is a ${node.type}`)
  return node as NodeOf<T>
}

export const surroundings = (
  known: Partial<Record<'decisions' | 'forms' | 'processes' | 'jobTypes', readonly string[]>> = {},
): Surroundings => ({
  file: 'test.bpmn',
  decisions: new Set(known.decisions),
  forms: new Set(known.forms),
  processes: new Set(known.processes),
  jobTypes: new Set(known.jobTypes),
})

/** Everything said about the file: on reading and by the check of its processes. */
export function problemsOf(xml: string, around: Surroundings = surroundings()): Problem[] {
  const { file, problems } = read(xml)
  return [...problems, ...file.processes.flatMap((process) => checkProcess(process, around))]
}

/** `severity rule element line` of each problem. */
export const summary = (problems: readonly Problem[]): string[] =>
  problems.map(({ severity, rule, element, line }) => `${severity} ${rule} ${element} ${line}`)
