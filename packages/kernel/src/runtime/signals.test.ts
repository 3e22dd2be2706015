import { testDatabases } from '@fachwerk/postgres/test-kit'
import { afterEach, describe, expect, test } from 'vitest'
import { deploy, openHouse, value, type House } from '../test-kit/house.ts'
import { condition, escalations, signals } from '../test-kit/models.ts'
import { ownDatabase } from '../test-kit/own-database.ts'
import { citizen, clerk, operator } from '../test-kit/people.ts'

describe.each(testDatabases())('signals, escalations and conditions on $kind', ({ create }) => {
  const own = ownDatabase(create)
  let house: House
  afterEach(() => house.kernel.stop())
  const start = async (key: string, submission: string, variables = {}) =>
    value(await house.kernel.cases.start(key, variables, citizen, submission))
  const standsAt = async (id: string) => value(await house.kernel.cases.get(id, operator)).standsAt.toSorted()
  const taskNames = async () => (await house.kernel.tasks.list(clerk)).items.map(({ name }) => name).toSorted()

  test('a signal reaches every waiting case, twice where two wait in it, and begins what it begins', async () => {
    house = await openHouse(own.database)
    await deploy(house.kernel, signals)
    const one = await start('horcher', '1')
    const two = await start('horcher', '2')
    expect(await standsAt(one.id)).toEqual(['Streife'])
    const alarm = await start('alarm', '3', { ort: 'Hafen' })
    expect(alarm.state).toBe('completed')
    for (const { id } of [one, two]) expect(await standsAt(id)).toEqual(['Lesen', 'Zurück'])
    expect(value(await house.kernel.cases.get(one.id, operator)).variables).toMatchObject({ wo: 'Hafen' })
    expect(await taskNames()).toEqual(['Bericht schreiben', 'Lesen', 'Lesen', 'Zurück', 'Zurück'])
  })

  test('what waits for a signal still waits after a restart; the non-interrupting one waits on', async () => {
    house = await openHouse(own.database)
    await deploy(house.kernel, signals)
    const one = await start('horcher', '1')
    house = await house.restart()
    await start('alarm', '2', { ort: 'Hafen' })
    await start('alarm', '3', { ort: 'Bahnhof' })
    expect((await taskNames()).filter((name) => name !== 'Bericht schreiben')).toEqual(['Lesen', 'Lesen', 'Zurück'])
    expect(value(await house.kernel.cases.get(one.id, operator)).variables).toMatchObject({ wo: 'Bahnhof' })
  })

  test('an escalation of a called case is caught by its caller, and both go on', async () => {
    house = await openHouse(own.database)
    await deploy(house.kernel, escalations)
    const one = await start('fragt', '1')
    expect(await standsAt(one.id)).toEqual(['Erinnern', 'Rückfrage'])
    expect(await taskNames()).toEqual(['Antworten', 'Erinnern'])
  })

  test('a condition is looked at when a variable it reads is set', async () => {
    house = await openHouse(own.database)
    await deploy(house.kernel, condition)
    const one = await start('bedingt', '1', { betrag: 30 })
    value(await house.kernel.cases.setVariables(one.id, { betrag: 60 }, operator))
    expect(await standsAt(one.id)).toEqual(['Prüfen'])
    value(await house.kernel.cases.setVariables(one.id, { betrag: 120 }, operator))
    expect(await standsAt(one.id)).toEqual(['Vorlegen'])
  })
})
