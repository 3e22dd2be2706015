import { createRequire } from 'node:module'
import { loadavg } from 'node:os'
import { readBpmn, type ProcessModel } from '@fachwerk/bpmn'
import { decide } from '@fachwerk/engine'
import { benchEngine } from '../packages/engine/bench/engine-bench.ts'
import { process as drawing } from '../packages/engine/src/test-kit/build-process.ts'

/*
 * The pure engine, in memory, on one core: what its goals of speed are stated for. Straight-through and one command per task come
 * from packages/engine/bench; here are reading and compiling, the size of a state, many instances in one command, and the peer.
 */
const require = createRequire(import.meta.url)
const rounded = (milliseconds: number): number => Math.round(milliseconds * 10) / 10
const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!

/** What the processor was busy with it: what a machine shared with others would take alone, the collector's threads included. */
const busy = (work: () => void): number => {
  const began = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(began)
  return (user + system) / 1_000
}

const timed = (work: () => void): number => {
  const began = performance.now()
  work()
  return performance.now() - began
}

/** A chain of this many flow nodes with diagram: user tasks, and every tenth an exclusive gateway with a condition and a default. */
function chain(nodes: number): string {
  const parts: string[] = ['<startEvent id="n0"/>']
  const shapes: string[] = []
  const flow = (source: number, target: number, inside = '') =>
    `<sequenceFlow id="f${source}-${target}" sourceRef="n${source}" targetRef="n${target}">${inside}</sequenceFlow>`
  for (let index = 1; index < nodes - 1; index++) {
    const gateway = index % 10 === 0 && index < nodes - 3
    parts.push(
      gateway
        ? `<exclusiveGateway id="n${index}" default="f${index}-${index + 1}"/>`
        : `<userTask id="n${index}" name="Schritt ${index}"/>`,
    )
    if (gateway) parts.push(flow(index, index + 2, '<conditionExpression>=betrag &gt; 1000</conditionExpression>'))
    shapes.push(
      `<bpmndi:BPMNShape id="s${index}" bpmnElement="n${index}"><dc:Bounds x="${index * 160}" y="80" width="100" height="80"/></bpmndi:BPMNShape>`,
    )
  }
  parts.push(`<endEvent id="n${nodes - 1}"/>`)
  for (let index = 1; index < nodes; index++) parts.push(flow(index - 1, index))
  return `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" id="d" targetNamespace="https://fachwerk.dev/bench"><process id="p" isExecutable="true">${parts.join('')}</process><bpmndi:BPMNDiagram id="b"><bpmndi:BPMNPlane id="pl" bpmnElement="p">${shapes.join('')}</bpmndi:BPMNPlane></bpmndi:BPMNDiagram></definitions>`
}

const modelOf = (xml: string): ProcessModel => {
  const read = readBpmn(xml)
  if (!read.ok) throw new Error(JSON.stringify(read.problems))
  return read.file.processes[0]!
}

/** Begins an instance, for which the process is compiled: a model that was just read was not compiled before. */
const begin = (process: ProcessModel, variables = {}) => {
  const definitions = { process, decide: () => undefined }
  const decision = decide(definitions, undefined, { type: 'create-instance', at: 0, instance: 'i', variables })
  if (!decision.ok) throw new Error(decision.error.code)
  return decision.state
}

const readAndCompile = () => {
  const xml = chain(1_000)
  const cpu: number[] = []
  const round = () => cpu.push(busy(() => begin(modelOf(xml), { betrag: 5 })))
  const rounds = Array.from({ length: 15 }, () => timed(round))
  return {
    elements: 1_000,
    kilobytes: Math.round(xml.length / 1024),
    first: rounded(rounds[0]!),
    median: rounded(median(rounds.slice(5))),
    best: rounded(Math.min(...rounds)),
    processorMedian: rounded(median(cpu.slice(5))),
  }
}

