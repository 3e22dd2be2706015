import { join } from 'node:path'
import {
  cosign,
  cosignatureType,
  createSigner,
  leafHash,
  commit,
  parseCheckpoint,
  parseVerifierKey,
  verifyConsistency,
  verifyExport,
  verifyInclusion,
  withSignatures,
  type LedgerEntry,
} from '@fachwerk/ledger'
import { migrate } from '@fachwerk/postgres'
import { testDatabases, type TestDatabase } from '@fachwerk/postgres/test-kit'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { requestsOn } from '../access/requests.ts'
import type { Person } from '../api.ts'
import { silent } from '../log.ts'
import type { KernelSql } from '../storage/tables.ts'
import { value } from '../test-kit/house.ts'
import { createLedger, type Ledger } from './start-ledger.ts'

const hour = 60 * 60 * 1000
const day = 24 * hour
const start = Date.UTC(2026, 10, 23, 9)
const seed = Buffer.alloc(32, 7)
const witness = createSigner('lfd.example/witness', Buffer.alloc(32, 9), cosignatureType)
const log = parseVerifierKey(createSigner('fachwerk.example/ledger', seed).verifierKey)!

const person = (id: string, roles: Person['roles'], tenant?: string): Person => ({
  id,
  name: `Person ${id}`,
  groups: [],
  roles,
  ...(tenant === undefined ? {} : { tenant }),
})
const aylin = person('aylin', ['citizen'])
const jonas = person('jonas', ['clerk'], 'celle')
const officer = person('officer', ['privacy-officer'], 'celle')
const otherOfficer = person('other', ['privacy-officer'], 'hannover')
const operator = person('operator', ['operator'])

const hexOf = (text: string) => Buffer.from(text.padEnd(16, '.')).toString('hex')
const pseudonyms = async (id: string) => [
  { tenant: 'celle', subject: hexOf(`${id} celle`) },
  { tenant: 'hannover', subject: hexOf(`${id} hannover`) },
]

const access = (at: number, change: Partial<LedgerEntry> = {}): LedgerEntry => ({
  at,
  tenant: 'celle',
  subject: hexOf('aylin celle'),
  actor: { id: hexOf('jonas'), role: 'Sachbearbeitung', unit: 'Bürgeramt Celle', tenant: 'celle', relation: 'group' },
  channel: 'page',
  categories: ['address'],
  purpose: 'case-work',
  case: { id: 'c_1', number: 'BP-2026-00001', process: 'bewohnerparken' },
  ...change,
})

/** Who stands behind a pseudonym at an authority. */
const actors = async (_entries: unknown, tenant: string) =>
  new Map(
    tenant === 'celle'
      ? [
          [hexOf('jonas'), 'jonas'],
          [hexOf('aylin celle'), 'aylin'],
        ]
      : [],
  )

/** Names of staff, as the platform knows them at the time. */
const staff: Record<string, string> = {}

