import { testDatabases } from '@fachwerk/postgres/test-kit'
import { afterEach, describe, expect, test } from 'vitest'
import { day, deploy, openHouse, value, type House } from '../test-kit/house.ts'
import { bpmn, file } from '../test-kit/models.ts'
import { ownDatabase } from '../test-kit/own-database.ts'
import { citizen, clerk, operator } from '../test-kit/people.ts'

const subscription = '<bpmn:extensionElements><zeebe:subscription correlationKey="=nr" /></bpmn:extensionElements>'
const letter = `<bpmn:message id="m" name="Nachweis">${subscription}</bpmn:message>`
const flow = (id: string, source: string, target: string) =>
  `<bpmn:sequenceFlow id="${id}" sourceRef="${source}" targetRef="${target}" />`

/** A task first, then it waits for the message, then a second task. */
const waits = (id: string) =>
  file(
    `${id}.bpmn`,
    bpmn(`${letter}<bpmn:process id="${id}" isExecutable="true"><bpmn:startEvent id="start" />
    <bpmn:userTask id="pruefen" name="Prüfen" />
    <bpmn:intermediateCatchEvent id="warten" name="Warten"><bpmn:messageEventDefinition messageRef="m" /></bpmn:intermediateCatchEvent>
    <bpmn:userTask id="lesen" name="Lesen" />
    ${flow('a', 'start', 'pruefen')}${flow('b', 'pruefen', 'warten')}${flow('c', 'warten', 'lesen')}</bpmn:process>`),
  )

/** One case for each vehicle at a time. */
const perVehicle = file(
  'fahrzeug.bpmn',
  bpmn(`<bpmn:message id="m" name="Meldung" /><bpmn:process id="fahrzeug" isExecutable="true" xmlns:fachwerk="https://fachwerk.dev/schema/1.0/bpmn">
    <bpmn:startEvent id="start" fachwerk:onePerKey="true"><bpmn:messageEventDefinition messageRef="m" /></bpmn:startEvent>
    <bpmn:userTask id="bearbeiten" name="Bearbeiten" />${flow('a', 'start', 'bearbeiten')}</bpmn:process>`),
)

const conditional = file(
  'pegel.bpmn',
  bpmn(`<bpmn:process id="pegel" isExecutable="true"><bpmn:startEvent id="start"><bpmn:conditionalEventDefinition>
      <bpmn:condition xsi:type="bpmn:tFormalExpression">=pegel &gt; 7</bpmn:condition></bpmn:conditionalEventDefinition></bpmn:startEvent>
    <bpmn:userTask id="warnen" name="Warnen" />${flow('a', 'start', 'warnen')}</bpmn:process>`),
)
const bySignal = file(
  'alarmiert.bpmn',
  bpmn(`<bpmn:signal id="s" name="Alarm" /><bpmn:process id="alarmiert" isExecutable="true">
    <bpmn:startEvent id="start"><bpmn:signalEventDefinition signalRef="s" /></bpmn:startEvent>
    <bpmn:userTask id="ausruecken" name="Ausrücken" />${flow('a', 'start', 'ausruecken')}</bpmn:process>`),
)

