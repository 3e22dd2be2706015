import { testDatabases } from '@fachwerk/postgres/test-kit'
import { afterEach, describe, expect, test } from 'vitest'
import { deploy, openHouse, value, type House } from '../test-kit/house.ts'
import { bpmn, file } from '../test-kit/models.ts'
import { ownDatabase } from '../test-kit/own-database.ts'
import { citizen, clerk } from '../test-kit/people.ts'

/** Two pools; no message has a name, only the arrows between them say who hears whom. */
const partners = file(
  'partner.bpmn',
  bpmn(`<bpmn:collaboration id="c"><bpmn:participant id="p1" processRef="buerger" /><bpmn:participant id="p2" processRef="amt" />
  <bpmn:messageFlow id="antrag" sourceRef="stellen" targetRef="eingang" /><bpmn:messageFlow id="bescheid" sourceRef="bescheiden" targetRef="erhalten" /></bpmn:collaboration>
  <bpmn:process id="buerger" isExecutable="true"><bpmn:startEvent id="s" />
    <bpmn:intermediateThrowEvent id="stellen"><bpmn:extensionElements><zeebe:ioMapping><zeebe:input source="=wunsch" target="antrag" /></zeebe:ioMapping></bpmn:extensionElements><bpmn:messageEventDefinition id="m1" /></bpmn:intermediateThrowEvent>
    <bpmn:receiveTask id="erhalten" name="Bescheid erhalten" /><bpmn:endEvent id="e" />
    <bpmn:sequenceFlow id="f1" sourceRef="s" targetRef="stellen" /><bpmn:sequenceFlow id="f2" sourceRef="stellen" targetRef="erhalten" />
    <bpmn:sequenceFlow id="f3" sourceRef="erhalten" targetRef="e" /></bpmn:process>
  <bpmn:process id="amt" isExecutable="true"><bpmn:startEvent id="eingang"><bpmn:messageEventDefinition id="m2" /></bpmn:startEvent>
    <bpmn:userTask id="pruefen" name="Prüfen" /><bpmn:endEvent id="bescheiden"><bpmn:messageEventDefinition id="m3" /></bpmn:endEvent>
    <bpmn:sequenceFlow id="g1" sourceRef="eingang" targetRef="pruefen" /><bpmn:sequenceFlow id="g2" sourceRef="pruefen" targetRef="bescheiden" /></bpmn:process>`),
)

describe.each(testDatabases())('partners of one drawing on $kind', ({ create }) => {
  const own = ownDatabase(create)
  let house: House
  afterEach(() => house.kernel.stop())

  test('begin each other and answer along the message flows, without a name', async () => {
    house = await openHouse(own.database)
    await deploy(house.kernel, partners)
    const { id } = value(await house.kernel.cases.start('buerger', { wunsch: 'Parkausweis' }, citizen, '1'))
    const [task] = (await house.kernel.tasks.list(clerk)).items
    expect(task?.name).toBe('Prüfen')
    expect(value(await house.kernel.cases.get(id, citizen)).state).toBe('active')
    value(await house.kernel.tasks.complete(task!.id, {}, clerk, '2'))
    expect(value(await house.kernel.cases.get(id, citizen)).state).toBe('completed')
  })
})