describe.each(testDatabases())('the ledger on $kind', ({ create }) => {
  let opened: TestDatabase
  let database: KernelSql
  let now = start
  const open = (): Ledger =>
    createLedger({
      sql: database,
      requests: requestsOn(opened.database),
      names: async () => staff,
      clock: () => now,
      log: silent,
      pseudonyms,
      actors,
      maySeeCase: async (id, { id: who }) => id === 'c_1' && ['aylin', 'jonas'].includes(who),
      settings: { seed, origin: 'fachwerk.example/ledger', witnesses: [witness.verifierKey], retention: 'P1Y' },
    })
  let ledger: Ledger
  const lines = async function* (who: Person, since?: number) {
    yield* ledger.service.export(who, since)
  }
  const size = async () => (await sql<{ size: number }>`select size from kernel.ledger_state`.execute(database)).rows[0]!.size

  beforeAll(async () => {
    opened = await create()
    await migrate(opened.database, { owner: 'kernel', directory: join(import.meta.dirname, '..', '..', 'migrations') })
    database = opened.database.kysely.withSchema('kernel') as KernelSql
    ledger = open()
    await ledger.start()
    // 0 to 699: noise, so that tiles are complete; then what the tests look at.
    await ledger.writer.record(
      Array.from({ length: 700 }, (_, index) =>
        access(start + index, {
          subject: hexOf(`s ${index % 5}`),
          tenant: 'hannover',
          case: { id: 'c_9', number: 'X', process: 'x' },
        }),
      ),
    )
    await ledger.tick()
    now = start + hour
    await ledger.writer.record([
      access(now),
      access(now + 1, { categories: ['name'], tenant: 'hannover', subject: hexOf('aylin hannover') }),
      access(now + 2, { actor: { id: hexOf('aylin celle'), role: 'Bürgerin', self: true } }),
      access(now + 3, { withheld: { until: now + 30 * day, ground: 'Laufende Ermittlungen', legalBasis: '§ 56 BDSG' } }),
      access(now + 4, { subject: hexOf('third person') }),
    ])
  }, 60_000)
  afterAll(async () => {
    await ledger.stop()
    await opened.drop()
  })

  test('shows a person the own accesses of all authorities, newest first, without withheld ones', async () => {
    const mine = await ledger.service.mine(aylin)
    expect(mine).toMatchObject({
      total: 2,
      items: [
        { index: 701, tenant: 'hannover' },
        { index: 700, categories: ['address'] },
      ],
    })
    expect((await ledger.service.mine(aylin, { own: true })).items.map(({ index }) => index)).toEqual([702, 701, 700])
    expect((await ledger.service.mine(aylin, { category: 'name' })).items.map(({ index }) => index)).toEqual([701])
    expect((await ledger.service.mine(aylin, { tenant: 'celle' })).total).toBe(1)
    expect((await ledger.service.mine(aylin, { until: new Date(start + hour) })).total).toBe(0)
    expect((await ledger.service.mine(aylin, { offset: 1, limit: 1 })).items.map(({ index }) => index)).toEqual([700])
    expect((await ledger.service.mine(jonas)).total).toBe(0)
  })

  test('counts what is withheld, with ground and date, and shows it when that has come', async () => {
    expect(await ledger.service.withheld(aylin)).toEqual([
      { ground: 'Laufende Ermittlungen', legalBasis: '§ 56 BDSG', count: 1, review: new Date(start + hour + 30 * day) },
    ])
    now += 31 * day
    expect(await ledger.service.withheld(aylin)).toEqual([])
    expect((await ledger.service.mine(aylin)).items.map(({ index }) => index)).toEqual([703, 701, 700])
    now -= 31 * day
  })

  test('shows the accesses of a case to those who may see it, and a citizen the own ones only', async () => {
    // What another authority looked at is in its part of the ledger.
    expect(value(await ledger.service.ofCase('c_1', jonas)).items.map(({ index }) => index)).toEqual([704, 700])
    expect(value(await ledger.service.ofCase('c_1', aylin)).items.map(({ index }) => index)).toEqual([701, 700])
    expect(await ledger.service.ofCase('c_1', officer)).toMatchObject({ ok: false, error: { code: 'not-found' } })
    expect(await ledger.service.ofCase('c_9', jonas)).toMatchObject({ ok: false, error: { code: 'not-found' } })
  })

  test('shows the data protection officer everything of the own authority, withheld accesses at once', async () => {
    expect(value(await ledger.service.ofTenant(officer)).items.map(({ index }) => index)).toEqual([704, 703, 702, 700])
    // By the names of now, which are not in the ledger; never the person it is about.
    Object.assign(staff, { jonas: 'Jonas Wessels', aylin: 'Aylin Demir' })
    const named = value(await ledger.service.ofTenant(officer)).items.map(({ actor, actorName }) => [actor.id, actorName])
    delete staff['jonas']
    delete staff['aylin']
    expect(named).toContainEqual([hexOf('jonas'), 'Jonas Wessels'])
    expect(named.flat()).not.toContain('Aylin Demir')
    expect(value(await ledger.service.ofTenant(otherOfficer)).total).toBe(701)
    for (const who of [aylin, jonas, operator]) expect(await ledger.service.ofTenant(who)).toMatchObject({ ok: false })
  })

  test('proves an entry to its data subject and to the officer, to nobody else', async () => {
    for (const [index, who] of [
      [700, aylin],
      [703, officer],
      [12, otherOfficer],
    ] as const) {
      const { entry, inclusion, checkpoint } = value(await ledger.service.proof(index, who))
      const parsed = parseCheckpoint(checkpoint)!
      const leaf = leafHash(entry.at, commit(entry.content, Buffer.from(entry.salt, 'hex')))
      const proof = inclusion.map((digest) => Buffer.from(digest, 'hex'))
      expect(verifyInclusion(leaf, index, parsed.size, proof, parsed.root)).toBe(true)
      expect(JSON.parse(entry.content)).toMatchObject({ index })
    }
    for (const [index, who] of [
      [703, aylin],
      [700, jonas],
      [700, otherOfficer],
      [12, officer],
      [9999, officer],
      [-1, officer],
    ] as const)
      expect(await ledger.service.proof(index, who)).toMatchObject({ ok: false, error: { code: 'not-found' } })
  })

  test('exports what verifies, whole or from a checkpoint on, and other authorities as commitments only', async () => {
    expect(await verifyExport(lines(operator), { log: [log] })).toMatchObject({ ok: true, entries: 705, withoutContent: 0 })
    expect(await verifyExport(lines(officer), { log: [log] })).toMatchObject({ ok: true, entries: 705, withoutContent: 701 })
    expect(await verifyExport(lines(operator, 703), { log: [log] })).toMatchObject({ ok: true, entries: 5 })
    for (const who of [aylin, jonas])
      expect(await verifyExport(lines(who), { log: [log] })).toMatchObject({ ok: false, reason: 'header' })
  })

  test('finds a row that was changed in the database', async () => {
    const change = (text: string) =>
      sql`update kernel.ledger_entry set content = replace(content, ${text === 'c_9' ? 'c_8' : 'c_9'}, ${text}) where index = 300`
    const off = sql`alter table kernel.ledger_entry disable trigger all`
    const on = sql`alter table kernel.ledger_entry enable trigger all`
    await off.execute(database)
    await sql`alter table kernel.ledger_entry_0 disable trigger all`.execute(database)
    await change('c_8').execute(database)
    expect(await verifyExport(lines(operator), { log: [log] })).toMatchObject({ ok: false, reason: 'content', index: 300 })
    await change('c_9').execute(database)
    await on.execute(database)
    expect(await verifyExport(lines(operator), { log: [log] })).toMatchObject({ ok: true })
  })

  test('takes the cosignature of a configured witness, once, and of nobody else', async () => {
    const newest = parseCheckpoint((await ledger.service.checkpoint())!.note)!
    const cosigned = withSignatures(newest, [cosign(newest, witness, now)])
    const stranger = createSigner('fremd.example/witness', Buffer.alloc(32, 3), cosignatureType)
    const bad = [
      newest.note,
      withSignatures(newest, [cosign(newest, stranger, now)]).note,
      'no note',
      cosigned.note.replace('\n705\n', '\n704\n'),
    ]
    for (const note of bad)
      expect(await ledger.service.addCosignature(note)).toMatchObject({ ok: false, error: { code: 'invalid' } })
    for (let twice = 0; twice < 2; twice++) expect(await ledger.service.addCosignature(cosigned.note)).toMatchObject({ ok: true })
    expect((await ledger.service.checkpoint())!.note).toBe(cosigned.note)
    const witnesses = [parseVerifierKey(witness.verifierKey)!]
    expect(await verifyExport(lines(operator), { log: [log], witnesses })).toMatchObject({
      ok: true,
      witnesses: ['lfd.example/witness'],
    })
  })

  test('proves consistency between its checkpoints', async () => {
    const { rows } = await sql<{
      size: number
      root: Uint8Array
    }>`select size, root from kernel.ledger_checkpoint order by size`.execute(database)
    expect(rows.map(({ size: signed }) => signed)).toEqual([700, 705])
    const proof = value(await ledger.service.consistency(700, 705)).map((digest) => Buffer.from(digest, 'hex'))
    expect(verifyConsistency(rows[0]!, rows[1]!, proof)).toBe(true)
    for (const [from, to] of [
      [700, 704],
      [1, 705],
      [705, 700],
    ] as const)
      expect(await ledger.service.consistency(from, to)).toMatchObject({ ok: false, error: { code: 'not-found' } })
  })

  test('says who records, since when, and when it last said so', async () => {
    const before = await ledger.service.systems()
    expect(before.map(({ id }) => id)).toContain('cases')
    expect(before.find(({ id }) => id === 'cases')).toMatchObject({ entries: 705, since: new Date(start) })
    now += hour
    await ledger.tick()
    const after = await ledger.service.systems()
    expect(after.find(({ id }) => id === 'jobs')).toMatchObject({
      lastHeartbeat: new Date(now),
      since: new Date(start),
      entries: 0,
    })
  })

  test('signs no checkpoint when nothing was added, and entries are never older than the last one', async () => {
    const before = await ledger.service.checkpoint()
    await ledger.tick()
    expect(await ledger.service.checkpoint()).toEqual(before)
    await ledger.writer.record([access(start)])
    await ledger.tick()
    expect(await verifyExport(lines(operator), { log: [log] })).toMatchObject({ ok: true, entries: 706 })
  })

  test('names patterns that are worth a question', async () => {
    const at = now + hour
    const curious = {
      id: hexOf('curious'),
      role: 'Sachbearbeitung',
      unit: 'Meldebehörde Celle',
      tenant: 'celle',
      relation: 'none',
    } as const
    const night = Date.UTC(2026, 10, 24, 23, 30)
    await ledger.writer.record([
      ...Array.from({ length: 40 }, (_, index) => access(at + index, { subject: hexOf(`many ${index}`), actor: curious })),
      ...Array.from({ length: 30 }, (_, index) => access(at + hour + index, { subject: hexOf(`more ${index}`), actor: curious })),
      access(at + 50, { sameSurname: true }),
      access(night, { actor: { ...curious, id: hexOf('late'), relation: 'assignee' } }),
      access(night, { actor: { ...curious, id: 'service:machine' }, channel: 'job' }),
    ])
    now = night
    const found = value(await ledger.service.findings(officer))
    const short = found.map(({ kind, actor, actorName, count }) => ({ kind, actor, actorName, count }))
    const name = 'Sachbearbeitung, Meldebehörde Celle'
    expect(short).toContainEqual({ kind: 'no-relation', actor: hexOf('curious'), actorName: name, count: 70 })
    expect(short).toContainEqual({ kind: 'many', actor: hexOf('curious'), actorName: name, count: 40 })
    expect(short).toContainEqual({
      kind: 'same-surname',
      actor: hexOf('jonas'),
      actorName: 'Sachbearbeitung, Bürgeramt Celle',
      count: 1,
    })
    expect(short).toContainEqual({ kind: 'at-night', actor: hexOf('late'), actorName: name, count: 1 })
    // One row per person and pattern; what is hardest to explain first, although the night was last.
    expect(short.map(({ kind }) => kind)).toEqual(['same-surname', 'no-relation', 'many', 'at-night'])
    expect(found.find(({ kind }) => kind === 'many')!.entries).toHaveLength(50)
    expect(value(await ledger.service.findings(otherOfficer))).toEqual([])
    expect(await ledger.service.findings(jonas)).toMatchObject({ ok: false })
  })

  test('deletes contents at the end of their retention; withheld ones only after they could be seen; every proof holds', async () => {
    const before = await size()
    now = start + 366 * day + 2 * hour
    await ledger.tick()
    const noted = await sql<{
      tenant: string
      reference: string
      rule: string
    }>`select tenant, reference, rule from kernel.deletion
      where kind = 'ledger-content' order by tenant`.execute(database)
    expect(noted.rows).toEqual([
      { tenant: 'celle', reference: expect.stringMatching(/^700–\d+$/), rule: 'P1Y' },
      { tenant: 'hannover', reference: '0–701', rule: 'P1Y' },
    ])
    const left = await sql<{
      index: number
    }>`select index from kernel.ledger_entry where content is not null order by index`.execute(database)
    expect(left.rows[0]!.index).toBe(703)
    expect(left.rows.length).toBeLessThan(100)
    expect(await verifyExport(lines(operator), { log: [log] })).toMatchObject({ ok: true, entries: before })
    const kept = (await ledger.service.mine(aylin)).items.map(({ index }) => index)
    expect(kept).toContain(703)
    expect(kept).not.toContain(701)
    now += 60 * day
    await ledger.tick()
    expect((await ledger.service.mine(aylin)).total).toBe(0)
    expect(await verifyExport(lines(operator), { log: [log] })).toMatchObject({ ok: true, entries: before })
  })

  test('goes on with the same tree after a restart', async () => {
    await ledger.stop()
    ledger = open()
    await ledger.start()
    await ledger.writer.record([access(now)])
    await ledger.tick()
    expect(await verifyExport(lines(operator), { log: [log] })).toMatchObject({ ok: true, entries: await size() })
  })
})
