import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testDatabases, type TestDatabase } from '@fachwerk/postgres/test-kit'
import type { Person } from '../api.ts'
import { deploy, openHouse, value, type House } from '../test-kit/house.ts'
import { bpmn, file, oneTask } from '../test-kit/models.ts'
import { citizen, clerk, otherCitizen } from '../test-kit/people.ts'

const form = JSON.stringify({
  id: 'verlangen',
  type: 'default',
  components: [
    { type: 'textfield', id: 'f', key: 'bezug.vorgang', label: 'Vorgang', properties: { personal: 'none', ownCase: true } },
  ],
})
const asking = bpmn(`<bpmn:process id="verlangen" isExecutable="true">
  <bpmn:startEvent id="start"><bpmn:extensionElements><zeebe:formDefinition formId="verlangen" /></bpmn:extensionElements></bpmn:startEvent>
  <bpmn:sequenceFlow id="f1" sourceRef="start" targetRef="end" /><bpmn:endEvent id="end" /></bpmn:process>`)

describe.each(testDatabases())('numbers of own cases in a form on $kind', ({ create }) => {
  let own: TestDatabase
  let house: House
  let number = ''
  beforeAll(async () => {
    own = await create()
    house = await openHouse(own.database)
    await deploy(
      house.kernel,
      oneTask('antrag', { groups: 'buero' }),
      file('verlangen.bpmn', asking),
      file('verlangen.form', form),
    )
    ;({ number } = value(await house.kernel.cases.start('antrag', {}, citizen, 'own-case')))
  }, 60_000)
  afterAll(async () => {
    await house.kernel.stop()
    await own.drop()
  })
  let asked = 0
  const ask = (vorgang: string, person: Person) =>
    house.kernel.cases.start('verlangen', { bezug: { vorgang } }, person, `ask-${(asked += 1)}`)

  test('the own number is taken, in small letters and with spaces too, and so is none', async () => {
    for (const given of [number, ` ${number.toLowerCase()} `, '', ' ']) value(await ask(given, citizen))
  })

  test('a case of somebody else, and none at all, are refused alike at the field', async () => {
    for (const [given, person] of [
      [number, otherCitizen],
      ['BP-2026-99999', otherCitizen],
      ['irgendwas', citizen],
    ] as const) {
      const answer = await ask(given, person)
      expect(answer).toMatchObject({ ok: false, error: { code: 'invalid', problems: [{ element: 'bezug.vorgang' }] } })
      expect(answer.ok ? '' : answer.error.problems![0]!.message.de).toContain('keinen Vorgang von Ihnen')
    }
  })

  test('staff write down what came on paper: cases of their authority', async () => {
    value(await ask(number, clerk))
    expect(await ask('BP-2026-99999', clerk)).toMatchObject({ ok: false, error: { code: 'invalid' } })
  })
})