const sizeOfState = () => {
  const state = begin(modelOf(chain(20)), {
    antragsteller: { vorname: 'Anna', nachname: 'Brandt' },
    betrag: 30.7,
    eingang: '2026-11-24',
  })
  return { elements: 20, bytes: Buffer.byteLength(JSON.stringify(state)) }
}

/** All instances begin, end and give their result within one command. */
const manyInstances = (count: number) => {
  const process = drawing()
    .start('s')
    .task('u', { multi: { collection: 'list', item: 'x', output: 'x', outputCollection: 'ys' } })
    .end('e')
    .flow('s', 'u', 'e')
    .build()
  const list = Array.from({ length: count }, (_, index) => index)
  const rounds = Array.from({ length: 5 }, () =>
    timed(() => {
      if (begin(process, { list }).status !== 'completed') throw new Error('The multi-instance must complete')
    }),
  )
  return { instances: count, milliseconds: rounded(Math.min(...rounds)) }
}

/** The process of `benchEngine` for the peer: ten nodes on the way, two conditions. */
const straightBpmn = (): string => {
  const flow = (source: string, target: string, condition = '') =>
    `<sequenceFlow id="${source}-${target}" sourceRef="${source}" targetRef="${target}">${condition && `<conditionExpression xsi:type="tFormalExpression" language="javascript"><![CDATA[next(null, ${condition})]]></conditionExpression>`}</sequenceFlow>`
  const nodes = `<startEvent id="s"/>${['a', 'b', 'c', 'd', 'e', 'f'].map((id) => `<task id="${id}"/>`).join('')}<exclusiveGateway id="x1" default="x1-c"/><exclusiveGateway id="m1"/><exclusiveGateway id="x2" default="x2-f"/><exclusiveGateway id="m2"/><endEvent id="end"/>`
  const flows = [
    flow('s', 'a'),
    flow('a', 'x1'),
    flow('x1', 'b', 'this.environment.variables.amount > 1000'),
    flow('x1', 'c'),
    flow('b', 'm1'),
    flow('c', 'm1'),
    flow('m1', 'd'),
    flow('d', 'x2'),
    flow('x2', 'e', 'this.environment.variables.kind === "private"'),
    flow('x2', 'f'),
    flow('e', 'm2'),
    flow('f', 'm2'),
    flow('m2', 'end'),
  ]
  return `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="file" targetNamespace="https://fachwerk.dev/bench"><process id="p" isExecutable="true">${nodes}${flows.join('')}</process></definitions>`
}

interface PeerEngine {
  execute(options: { variables: object }): Promise<unknown>
  waitFor(event: 'end'): Promise<unknown>
}

/** The same work by bpmn-engine: one engine for each instance, as it is made to be used. */
const peerStraightThrough = async () => {
  const { Engine } = require('bpmn-engine') as { Engine: new (options: { name: string; source: string }) => PeerEngine }
  const source = straightBpmn()
  const run = async (index: number) => {
    const engine = new Engine({ name: String(index), source })
    const ended = engine.waitFor('end')
    await engine.execute({ variables: { amount: 500 + (index % 1000), kind: index % 2 ? 'private' : 'business', name: 'Anna' } })
    await ended
  }
  const instances = 300
  for (let index = 0; index < 50; index++) await run(index)
  const began = performance.now()
  for (let index = 0; index < instances; index++) await run(index)
  return {
    instancesPerSecond: Math.round((instances / (performance.now() - began)) * 1000),
    parsing: 'included, for each instance',
  }
}

export const engineFigures = async () => ({
  loadBefore: rounded(loadavg()[0]!),
  readAndCompileMilliseconds: readAndCompile(),
  stateSize: sizeOfState(),
  multiInstanceInOneCommand: [1_000, 10_000, 40_000].map(manyInstances),
  fachwerk: benchEngine(),
  'bpmn-engine 25.0.1': await peerStraightThrough(),
  loadAfter: rounded(loadavg()[0]!),
})
