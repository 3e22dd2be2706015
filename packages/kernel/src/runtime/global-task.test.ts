import { testDatabases } from '@fachwerk/postgres/test-kit'
import { afterEach, describe, expect, test } from 'vitest'
import { deploy, openHouse, value, type House } from '../test-kit/house.ts'
import { bpmn, file } from '../test-kit/models.ts'
import { ownDatabase } from '../test-kit/own-database.ts'
import { citizen, clerk } from '../test-kit/people.ts'

const model = file(
  'ruft.bpmn',
  bpmn(`<bpmn:globalUserTask id="pruefung" name="Unterlagen prüfen" />
  <bpmn:process id="ruft" isExecutable="true"><bpmn:startEvent id="s" />
    <bpmn:callActivity id="c" calledElement="pruefung" /><bpmn:endEvent id="e" />
    <bpmn:sequenceFlow id="f1" sourceRef="s" targetRef="c" /><bpmn:sequenceFlow id="f2" sourceRef="c" targetRef="e" /></bpmn:process>`),
)

describe.each(testDatabases())('a global task on $kind', ({ create }) => {
  const own = ownDatabase(create)
  let house: House
  afterEach(() => house.kernel.stop())

  test('is a task where it is called, and nothing a person could begin', async () => {
    house = await openHouse(own.database)
    await deploy(house.kernel, model)
    const { id } = value(await house.kernel.cases.start('ruft', {}, citizen, '1'))
    const [task] = (await house.kernel.tasks.list(clerk)).items
    expect(task?.name).toBe('Unterlagen prüfen')
    value(await house.kernel.tasks.complete(task!.id, {}, clerk, '2'))
    expect(value(await house.kernel.cases.get(id, citizen)).state).toBe('completed')
    expect((await house.kernel.cases.start('pruefung', {}, citizen, '3')).ok).toBe(false)
  })
})
