import { testDatabases, type TestDatabase } from '@fachwerk/postgres/test-kit'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { LedgerWriter } from '../ledger/ledger-writer.ts'
import { createOutgoing } from '../outgoing/outgoing.ts'
import { deploy, openHouse, value, type House } from '../test-kit/house.ts'
import { oneTask } from '../test-kit/models.ts'
import { citizen, clerk } from '../test-kit/people.ts'
import { apartFromAnswers, HeldAnswer } from './held-answer.ts'

describe.each(testDatabases())('an answer that is held on $kind', ({ create }) => {
  let own: TestDatabase
  let house: House
  let id: string
  beforeAll(async () => {
    own = await create()
    house = await openHouse(own.database)
    await deploy(house.kernel, oneTask('antrag', { groups: 'buero' }))
    id = value(await house.kernel.cases.start('antrag', { ort: 'Celle' }, citizen, 'held')).id
  }, 60_000)
  afterEach(() => vi.restoreAllMocks())
  afterAll(async () => {
    await house.kernel.stop()
    await own.drop()
  })
  const entries = async () =>
    (await sql<{ n: number }>`select count(*) as n from kernel.ledger_entry`.execute(own.database.kysely)).rows[0]!.n
  const read = () => house.kernel.cases.get(id, clerk)
  /** Entries stay on their way until they are let through. */
  const heldUp = () => {
    const { promise, resolve } = Promise.withResolvers<void>()
    const record = LedgerWriter.prototype.record
    vi.spyOn(LedgerWriter.prototype, 'record').mockImplementation(async function (this: LedgerWriter, ...given) {
      await promise
      return record.apply(this, given)
    })
    return resolve
  }

  test('gives the data before the entry is written, and leaves after it', async () => {
    const letThrough = heldUp()
    const before = await entries()
    const answer = new HeldAnswer()
    expect(value(await answer.run(read)).variables).toMatchObject({ ort: 'Celle' })
    expect(await entries()).toBe(before)
    expect(answer.isClosed).toBe(true)
    let left = false
    const leaving = answer.release().then((withheld) => {
      left = true
      return withheld
    })
    await house.kernel.people.get(clerk.id)
    expect(left).toBe(false)
    letThrough()
    expect(await leaving).toBeUndefined()
    expect(await entries()).toBe(before + 1)
    expect(answer.isClosed).toBe(false)
  })

  test('does not leave when an entry cannot be written, however much else could', async () => {
    const answer = new HeldAnswer()
    value(await answer.run(read))
    await answer.settled()
    await own.database.execute('alter table kernel.ledger_state rename to ledger_state_away')
    const shown = await answer.run(() => house.kernel.tasks.list(clerk))
    expect(shown.items.length).toBeGreaterThan(0)
    vi.spyOn(LedgerWriter.prototype, 'record').mockRejectedValue(new Error('disk full'))
    value(await answer.run(() => house.kernel.cases.get(id, citizen)))
    await own.database.execute('alter table kernel.ledger_state_away rename to ledger_state')
    expect(await answer.release()).toMatchObject({ refusal: { code: 'unavailable' }, cause: { message: 'disk full' } })
  })

  test('records what is shown twice once, and each person and channel apart', async () => {
    const before = await entries()
    const answer = new HeldAnswer()
    await answer.run(async () => {
      value(await read())
      value(await read())
      // The title is part of the whole.
      await house.kernel.cases.list(clerk)
    })
    expect(await answer.release()).toBeUndefined()
    expect(await entries()).toBe(before + 1)
    const next = new HeldAnswer()
    await next.run(async () => {
      value(await read())
      value(await house.kernel.cases.get(id, citizen))
      value(await house.kernel.cases.get(id, { ...clerk, access: { channel: 'export' } }))
    })
    expect(await next.release()).toBeUndefined()
    expect(await entries()).toBe(before + 4)
  })

  test('a list without titles shows nothing of anybody, and records nothing; tasks of one case are found by its id', async () => {
    const before = await entries()
    const answer = new HeldAnswer()
    const { tasks } = house.kernel
    const [own, other] = await answer.run(() =>
      Promise.all([tasks.list(clerk, { caseId: id, titles: false }), tasks.list(clerk, { caseId: 'another', titles: false })]),
    )
    expect(await answer.release()).toBeUndefined()
    expect([own!.items.map(({ caseId }) => caseId), other!.items]).toEqual([[id], []])
    expect(own!.items[0]).not.toHaveProperty('caseTitle')
    expect(await entries()).toBe(before)
  })

  test('a stated purpose that does not fit shows nothing, held or not', async () => {
    const curious = { ...clerk, access: { channel: 'page', purpose: 'statistics' } as const }
    expect(await new HeldAnswer().run(() => house.kernel.cases.get(id, curious))).toMatchObject({
      ok: false,
      error: { code: 'not-allowed' },
    })
  })

  test('after it has left, and apart from it, whoever reads waits for the own entry', async () => {
    const answer = new HeldAnswer()
    await answer.release()
    vi.spyOn(LedgerWriter.prototype, 'record').mockRejectedValue(new Error('disk full'))
    expect(await answer.run(read)).toMatchObject({ ok: false, error: { code: 'unavailable' } })
    const other = new HeldAnswer()
    expect(await other.run(() => apartFromAnswers(read))).toMatchObject({ ok: false, error: { code: 'unavailable' } })
    expect(await other.release()).toBeUndefined()
  })

  test('nothing that it shows is sent elsewhere before it is recorded', async () => {
    const asked: string[] = []
    const outgoing = createOutgoing({
      allow: ['dienst.example.de'],
      lookup: (host, _options, done) => {
        asked.push(host)
        done(new Error('nobody'), [])
      },
    })
    const send = () => outgoing.fetch('https://dienst.example.de/').catch((error: unknown) => error)
    vi.spyOn(LedgerWriter.prototype, 'record').mockRejectedValueOnce(new Error('disk full'))
    const failed = await new HeldAnswer().run(async () => {
      value(await read())
      return send()
    })
    expect([failed, asked]).toEqual([expect.objectContaining({ name: 'Error', message: expect.stringContaining('ledger') }), []])
    vi.restoreAllMocks()
    const letThrough = heldUp()
    const sent = new HeldAnswer().run(async () => {
      value(await read())
      const sending = send()
      await house.kernel.people.get(clerk.id)
      const early = [...asked]
      letThrough()
      await sending
      return early
    })
    expect([await sent, asked]).toEqual([[], ['dienst.example.de']])
  })
})
