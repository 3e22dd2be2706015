import { testDatabases, type TestDatabase } from '@fachwerk/postgres/test-kit'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { day, deploy, openHouse, value, type House } from '../test-kit/house.ts'
import { oneTask } from '../test-kit/models.ts'
import { citizen, clerk, operator, otherCitizen, stranger } from '../test-kit/people.ts'

describe.each(testDatabases())('drafts, files and sessions on $kind', ({ create }) => {
  let own: TestDatabase
  let house: House
  beforeAll(async () => {
    own = await create()
    house = await openHouse(own.database)
    await deploy(house.kernel, oneTask('antrag', { groups: 'buero' }))
  }, 60_000)
  afterAll(async () => {
    await house.kernel.stop()
    await own.drop()
  })

  test('one draft per person and subject; a stale page is refused', async () => {
    const { drafts } = house.kernel
    const [first, again] = await Promise.all([drafts.open('start:antrag', citizen), drafts.open('start:antrag', citizen)])
    expect(again).toEqual(first)
    expect((await drafts.open('start:antrag', otherCitizen)).id).not.toBe(first!.id)
    const saved = value(await drafts.save(first!.id, { name: 'Ada', orte: ['a', 'b'] }, ['eins'], first!.revision, citizen))
    expect(saved).toMatchObject({
      answers: { name: 'Ada', orte: ['a', 'b'] },
      donePages: ['eins'],
      revision: first!.revision + 1,
    })
    expect(await drafts.save(first!.id, { name: 'alt' }, [], first!.revision, citizen)).toMatchObject({
      error: { code: 'conflict' },
    })
    expect(value(await drafts.get(first!.id, citizen)).answers).toMatchObject({ name: 'Ada' })
  })

  test("a draft is its owner's alone, and can be discarded", async () => {
    const { drafts } = house.kernel
    const draft = await drafts.open('task:t_1', citizen)
    for (const answer of [
      await drafts.get(draft.id, operator),
      await drafts.save(draft.id, {}, [], 1, operator),
      await drafts.get('d_\0', citizen),
    ]) {
      expect(answer).toMatchObject({ error: { code: 'not-found' } })
    }
    await drafts.discard(draft.id, operator)
    expect((await drafts.list(citizen)).map(({ id }) => id)).toContain(draft.id)
    value(await drafts.discard(draft.id, citizen))
    expect((await drafts.list(citizen)).map(({ id }) => id)).not.toContain(draft.id)
  })

  test('drafts expire', async () => {
    const draft = await house.kernel.drafts.open('start:spaeter', citizen)
    expect(draft.expiresAt.getTime() - house.now()).toBe(90 * day)
    await house.pass(91 * day)
    expect(await house.kernel.drafts.get(draft.id, citizen)).toMatchObject({ error: { code: 'not-found' } })
  })

  async function* stream(...parts: readonly Uint8Array[]) {
    yield* parts
  }

  test('files are read back as they came, and lie sealed in the database, each with a key of its own', async () => {
    const { files } = house.kernel
    const content = [new Uint8Array([1, 2, 255]), new Uint8Array([0])]
    const one = value(await files.put(String.raw`C:\Daten\messung.dat`, 'application/x-messung', stream(...content), citizen))
    const two = value(await files.put('kopie.dat', 'nonsense', stream(...content), otherCitizen))
    expect(one).toMatchObject({ name: 'messung.dat', type: 'application/x-messung', size: 4 })
    expect(two).toMatchObject({ type: 'application/octet-stream', sha256: one.sha256 })
    expect(value(await files.get(one.id, citizen)).content).toEqual(new Uint8Array([1, 2, 255, 0]))
    const stored = await sql<{
      sealed: Uint8Array
    }>`select sealed from kernel.file_content where file_id in (${one.id}, ${two.id})`.execute(own.database.kysely)
    const [first, second] = stored.rows.map(({ sealed }) => Buffer.from(sealed))
    expect(first!.equals(second!)).toBe(false)
    expect(first!.includes(Buffer.from([1, 2, 255, 0]))).toBe(false)
  })

  test('a file can be read by its owner and by those who may see the case it was handed in with', async () => {
    const { files, cases } = house.kernel
    const mine = value(await files.put('nachweis.pdf', 'application/pdf', stream(new TextEncoder().encode('%PDF-1.7')), citizen))
    expect(await files.get(mine.id, clerk)).toMatchObject({ error: { code: 'not-found' } })
    value(await cases.start('antrag', { anlagen: [{ ...mine }] }, citizen, 'with-file'))
    expect((await files.get(mine.id, clerk)).ok).toBe(true)
    expect((await files.get(mine.id, stranger)).ok).toBe(false)
    // Naming somebody else's file in an own case does not open it.
    value(await cases.start('antrag', { anlagen: [{ ...mine }] }, otherCitizen, 'stolen'))
    expect((await files.get(mine.id, otherCitizen)).ok).toBe(false)
  })

  test('a file whose content is not what its name says is refused, and nothing of it is kept', async () => {
    const before = await sql<{ n: number }>`select count(*) as n from kernel.file_content`.execute(own.database.kysely)
    const refused = await house.kernel.files.put('scan.pdf', 'application/pdf', stream(new TextEncoder().encode('MZ')), citizen)
    expect(refused).toMatchObject({ ok: false, error: { code: 'invalid' } })
    const after = await sql<{ n: number }>`select count(*) as n from kernel.file_content`.execute(own.database.kysely)
    expect(after.rows).toEqual(before.rows)
  })

  test('a file over the bound is refused while it is read', async () => {
    let read = 0
    async function* endless() {
      for (;;) {
        read++
        yield new Uint8Array(1024 * 1024)
      }
    }
    expect(await house.kernel.files.put('gross', 'a/b', endless(), citizen)).toMatchObject({ error: { code: 'too-large' } })
    expect(read).toBe(21)
  })

  test('a session lasts a working day; the token itself is nowhere stored', async () => {
    const { sessions } = house.kernel
    const token = await sessions.create('clerk')
    expect(await sessions.person(token)).toMatchObject({ id: 'clerk', groups: ['buero'], roles: ['clerk'] })
    const stored = await sql<{ token_hash: string }>`select token_hash from kernel.session_token`.execute(own.database.kysely)
    expect(JSON.stringify(stored.rows)).not.toContain(token)
    expect(await sessions.person('guess')).toBeUndefined()
    const other = await sessions.create('clerk')
    await sessions.end(other)
    expect(await sessions.person(other)).toBeUndefined()
    await house.pass(day)
    expect(await sessions.person(token)).toBeUndefined()
  })
})
