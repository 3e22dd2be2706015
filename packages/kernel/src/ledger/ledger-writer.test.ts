import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { decodeEntry, leafHash, MerkleTree, type LedgerEntry } from '@fachwerk/ledger'
import { migrate } from '@fachwerk/postgres'
import { testDatabases, type TestDatabase } from '@fachwerk/postgres/test-kit'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { silent } from '../log.ts'
import type { KernelSql } from '../storage/tables.ts'
import { LedgerUnavailable } from './ledger-error.ts'
import { LedgerWriter } from './ledger-writer.ts'

const start = Date.UTC(2026, 10, 23, 12)
const subject = createHash('sha256').update('somebody').digest('hex').slice(0, 32)
const entry = (at: number, change: Partial<LedgerEntry> = {}): LedgerEntry => ({
  at,
  tenant: 'celle',
  subject,
  actor: { id: subject, role: 'Sachbearbeitung', unit: 'Bürgeramt Celle', tenant: 'celle', relation: 'group' },
  channel: 'page',
  categories: ['name', 'address'],
  purpose: 'case-work',
  purposeText: 'Antrag auf Bewohnerparken',
  legalBasis: '§ 45 StVO',
  ...change,
})

describe.each(testDatabases())('recording on $kind', ({ create }) => {
  let opened: TestDatabase
  let database: KernelSql
  const writer = () => new LedgerWriter({ sql: database, clock: () => start, log: silent })
  beforeAll(async () => {
    opened = await create()
    await migrate(opened.database, { owner: 'kernel', directory: join(import.meta.dirname, '..', '..', 'migrations') })
    database = opened.database.kysely.withSchema('kernel') as KernelSql
  })
  afterAll(() => opened.drop())

  const stored = async () => {
    const { rows } = await sql<{ index: number; at: number; commitment: Uint8Array; content: string | null }>`
      select index, at, commitment, content from kernel.ledger_entry order by index`.execute(database)
    return rows
  }
  const size = async () => (await sql<{ size: number }>`select size from kernel.ledger_state`.execute(database)).rows[0]!.size
  /** The state row must be that of a tree built from the rows alone. */
  const expectTreeOfRows = async () => {
    const tree = new MerkleTree()
    for (const { at, commitment } of await stored()) tree.append(leafHash(at, commitment))
    const { rows } = await sql<{ size: number; frontier: Uint8Array }>`select size, frontier from kernel.ledger_state`.execute(
      database,
    )
    expect(rows[0]!.size).toBe(tree.size)
    expect(Buffer.from(rows[0]!.frontier).toString('hex')).toBe(Buffer.from(tree.frontier()).toString('hex'))
  }

  test('writes what is recorded at once together, in order, and goes on after a restart', async () => {
    const first = writer()
    await Promise.all(Array.from({ length: 300 }, (_, index) => first.record([entry(start + index), entry(start + index)])))
    await first.stop()
    const second = writer()
    await second.record([entry(start + 300, { purposeText: 'Null \0 und halb \ud800' })])
    const rows = await stored()
    expect(rows.map(({ index }) => index)).toEqual(Array.from({ length: 601 }, (_, index) => index))
    expect(decodeEntry(rows[0]!.content!)).toEqual({ index: 0, ...entry(start) })
    expect(decodeEntry(rows[600]!.content!).purposeText).toBe('Null \uFFFD und halb \uFFFD')
    await expectTreeOfRows()
  })

  test('keeps both entries when two processes write at the same time', async () => {
    const before = await size()
    const [left, right] = [writer(), writer()]
    const work = Array.from({ length: 40 }, (_, index) => (index % 2 ? left : right).record([entry(start + 1000 + index)]))
    await Promise.all(work)
    expect(await size()).toBe(before + 40)
    await expectTreeOfRows()
  })

  test('derives what is searched for from the content, whatever words stand in it', async () => {
    const one = writer()
    const trap = '","tenant":"hannover","subject":"00","case":{"id":"c_0"},"withheld":{"until":1,'
    const place = { id: 'c_7', number: trap, process: trap }
    await one.record([
      entry(start, {
        purposeText: trap,
        actor: { id: `service:${trap}`, role: trap, unit: '\\' },
        case: place,
        withheld: { until: start + 9, ground: trap, legalBasis: trap },
      }),
      entry(start, { purposeText: trap }),
    ])
    const { rows } =
      await sql`select tenant, replace(subject::text, '-', '') as subject, case_id, withheld_until from kernel.ledger_entry
      order by index desc limit 2`.execute(database)
    expect(rows).toEqual([
      { tenant: 'celle', subject, case_id: null, withheld_until: null },
      { tenant: 'celle', subject, case_id: 'c_7', withheld_until: start + 9 },
    ])
  })

  test('never lets time run backwards', async () => {
    const one = writer()
    await one.record([entry(start + 5000)])
    await one.record([entry(start)])
    const rows = await stored()
    expect(rows.at(-1)!.at).toBe(start + 5000)
    expect(decodeEntry(rows.at(-1)!.content!).at).toBe(start + 5000)
  })

  test('refuses an entry that is not well-formed and writes the others', async () => {
    const one = writer()
    const before = await size()
    const answers = await Promise.allSettled([
      one.record([entry(start, { subject: 'Erika Muster' })]),
      // An account instead of a pseudonym.
      one.record([entry(start, { actor: { id: 'jonas', role: 'Sachbearbeitung' } })]),
      one.record([entry(start)]),
    ])
    expect(answers.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled'])
    expect(await size()).toBe(before + 1)
  })

  test('rejects when the database refuses, and records again once it takes entries', async () => {
    const one = writer()
    await one.record([entry(start)])
    const before = await size()
    await sql`alter table kernel.ledger_entry add constraint closed check (at < 0) not valid`.execute(database)
    const answers = await Promise.allSettled([one.record([entry(start)]), one.record([entry(start)])])
    await sql`alter table kernel.ledger_entry drop constraint closed`.execute(database)
    for (const answer of answers) expect(answer).toMatchObject({ status: 'rejected', reason: expect.any(LedgerUnavailable) })
    expect(await size()).toBe(before)
    await one.record([entry(start)])
    expect(await size()).toBe(before + 1)
    await expectTreeOfRows()
  })

  test('is append-only in the database too', async () => {
    const refused = [
      sql`delete from kernel.ledger_entry where index = 0`,
      sql`update kernel.ledger_entry set at = at + 1 where index = 0`,
      sql`update kernel.ledger_entry set content = '{}' where index = 0`,
      sql`update kernel.ledger_entry set content = null where index = 0`,
      sql`truncate kernel.ledger_entry`,
      sql`update kernel.ledger_tile set level = 9`,
      sql`delete from kernel.ledger_checkpoint`,
    ]
    for (const statement of refused) await expect(statement.execute(database)).rejects.toThrow(/append-only|check constraint/)
    await sql`update kernel.ledger_entry set content = null, salt = null where index = 0`.execute(database)
    await expectTreeOfRows()
  })
})
