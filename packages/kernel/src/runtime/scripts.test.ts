import { testDatabases } from '@fachwerk/postgres/test-kit'
import { afterEach, describe, expect, test } from 'vitest'
import { deploy, openHouse, value, type House } from '../test-kit/house.ts'
import { bpmn, file } from '../test-kit/models.ts'
import { ownDatabase } from '../test-kit/own-database.ts'
import { citizen, operator } from '../test-kit/people.ts'

const scripted = (id: string, script: string) =>
  file(
    `${id}.bpmn`,
    bpmn(`<bpmn:process id="${id}" isExecutable="true">
    <bpmn:startEvent id="start" />
    <bpmn:scriptTask id="rechnen" name="Gebühr berechnen" scriptFormat="javascript"><bpmn:script><![CDATA[${script}]]></bpmn:script></bpmn:scriptTask>
    <bpmn:userTask id="check" name="Prüfen" />
    <bpmn:sequenceFlow id="f1" sourceRef="start" targetRef="rechnen" />
    <bpmn:sequenceFlow id="f2" sourceRef="rechnen" targetRef="check" />
  </bpmn:process>`),
  )

describe.each(testDatabases())('scripts on $kind', ({ create }) => {
  const own = ownDatabase(create)
  let house: House
  afterEach(() => house.kernel.stop())
  const start = async (key: string, variables = {}) => value(await house.kernel.cases.start(key, variables, citizen, key))
  const variablesOf = async (id: string) => value(await house.kernel.cases.get(id, operator)).variables

  test('a script in JavaScript runs, and what it set is there after a restart', async () => {
    house = await openHouse(own.database)
    await deploy(
      house.kernel,
      scripted('gebuehr', 'execution.setVariable("gebuehr", wochen * 15.5); execution.setVariable("wann", Date.now())'),
    )
    const one = await start('gebuehr', { wochen: 2 })
    const before = await variablesOf(one.id)
    expect(before).toMatchObject({ gebuehr: 31 })
    house = await house.restart()
    expect(await variablesOf(one.id)).toEqual(before)
  })

  test('a script that never ends is an incident; the server and other cases go on', async () => {
    house = await openHouse(own.database)
    await deploy(house.kernel, scripted('ewig', 'for (;;);'))
    await deploy(house.kernel, scripted('gut', 'execution.setVariable("a", 1)'))
    const one = await start('ewig')
    const { incidents } = value(await house.kernel.cases.get(one.id, operator))
    expect(incidents[0]?.message.de).toContain('Es rechnet zu lange')
    expect(await variablesOf((await start('gut')).id)).toMatchObject({ a: 1 })
  })

  test('a script that cannot be read is refused before it is published', async () => {
    house = await openHouse(own.database)
    const problems = await house.kernel.models.check([scripted('kaputt', 'const a = 1\nlet = ;')])
    expect(problems.map(({ rule, element }) => `${rule} ${element}`)).toContain('script-syntax rechnen')
    expect(problems.find(({ rule }) => rule === 'script-syntax')!.message.de).toContain('Zeile 2')
  })
})
