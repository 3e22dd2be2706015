import { openDatabase } from '@fachwerk/postgres'
import { expect, test } from 'vitest'
import { silent } from '../log.ts'
import { startKernel } from '../start-kernel.ts'
import { deploy, testMasterKey, value } from '../test-kit/house.ts'
import { bpmn, file } from '../test-kit/models.ts'
import { citizen } from '../test-kit/people.ts'

test('a thrown message that reaches nobody is in the log, and the case goes on', async () => {
  const lines: unknown[] = []
  const database = await openDatabase({ dataDirectory: 'memory://' })
  const log = { ...silent, info: (...line: unknown[]) => void lines.push(line) }
  const kernel = await startKernel({ database, modules: [], demo: false, masterKey: testMasterKey, log })
  const throwing = bpmn(`<bpmn:message id="m" name="Niemandem" />
  <bpmn:process id="ruft" isExecutable="true"><bpmn:startEvent id="s" /><bpmn:sequenceFlow id="f" sourceRef="s" targetRef="e" />
    <bpmn:endEvent id="e"><bpmn:messageEventDefinition id="d" messageRef="m" /></bpmn:endEvent></bpmn:process>`)
  await deploy(kernel, file('ruft.bpmn', throwing))
  const { id, state } = value(await kernel.cases.start('ruft', {}, citizen, 'x'))
  expect(state).toBe('completed')
  expect(lines).toContainEqual(['a thrown message reached nobody', { case: id, message: 'Niemandem' }])
  await kernel.stop()
  await database.close()
}, 30_000)
