/*
 * One command: it is checked against the state, its own part is done, and then the agenda is worked off until nothing more happens
 * without news from outside: tokens arrive, elements are activated, do their work, complete and send tokens on. Every change is an
 * event applied at once. Events and effects are the result; the given state stays as it was.
 */
import type { ActivationKey, Command, CommandError, Decision, Definitions, Event, InstanceState } from './api.ts'
import { enter, enterHappened } from './activity/life-cycle.ts'
import { instanceDone, nextInstance } from './activity/multi-instance.ts'
import { nextRound } from './activity/standard-loop.ts'
import { behaviourOf, newestBehaviour, program } from './behaviour.ts'
import { commandErrors } from './command-error.ts'
import { carryOut } from './commands.ts'
import type { CompiledNode, CompiledProcess } from './compiled-process.ts'
import { compiledProcess, gatewayBefore } from './compiled-process.ts'
import { beginAtGateway } from './elements/event-based-gateway/event-based-gateway.ts'
import { adHocIdle } from './elements/ad-hoc-sub-process/ad-hoc-sub-process.ts'
import { wakeComplexGateway } from './elements/complex-gateway/complex-gateway.ts'
import { wakeInclusiveJoin } from './elements/inclusive-gateway/inclusive-gateway.ts'
import { nextCompensation } from './compensation.ts'
import { recheckConditions } from './conditions.ts'
import { elements } from './elements/table.ts'
import { causes } from './incident.ts'
import { beginImplicitly } from './implicit-start.ts'
import { openListeners } from './listeners.ts'
import { LoopGuard } from './loop-guard.ts'
import type { Run, Step } from './run.ts'
import { Run as RunOfCommand } from './run.ts'
import type { State } from './state.ts'

/** What a command does to an instance. `state`: `undefined` before `create-instance`. Errors are values; nothing is thrown. */
export function decide(definitions: Definitions, state: InstanceState | undefined, command: Command): Decision {
  const process = compiledProcess(definitions.process)
  const input = { process, definitions, elements, at: command.at, by: 'by' in command ? command.by : undefined }
  if (command.type === 'create-instance') {
    if (state) return failed(commandErrors.alreadyCreated())
    const starts = startsOf(process, command.startEvent)
    if (!starts) return failed(commandErrors.noStartEvent())
    if (behaviourOf(command) > newestBehaviour) return failed(commandErrors.newerBehaviour())
    const run = new RunOfCommand(input, { created: created(definitions, command) })
    if (openListeners(run, undefined, undefined)) begin(run, starts)
    return settled(run)
  }
  if (!state) return failed(commandErrors.unknownActivation())
  if (state.status !== 'active') return failed(commandErrors.instanceEnded())
  // Begun by a newer program than this: what it would do here, nobody can say.
  if (behaviourOf(state) > newestBehaviour) return failed(commandErrors.newerBehaviour())
  const run = new RunOfCommand(input, { state: state as State })
  const error = carryOut(run, command)
  return error ? failed(error) : settled(run)
}

const failed = (error: CommandError): Decision => ({ ok: false, error })

function settled(run: Run): Decision {
  workOff(run)
  return { ok: true, events: run.events, effects: run.effects, state: run.state }
}

/** One place, or all those where a process without start event begins. */
function startsOf(process: CompiledProcess, id: string | undefined): readonly CompiledNode[] | undefined {
  const { startEvents, instantiating, implicitStarts } = process
  const one =
    id === undefined
      ? startEvents.find(({ node }) => node.type === 'startEvent' && node.definition.kind === 'none')
      : (startEvents.find((start) => start.id === id) ?? instantiating.find((start) => start.id === id))
  if (one) return [one]
  return id === undefined ? implicitStarts.get(undefined) : undefined
}

/** At a start event; or at what has just happened before an instance was there: a message for a receive task, an event behind a gateway. */
function begin(run: Run, starts: readonly CompiledNode[]): void {
  const [start] = starts
  if (!start) return
  if (run.process.implicitStarts.has(undefined)) return beginImplicitly(run, starts, undefined)
  if (start.node.type === 'startEvent') return enter(run, start, undefined)
  const gateway = gatewayBefore(start, run.process.nodes, run.process.flows)
  if (gateway) beginAtGateway(run, gateway, start)
  else enterHappened(run, start, undefined, {})
}

function created({ process }: Definitions, command: Extract<Command, { type: 'create-instance' }>): Event {
  return {
    type: 'instance-created',
    at: command.at,
    instance: command.instance,
    process: process.id,
    variables: command.variables,
    behaviour: command.behaviour ?? program.begins,
    ...(command.parent && { parent: command.parent }),
    ...(command.by !== undefined && { by: command.by }),
  }
}

function workOff(run: Run): void {
  const guard = new LoopGuard()
  while (run.state.status === 'active') {
    if (run.changedVariables.size > 0) recheckConditions(run)
    const step = run.nextStep()
    if (step) carryOutStep(run, step, guard)
    else if (!wakeInclusiveJoin(run) && !wakeComplexGateway(run, guard)) return
  }
}

function carryOutStep(run: Run, step: Step, guard: LoopGuard): void {
  if (step.kind === 'next-instance') nextInstance(run, step.body)
  else if (step.kind === 'next-compensation') nextCompensation(run, step.holder)
  else if (step.kind === 'ad-hoc-idle') adHocStep(run, step.scope, guard)
  else if (step.kind === 'next-round') nextRound(run, step.body, guard)
  else if (step.kind === 'instance-done') instanceDone(run, step.instance)
  else arrive(run, step, guard)
}

/** It may have got something to do meanwhile; and activities that do nothing must not keep it going for ever. */
function adHocStep(run: Run, scope: ActivationKey, guard: LoopGuard): void {
  const open = run.open(scope)
  if (!open || open.activation.open > 0) return
  if (guard.passes(open.node.id, scope, run.stepsDone)) adHocIdle(run, scope)
  else run.raise(scope, causes.endlessLoop(), 'work')
}

/** A token at the end of its flow activates the target, unless its scope has ended meanwhile or a join still waits for others. */
function arrive(run: Run, { flow, scope }: Extract<Step, { kind: 'arrive' }>, guard: LoopGuard): void {
  const { target } = flow
  const holder = scope === undefined ? run.state : run.activation(scope)
  if (!holder?.tokens.includes(flow.id)) return
  const { join } = run.behaviour(target.node.type)
  const consumed =
    target.startQuantity > 1
      ? enoughTokens(run, target, scope)
      : join
        ? join(run, target as CompiledNode<never>, scope)
        : flow.consumed
  if (!consumed) return
  if (guard.passes(target.id, scope, run.stepsDone)) enter(run, target, scope, consumed)
  else stopLoop(run, target, scope, consumed)
}

/** `startQuantity` tokens on the flows into an activity begin it together (BPMN 2.0.2, 13.3.2). */
function enoughTokens(run: Run, { incoming, startQuantity }: CompiledNode, scope: ActivationKey | undefined) {
  const waiting = run.tokensIn(scope).filter((flow) => incoming.includes(flow))
  return waiting.length >= startQuantity ? waiting.slice(0, startQuantity) : undefined
}

/** The element is activated without beginning, so that the incident has a place and resolving it goes on. */
function stopLoop(run: Run, target: CompiledNode, scope: ActivationKey | undefined, flows: readonly string[]): void {
  const activation = run.newId()
  run.emit({
    type: 'element-activated',
    at: run.at,
    element: target.id,
    activation,
    ...(scope !== undefined && { scope }),
    flows,
  })
  run.raise(activation, causes.endlessLoop(), 'enter')
}
