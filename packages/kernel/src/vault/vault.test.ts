import { testDatabases, type TestDatabase } from '@fachwerk/postgres/test-kit'
import { sql } from 'kysely'
import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startKernel } from '../start-kernel.ts'
import { deploy, openHouse, testMasterKey, value, type House } from '../test-kit/house.ts'
import { messages, oneTask } from '../test-kit/models.ts'
import { citizen, clerk, operator, otherCitizen } from '../test-kit/people.ts'
import { storedTexts } from '../test-kit/stored-texts.ts'

async function* bytes(text: string) {
  yield new TextEncoder().encode(text)
}

describe.each(testDatabases())('what is stored on $kind', ({ create }) => {
  let own: TestDatabase
  let house: House
  beforeAll(async () => {
    own = await create()
    house = await openHouse(own.database)
    await deploy(house.kernel, oneTask('antrag', { groups: 'buero' }), messages)
  }, 60_000)
  afterAll(async () => {
    await house.kernel.stop()
    await own.drop()
  })

  test('holds nothing readable that a person wrote', async () => {
    const { cases, drafts, files, tasks } = house.kernel
    const photo = value(await files.put('Wolkenstein.txt', 'text/plain', bytes('Lichtbild Wolkenstein'), citizen))
    const one = value(await cases.start('antrag', { nachname: 'Wolkenstein', foto: { ...photo } }, citizen, 'sealed'))
    const draft = await drafts.open('start:antrag', citizen)
    value(await drafts.save(draft.id, { nachname: 'Wolkenstein' }, [], 0, citizen))
    const [task] = value(await cases.get(one.id, clerk)).tasks
    const work = await drafts.open(`task:${task!.id}`, clerk)
    value(await drafts.save(work.id, { vermerk: 'Frau Wolkenstein angerufen' }, [], 0, clerk))
    value(await cases.start('waiter', { nummer: 'CE-WO 1' }, citizen, 'message'))
    for (const { text } of await storedTexts(own.database)) expect(text).not.toMatch(/Wolkenstein|CE-WO 1/i)
    // Who may see it, sees it.
    expect(value(await cases.get(one.id, clerk)).variables).toMatchObject({ nachname: 'Wolkenstein' })
    expect(value(await drafts.get(draft.id, citizen)).answers).toEqual({ nachname: 'Wolkenstein' })
    expect(value(await drafts.get(work.id, clerk)).answers).toEqual({ vermerk: 'Frau Wolkenstein angerufen' })
    expect(value(await files.get(photo.id, clerk))).toMatchObject({ name: 'Wolkenstein.txt' })
    expect(value(await cases.correlate('bezahlt', 'CE-WO 1', {}, clerk))).toEqual({ delivered: true })
    expect(value(await tasks.get(task!.id, clerk)).variables).toMatchObject({ nachname: 'Wolkenstein' })
  })

  test('is read again after a restart, by the same master key only', async () => {
    const one = value(await house.kernel.cases.start('antrag', { ort: 'Celle' }, citizen, 'restart'))
    await house.kernel.stop()
    const wrong = startKernel({ database: own.database, modules: [], demo: false, masterKey: randomBytes(32) })
    await expect(wrong).rejects.toThrow(/Hauptschlüssel passt nicht/)
    house = await openHouse(own.database)
    expect(value(await house.kernel.cases.get(one.id, citizen)).variables).toMatchObject({ ort: 'Celle' })
  })

  test('that was altered from outside is not taken for true, and named in the log by ids only', async () => {
    const lines: string[] = []
    const note = (message: string, fields?: object) => void lines.push(`${message} ${JSON.stringify(fields)}`)
    const one = value(await house.kernel.cases.start('antrag', { ort: 'Uelzen' }, otherCitizen, 'tamper-1'))
    const two = value(await house.kernel.cases.start('antrag', { ort: 'Gifhorn' }, citizen, 'tamper-2'))
    await house.kernel.stop()
    await sql`update kernel.step set sealed = (select sealed from kernel.step where instance_id = ${two.id}) where instance_id = ${one.id}`.execute(
      own.database.kysely,
    )
    const masterKey = testMasterKey
    const kernel = await startKernel({
      database: own.database,
      modules: [],
      demo: true,
      masterKey,
      log: { info: note, warn: note, error: note },
    })
    expect(await kernel.cases.get(one.id, operator)).toMatchObject({ ok: false, error: { code: 'unavailable' } })
    expect(value(await kernel.cases.get(two.id, operator)).variables).toMatchObject({ ort: 'Gifhorn' })
    expect(lines.join('\n')).toContain(one.id)
    expect(lines.join('\n')).not.toMatch(/Uelzen|Gifhorn/)
    const [broken] = (await kernel.tasks.list(operator, { limit: 200 })).items.filter(({ caseId }) => caseId === one.id)
    expect((await kernel.tasks.complete(broken!.id, {}, operator, 'broken')).ok).toBe(false)
    expect((await kernel.cases.start('antrag', {}, citizen, 'goes-on')).ok).toBe(true)
    await kernel.stop()
    house = await openHouse(own.database)
  })

  test('is recorded in the ledger when it is shown, or not shown', async () => {
    const one = value(await house.kernel.cases.start('antrag', { ort: 'Celle' }, citizen, 'recorded'))
    const count = async () =>
      Number(
        (
          await sql<{ n: number }>`select count(*) as n from kernel.ledger_entry where case_id = ${one.id}`.execute(
            own.database.kysely,
          )
        ).rows[0]!.n,
      )
    value(await house.kernel.cases.get(one.id, clerk))
    const { rows } = await sql<{ content: string }>`select content from kernel.ledger_entry where case_id = ${one.id}`.execute(
      own.database.kysely,
    )
    const entry = JSON.parse(rows[0]!.content)
    expect(entry).toMatchObject({
      tenant: 'land',
      actor: { id: expect.stringMatching(/^[0-9a-f]{32}$/), role: 'Sachbearbeitung', relation: 'group' },
      channel: 'page',
      purpose: 'case-work',
      categories: ['other'],
      case: { id: one.id, number: one.number },
    })
    expect(entry.subject).toMatch(/^[0-9a-f]{32}$/)
    expect(rows[0]!.content).not.toContain('Person')
    value(await house.kernel.cases.get(one.id, citizen))
    expect(await count()).toBe(2)
    expect(await house.kernel.cases.get(one.id, { ...clerk, access: { channel: 'page', purpose: 'statistics' } })).toMatchObject({
      error: { code: 'not-allowed', detail: { de: expect.stringContaining('Statistik') } },
    })
    expect(await count()).toBe(2)
    await own.database.execute('alter table kernel.ledger_state rename to ledger_state_away')
    expect(await house.kernel.cases.get(one.id, clerk)).toMatchObject({ error: { code: 'unavailable' } })
    await own.database.execute('alter table kernel.ledger_state_away rename to ledger_state')
    value(await house.kernel.cases.get(one.id, clerk))
    expect(await count()).toBe(3)
  })
})
