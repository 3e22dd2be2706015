import { testMasterKey } from '../../../packages/kernel/src/test-kit/house.ts'
import { startKernel, type Kernel } from '@fachwerk/kernel'
import { openDatabase, type Database } from '@fachwerk/postgres'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { assistants } from '../module.ts'
import { aylin, betrieb, holger, jonas, mara, torben } from './people.ts'

describe('the demo as a new house shows it', () => {
  let database: Database
  let kernel: Kernel
  let seeding = 0
  beforeAll(async () => {
    database = await openDatabase({ dataDirectory: 'memory://' })
    const { seed } = assistants.demo!
    const timed = async (house: Kernel) => {
      const begun = performance.now()
      await seed(house)
      seeding = performance.now() - begun
    }
    kernel = await startKernel({
      database,
      modules: [{ ...assistants, demo: { ...assistants.demo!, seed: timed } }],
      demo: true,
      masterKey: testMasterKey,
    })
  }, 60_000)
  afterAll(async () => {
    await kernel.stop()
    await database.close()
  })
  const places = async (processKey: string): Promise<readonly string[]> =>
    (await kernel.cases.list(betrieb, { processKey, limit: 50 })).items
      .map(({ state, standsAt }) => (state === 'active' ? standsAt.join(', ') : state))
      .toSorted()

  test('is there quickly: the first start has ten seconds in all', () => {
    // Two seconds on a machine of its own; tests share theirs.
    expect(seeding).toBeLessThan(10_000)
  })

  test('permits stand at every stage', async () =>
    expect(await places('bewohnerparkausweis')).toEqual(
      [
        'Antrag entscheiden',
        'Gebühr bezahlen',
        'Stellung nehmen',
        'Wohnsitz von Hand prüfen',
        'completed',
        'completed',
      ].toSorted(),
    ))

  test('reports stand at every stage', async () =>
    expect(await places('strafanzeige-online')).toEqual(
      ['Anzeige prüfen', 'Anzeige prüfen', 'Anzeige prüfen', 'Rückfrage beantworten', 'completed', 'completed'].toSorted(),
    ))

  test('accidents stand at every stage, the one from a week ago is overdue and no other', async () => {
    expect(await places('verkehrsunfallaufnahme')).toEqual(
      ['Aufnahme prüfen', 'Maßnahmen bestätigen', 'Unfallmitteilung aushändigen', 'completed'].toSorted(),
    )
    const overdue = await kernel.tasks.list(betrieb, { scope: 'all', overdue: true })
    expect(overdue.items.map(({ name, processName }) => `${processName}: ${name}`)).toEqual([
      'Verkehrsunfallaufnahme: Aufnahme prüfen',
    ])
  })

  test('nothing is disturbed', async () => expect((await kernel.status()).incidents).toBe(0))

  test.each([
    ['citizen', aylin],
    ['citizen with an open question', torben],
    ['clerk', jonas],
    ['officer', mara],
    ['head of station', holger],
  ])('the %s has something to do or to look at', async (_, person) => {
    const tasks = await kernel.tasks.list(person)
    const cases = await kernel.cases.list(person)
    expect(tasks.total + cases.total).toBeGreaterThan(0)
  })

  test('cases belong to those who began them', async () => {
    const own = await kernel.cases.list(torben)
    const details = await kernel.cases.get(own.items[0]!.id, torben)
    expect(details.ok && details.value.variables['starter']).toBe(torben.id)
  })

  test('a citizen sees no case of another', async () => {
    const [foreign] = (await kernel.cases.list(torben)).items
    expect(await kernel.cases.get(foreign!.id, aylin)).toMatchObject({ ok: false })
  })
})
