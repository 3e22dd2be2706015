import { newestBehaviour } from '@fachwerk/engine'
import { testDatabases } from '@fachwerk/postgres/test-kit'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { program } from '../../../engine/src/test-kit/older-program.ts'
import { deploy, openHouse, value, type House } from '../test-kit/house.ts'
import { bpmn, file } from '../test-kit/models.ts'
import { ownDatabase } from '../test-kit/own-database.ts'
import { citizen, clerk } from '../test-kit/people.ts'

const lanes = file(
  'bahnen.bpmn',
  bpmn(`<bpmn:process id="bahnen" isExecutable="true">
  <bpmn:laneSet><bpmn:lane id="l" name="buero"><bpmn:flowNodeRef>eins</bpmn:flowNodeRef><bpmn:flowNodeRef>zwei</bpmn:flowNodeRef></bpmn:lane></bpmn:laneSet>
  <bpmn:startEvent id="s" /><bpmn:userTask id="eins" name="Eins" /><bpmn:userTask id="zwei" name="Zwei" /><bpmn:endEvent id="e" />
  <bpmn:sequenceFlow id="f1" sourceRef="s" targetRef="eins" /><bpmn:sequenceFlow id="f2" sourceRef="eins" targetRef="zwei" />
  <bpmn:sequenceFlow id="f3" sourceRef="zwei" targetRef="e" /></bpmn:process>`),
)

describe.each(testDatabases())('the behaviour of a case on $kind', ({ create }) => {
  const own = ownDatabase(create)
  let house: House
  // The program as it was before lanes assigned.
  beforeEach(() => void (program.begins = 1))
  afterEach(async () => {
    program.begins = newestBehaviour
    await house.kernel.stop()
  })
  const taskOf = async (id: string) => (await house.kernel.tasks.list(clerk)).items.find((task) => task.caseId === id)

  test('is stored with it and stays when a newer program goes on with it', async () => {
    house = await openHouse(own.database)
    await deploy(house.kernel, lanes)
    const { id } = value(await house.kernel.cases.start('bahnen', {}, citizen, '1'))
    program.begins = newestBehaviour
    house = await house.restart()
    value(await house.kernel.tasks.complete((await taskOf(id))!.id, {}, clerk, '2'))
    expect(await taskOf(id)).toMatchObject({ name: 'Zwei', candidateGroups: [] })
    const fresh = value(await house.kernel.cases.start('bahnen', {}, citizen, '3'))
    expect(await taskOf(fresh.id)).toMatchObject({ name: 'Eins', offeredTo: ['buero'] })
  })
})
