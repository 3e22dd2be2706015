import type { Database } from '@fachwerk/postgres'
import { testDatabases, type TestDatabase } from '@fachwerk/postgres/test-kit'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { deploy, openHouse, value, type House } from '../test-kit/house.ts'
import { bpmn, file } from '../test-kit/models.ts'
import { citizen, clerk } from '../test-kit/people.ts'

const model = file(
  'ruft.bpmn',
  bpmn(`<bpmn:globalUserTask id="pruefung" name="Unterlagen prüfen" />
  <bpmn:process id="ruft" isExecutable="true"><bpmn:startEvent id="s" />
    <bpmn:callActivity id="c" calledElement="pruefung" /><bpmn:endEvent id="e" />
    <bpmn:sequenceFlow id="f1" sourceRef="s" targetRef="c" /><bpmn:sequenceFlow id="f2" sourceRef="c" targetRef="e" /></bpmn:process>`),
)

describe.each(testDatabases())('a global task on $kind', ({ create }) => {
  let own: TestDatabase
  let house: House
  let database: Database
  beforeAll(async () => {
    own = await create()
    database = own.database
  }, 60_000)
  afterAll(() => own.drop())
  beforeEach(() => database.execute('drop schema if exists kernel cascade'))
  afterEach(() => house.kernel.stop())

  test('is a task where it is called, and nothing a person could begin', async () => {
    house = await openHouse(database)
    await deploy(house.kernel, model)
    const { id } = value(await house.kernel.cases.start('ruft', {}, citizen, '1'))
    const [task] = (await house.kernel.tasks.list(clerk)).items
    expect(task?.name).toBe('Unterlagen prüfen')
    value(await house.kernel.tasks.complete(task!.id, {}, clerk, '2'))
    expect(value(await house.kernel.cases.get(id, citizen)).state).toBe('completed')
    expect((await house.kernel.cases.start('pruefung', {}, citizen, '3')).ok).toBe(false)
  })
})
