import { describe, expect, it } from 'vitest'
import type { Command, Event } from './api.ts'
import { behaviours, newestBehaviour } from './behaviour.ts'
import { decide } from './decide.ts'
import { replay } from './evolve.ts'
import { drawn, way } from './test-kit/drawn.ts'

const model = drawn(
  `<laneSet><lane id="amt" name="Amt"><flowNodeRef>eins</flowNodeRef><childLaneSet><lane id="s" name="Sachbearbeitung"><flowNodeRef>zwei</flowNodeRef></lane></childLaneSet></lane></laneSet>
   <startEvent id="s0"/><userTask id="eins"/><userTask id="zwei"/>
   <userTask id="drei"><extensionElements><zeebe:assignmentDefinition candidateGroups="kasse"/></extensionElements></userTask>
   <endEvent id="e"/>${way('s0', 'eins', 'zwei', 'drei', 'e')}`,
)
const definitions = { process: model, decide: () => undefined }

/** All events of an instance whose tasks are completed one after the other. */
function historyOf(
  first: Omit<Extract<Command, { type: 'create-instance' }>, 'at' | 'type' | 'instance' | 'variables'>,
): readonly Event[] {
  const events: Event[] = []
  let command: Command | undefined = { type: 'create-instance', instance: 'i', variables: {}, at: 0, ...first }
  while (command) {
    // As it is read from storage, never the state just decided.
    const decision = decide(definitions, replay(undefined, events), command)
    if (!decision.ok) throw new Error(decision.error.code)
    events.push(...(JSON.parse(JSON.stringify(decision.events)) as Event[]))
    const [activation] = Object.keys(decision.state.activations)
    command = activation === undefined ? undefined : { type: 'complete-user-task', activation, variables: {}, at: 1 }
  }
  return events
}

const groupsIn = (events: readonly Event[]) =>
  events.flatMap((event) => (event.type === 'user-task-created' ? [event.task.candidateGroups] : []))

describe('numbered behaviours', () => {
  it('are numbered without gap, and the last is what new instances begin with', () => {
    expect(Object.keys(behaviours).map(Number)).toEqual(Object.keys(behaviours).map((_, index) => index + 1))
    expect(historyOf({})[0]).toMatchObject({ type: 'instance-created', behaviour: newestBehaviour })
  })

  it('2: a lane is the group of a task that names nobody', () => {
    expect(groupsIn(historyOf({}))).toEqual([['Amt'], ['Sachbearbeitung'], ['kasse']])
  })

  it('an instance begun under an older number keeps its old behaviour to the end', () => {
    expect(groupsIn(historyOf({ behaviour: 1 }))).toEqual([[], [], ['kasse']])
  })

  it('a log without a number is from before there were any', () => {
    const [created, ...rest] = historyOf({ behaviour: 1 })
    const { behaviour: _, ...old } = created as Extract<Event, { type: 'instance-created' }>
    const open = [old as Event, ...rest.slice(0, rest.findIndex(({ type }) => type === 'user-task-created') + 1)]
    const state = replay(undefined, open)!
    expect(state.behaviour).toBeUndefined()
    const [activation] = Object.keys(state.activations)
    const decision = decide(definitions, state, { type: 'complete-user-task', activation: activation!, variables: {}, at: 1 })
    expect(decision.ok && groupsIn(decision.events)).toEqual([[]])
  })

  it('what a newer program has begun is refused, not guessed', () => {
    const create = { type: 'create-instance', instance: 'i', variables: {}, at: 0 } as const
    const refused = { ok: false, error: { code: 'newer-behaviour' } }
    expect(decide(definitions, undefined, { ...create, behaviour: newestBehaviour + 1 })).toMatchObject(refused)
    const decision = decide(definitions, undefined, create)
    const state = { ...(decision.ok ? decision.state : undefined!), behaviour: newestBehaviour + 1 }
    expect(decide(definitions, state, { type: 'cancel-instance', reason: '', at: 1 })).toMatchObject(refused)
  })
})
