/*
 * What the state machine costs by itself, on one core: `node packages/engine/bench/engine-bench.ts` prints JSON.
 *   straight-through   create-instance to instance-completed over 10 nodes with two FEEL conditions
 *   multi-instance     one command per task of a parallel multi-instance, beside 10,000 open ones
 */
import type { Definitions, InstanceState } from '@fachwerk/engine'
import { decide } from '@fachwerk/engine'
import { process as drawing } from '../src/test-kit/build-process.ts'

export interface EngineFigures {
  /** Per CPU second: what a machine shared with others would give alone; includes the collector's threads. */
  readonly straightThrough: {
    readonly instancesPerSecond: number
    readonly instancesPerCpuSecond: number
    readonly nodes: number
    readonly eventsPerInstance: number
  }
  readonly multiInstance: { readonly instances: number; readonly microsecondsPerCommand: number }
}

const noDecisions: Definitions['decide'] = () => undefined

const straight: Definitions = {
  process: drawing()
    .start('s')
    .task('a')
    .xor('x1', { default: 'x1-c' })
    .task('b')
    .task('c')
    .xor('m1')
    .task('d')
    .xor('x2', { default: 'x2-f' })
    .task('e')
    .task('f')
    .xor('m2')
    .end('end')
    .flow('s', 'a', 'x1')
    .when('x1', 'amount > 1000', 'b')
    .flow('x1', 'c', 'm1')
    .flow('b', 'm1', 'd', 'x2')
    .when('x2', 'kind = "private"', 'e')
    .flow('x2', 'f', 'm2')
    .flow('e', 'm2', 'end')
    .build(),
  decide: noDecisions,
}

const many: Definitions = {
  process: drawing()
    .start('s')
    .user('u', { multi: { collection: 'list', item: 'x', output: 'x', outputCollection: 'ys' } })
    .end('e')
    .flow('s', 'u', 'e')
    .build(),
  decide: noDecisions,
}

/** Runs both measurements; `instances` of the first takes about a second. */
export function benchEngine(instances = 100_000): EngineFigures {
  runStraight(20_000)
  const began = performance.now()
  const cpuBegan = process.cpuUsage()
  const { nodes, events } = runStraight(instances)
  const seconds = (performance.now() - began) / 1000
  const cpu = process.cpuUsage(cpuBegan)
  const cpuSeconds = (cpu.user + cpu.system) / 1_000_000
  return {
    straightThrough: {
      instancesPerSecond: Math.round(instances / seconds),
      instancesPerCpuSecond: Math.round(instances / cpuSeconds),
      nodes,
      eventsPerInstance: events,
    },
    multiInstance: benchMany(10_000),
  }
}

function runStraight(count: number): { readonly nodes: number; readonly events: number } {
  let nodes = 0
  let events = 0
  for (let index = 0; index < count; index++) {
    const variables = { amount: 500 + (index % 1000), kind: index % 2 ? 'private' : 'business', name: 'Anna' }
    const decision = decide(straight, undefined, { type: 'create-instance', at: index, instance: 'i', variables })
    if (!decision.ok || decision.state.status !== 'completed') throw new Error('The straight process must complete')
    events = decision.events.length
    nodes = decision.events.filter(({ type }) => type === 'element-completed').length
  }
  return { nodes, events }
}

function benchMany(instances: number): EngineFigures['multiInstance'] {
  const list = Array.from({ length: instances }, (_, index) => index)
  const created = decide(many, undefined, { type: 'create-instance', at: 0, instance: 'i', variables: { list } })
  if (!created.ok) throw new Error(created.error.code)
  let state: InstanceState = created.state
  const began = performance.now()
  // The first key is the body's.
  for (const activation of Object.keys(state.activations).slice(1)) {
    const decision = decide(many, state, { type: 'complete-user-task', at: 1, activation, variables: {} })
    if (!decision.ok) throw new Error(decision.error.code)
    state = decision.state
  }
  const took = performance.now() - began
  if (state.status !== 'completed') throw new Error('The multi-instance must complete')
  return { instances, microsecondsPerCommand: Math.round((took / instances) * 1000) }
}

if (import.meta.main) process.stdout.write(`${JSON.stringify(benchEngine(), null, 2)}\n`)