describe.each(testDatabases())('messages that are kept, on $kind', ({ create }) => {
  const own = ownDatabase(create)
  let house: House
  afterEach(() => house.kernel.stop())
  const open = async (...files: Parameters<typeof deploy>[1][]) => {
    house = await openHouse(own.database)
    await deploy(house.kernel, ...files)
  }
  const start = async (key: string, nr: string) => value(await house.kernel.cases.start(key, { nr }, citizen, `${key} ${nr}`))
  const complete = async (name: string) => {
    const tasks = (await house.kernel.tasks.list(operator, { scope: 'all' })).items.filter((task) => task.name === name)
    value(await house.kernel.tasks.complete(tasks[0]!.id, {}, operator, `${tasks[0]!.id}`))
  }
  const standsAt = async (id: string) => value(await house.kernel.cases.get(id, operator)).standsAt
  const send = (name: string, key: string, variables = {}, keeping = {}) =>
    house.kernel.cases.correlate(name, key, variables, operator, keeping)
  const titles = async () => (await house.kernel.tasks.list(operator, { scope: 'all' })).items.map(({ name }) => name)

  test('one that nobody waits for is gone without a time to live, and is received later within it, after a restart too', async () => {
    await open(waits('antrag'))
    const one = await start('antrag', 'A-1')
    expect(value(await send('Nachweis', 'A-1'))).toEqual({ delivered: false })
    const sent = value(await send('Nachweis', 'A-1', { seiten: 3 }, { timeToLive: 'PT1H' }))
    expect(sent).toEqual({ delivered: false, keptUntil: new Date(house.now() + 3_600_000) })
    house = await house.restart(600_000)
    await complete('Prüfen')
    expect(await standsAt(one.id)).toEqual(['Lesen'])
    expect(value(await house.kernel.cases.get(one.id, operator)).variables).toMatchObject({ seiten: 3 })
  })

  test('it expires, goes to each process once, and only to the case with its key', async () => {
    await open(waits('antrag'), waits('beschwerde'))
    value(await send('Nachweis', 'A-1', {}, { timeToLive: 'PT1H' }))
    const [one, two, other, third] = [
      await start('antrag', 'A-1'),
      await start('beschwerde', 'A-1'),
      await start('antrag', 'A-2'),
      await start('antrag', 'A-1 '),
    ]
    for (let round = 0; round < 4; round++) await complete('Prüfen')
    expect(await Promise.all([one, two, other, third].map(({ id }) => standsAt(id)))).toEqual([
      ['Lesen'],
      ['Lesen'],
      ['Warten'],
      ['Warten'],
    ])
    value(await send('Nachweis', 'B-1', {}, { timeToLive: 'PT1H' }))
    await house.pass(2 * 3_600_000)
    const late = await start('antrag', 'B-1')
    await complete('Prüfen')
    expect(await standsAt(late.id)).toEqual(['Warten'])
  })

  test('the same id is refused while the first is kept, another name or key is another message', async () => {
    await open(waits('antrag'))
    const keeping = { timeToLive: 'P1D', messageId: 'eingang-7' }
    expect((await send('Nachweis', 'A-1', {}, keeping)).ok).toBe(true)
    expect(await send('Nachweis', 'A-1', {}, keeping)).toMatchObject({ ok: false, error: { code: 'conflict' } })
    expect((await send('Nachweis', 'A-2', {}, keeping)).ok).toBe(true)
    expect((await send('Nachtrag', 'A-1', {}, keeping)).ok).toBe(true)
    await house.pass(day + 1)
    expect((await send('Nachweis', 'A-1', {}, keeping)).ok).toBe(true)
    for (const timeToLive of ['P2M', 'morgen', 'PT0S', '-PT1H'])
      expect(await send('Nachweis', 'A-1', {}, { timeToLive })).toMatchObject({ ok: false, error: { code: 'invalid' } })
  })

  test('nothing of it stands readable in the database', async () => {
    await open(waits('antrag'))
    value(await send('Nachweis', 'H-AB 123', { halter: 'Brandt' }, { timeToLive: 'P1D', messageId: 'H-AB 123' }))
    const rows = await own.database.kysely
      .withSchema('kernel')
      .selectFrom('kept_message' as never)
      .selectAll()
      .execute()
    expect(rows).toHaveLength(1)
    expect(JSON.stringify(rows)).not.toMatch(/Brandt|H-AB/)
  })

  test('one case per key where the model asks: the next begins when the one before has ended', async () => {
    await open(perVehicle)
    const meldung = (key: string, n: number) => send('Meldung', key, { n }, { timeToLive: 'P1D' })
    const answers = await Promise.all([meldung('H-1', 1), meldung('H-1', 2), meldung('H-2', 3), meldung('H-1', 4)])
    expect(answers.map((answer) => value(answer).delivered)).toEqual([true, false, true, false])
    expect(await titles()).toHaveLength(2)
    house = await house.restart()
    const numbers = async () => {
      const { items } = await house.kernel.cases.list(operator, {})
      const all = await Promise.all(items.map(async ({ id }) => value(await house.kernel.cases.get(id, operator)).variables['n']))
      return (all as number[]).toSorted()
    }
    const end = async (n: number) => {
      for (const { id, state } of (await house.kernel.cases.list(operator, {})).items) {
        if (state !== 'active' || value(await house.kernel.cases.get(id, operator)).variables['n'] !== n) continue
        value(await house.kernel.cases.cancel(id, 'erledigt', operator))
      }
    }
    expect(await numbers()).toEqual([1, 3])
    await end(1)
    expect(await numbers()).toEqual([1, 2, 3])
    await end(3)
    expect(await numbers()).toEqual([1, 2, 3])
    await end(2)
    expect(await numbers()).toEqual([1, 2, 3, 4])
    // Without a time to live, or without a key, nothing waits.
    expect(value(await send('Meldung', 'H-1')).delivered).toBe(false)
    expect([value(await send('Meldung', '')).delivered, value(await send('Meldung', '')).delivered]).toEqual([true, true])
  })

  test('signals and values from outside reach and begin what waits for them', async () => {
    await open(conditional, bySignal)
    expect(value(await house.kernel.cases.broadcast('Alarm', { ort: 'Hafen' }, operator))).toEqual({ reached: 1 })
    expect(value(await house.kernel.cases.tell({ pegel: 6 }, operator))).toEqual({ reached: 0 })
    expect(value(await house.kernel.cases.tell({ pegel: 8 }, operator))).toEqual({ reached: 1 })
    expect((await titles()).toSorted()).toEqual(['Ausrücken', 'Warnen'])
    for (const refused of [house.kernel.cases.broadcast('Alarm', {}, citizen), house.kernel.cases.tell({ pegel: 8 }, citizen)])
      expect(await refused).toMatchObject({ ok: false, error: { code: 'not-allowed' } })
    expect((await house.kernel.cases.correlate('Alarm', '', {}, clerk)).ok).toBe(true)
  })
})
