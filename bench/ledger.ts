import { createHash } from 'node:crypto'
import { join } from 'node:path'
import {
  checkpointLine,
  commit,
  createSigner,
  encodeEntry,
  entryLine,
  headerLine,
  leafHash,
  MerkleTree,
  newSalt,
  parseVerifierKey,
  signCheckpoint,
  verifyExport,
  type LedgerEntry,
} from '@fachwerk/ledger'
import { migrate, openDatabase, type Database } from '@fachwerk/postgres'
import { sql } from 'kysely'
import { createLedger, type Ledger } from '../packages/kernel/src/ledger/start-ledger.ts'
import type { KernelSql } from '../packages/kernel/src/storage/tables.ts'
import { startRealPostgres } from '../packages/postgres/src/test-kit/real-postgres.ts'

const start = Date.UTC(2026, 0, 1)
const seed = Buffer.alloc(32, 1)

/** An entry as a page of the demo writes it, about 600 bytes. */
const entryOf = (index: number): LedgerEntry => ({
  at: start + index,
  tenant: 'celle',
  subject: subjectOf(index % 5000),
  actor: { id: subjectOf(index % 40), role: 'Sachbearbeitung', unit: 'Bürgeramt Celle', tenant: 'celle', relation: 'group' },
  channel: 'page',
  categories: ['name', 'address', 'vehicle'],
  purpose: 'case-work',
  purposeText: 'Ihre Angaben werden gebraucht, um zu prüfen, ob Sie in einem Bewohnerparkgebiet wohnen.',
  legalBasis: '§ 45 Abs. 1b Satz 1 Nr. 2a StVO',
  case: {
    id: `c_${index % 20_000}`,
    number: `BP-2026-${String(index % 20_000).padStart(5, '0')}`,
    process: 'Bewohnerparkausweis beantragen',
  },
})
const subjectOf = (person: number): string => createHash('md5').update(`person ${person}`).digest('hex')

interface Opened {
  readonly database: Database
  readonly ledger: Ledger
  readonly sql: KernelSql
}
const open = async (database: Database): Promise<Opened> => {
  await migrate(database, { owner: 'kernel', directory: join(import.meta.dirname, '../packages/kernel/migrations') })
  const kernelSql = database.kysely.withSchema('kernel') as KernelSql
  const log = { info: () => {}, warn: () => {}, error: (text: string, fields?: unknown) => console.error(text, fields) }
  const ledger = createLedger({
    sql: kernelSql,
    requests: (person) => database.as({ tenants: [], person: person.id }).withSchema('kernel') as KernelSql,
    names: async () => ({}),
    clock: Date.now,
    log,
    settings: { seed },
    pseudonyms: async (person) => [{ tenant: 'celle', subject: subjectOf(Number(person)) }],
    actors: async () => new Map(),
    maySeeCase: async () => false,
  })
  await ledger.start()
  return { database, ledger, sql: kernelSql }
}

/** Pages that show five people's data each, 400 of them at once; each waits for its commit, as a page does. */
const writing = async ({ ledger }: Opened, entries: number) => {
  const perPage = 5
  let next = 0
  const waits: number[] = []
  const page = async (): Promise<void> => {
    while (next < entries) {
      const first = next
      next += perPage
      const sent = performance.now()
      await ledger.writer.record(Array.from({ length: perPage }, (_, index) => entryOf(first + index)))
      waits.push(performance.now() - sent)
    }
  }
  const began = performance.now()
  const used = process.cpuUsage()
  await Promise.all(Array.from({ length: 400 }, page))
  const seconds = (performance.now() - began) / 1000
  const { user, system } = process.cpuUsage(used)
  const alone: number[] = []
  for (let index = 0; index < 50; index++) {
    const sent = performance.now()
    await ledger.writer.record([entryOf(entries + index)])
    alone.push(performance.now() - sent)
  }
  return {
    entries,
    perSecond: Math.round(entries / seconds),
    ownCpuSharePercent: Math.round((user + system) / 1e4 / seconds),
    waitUnderLoadMs: median(waits),
    oneAloneMs: median(alone),
  }
}

const verification = async (entries: number) => {
  const chunks: string[] = []
  const tree = new MerkleTree()
  const signer = createSigner('fachwerk.example/ledger', seed)
  chunks.push(
    headerLine({
      format: 'fachwerk-ledger/1',
      origin: signer.name,
      key: signer.verifierKey,
      from: 0,
      size: entries,
      frontier: [],
    }),
  )
  for (let from = 0; from < entries; from += 1000) {
    let text = ''
    for (let index = from; index < from + 1000; index++) {
      const { at } = entryOf(index)
      const content = encodeEntry(index, entryOf(index))
      const salt = newSalt()
      const commitment = commit(content, salt)
      tree.append(leafHash(at, commitment))
      text += entryLine({ index, at, commitment, salt, content })
    }
    chunks.push(text + checkpointLine(signCheckpoint({ size: tree.size, root: tree.root(), at: start + tree.size - 1 }, signer)))
  }
  const bytes = chunks.map((chunk) => Buffer.from(chunk))
  const run = async () => {
    const began = performance.now()
    const used = process.cpuUsage()
    const outcome = await verifyExport(
      (async function* () {
        yield* bytes
      })(),
      { log: [parseVerifierKey(signer.verifierKey)!] },
    )
    if (!outcome.ok) throw new Error(outcome.reason)
    const { user, system } = process.cpuUsage(used)
    const perSecond = Math.round(entries / ((performance.now() - began) / 1000))
    return { perSecond, perCpuSecond: Math.round(entries / ((user + system) / 1e6)) }
  }
  const rounds = [await run(), await run(), await run()]
  const size = bytes.reduce((sum, { length }) => sum + length, 0)
  return {
    entries,
    bytesPerEntry: Math.round(size / entries),
    ...rounds.toSorted((left, right) => right.perSecond - left.perSecond)[0]!,
  }
}

/** So many entries of an authority are to be reached some day; where those that are there lie among them. */
const places = 50_000_000
const perPerson = 100

/**
 * Entries made by the server itself, without tree: what an overview reads. Each of the first ones lies anywhere in a ledger of 50 million,
 * so that at every size all of its parts are searched, and each person has a hundred of them: only the size of the log changes.
 */
const fill = async ({ sql: database }: Opened, from: number, to: number): Promise<void> => {
  const index = sql.raw(`(n::bigint * 30999983 % ${places})`)
  const at = sql.raw(`(${start}::bigint + n::bigint * 30999983 % ${places})`)
  await sql`insert into kernel.ledger_entry (index, at, commitment, salt, content)
    select ${index}, ${at}, decode(md5(n::text) || md5((-n)::text), 'hex'), decode(md5(n::text), 'hex'),
      '{"index":' || ${index} || ',"at":' || ${at} || ',"tenant":"celle","subject":"' || md5('person ' || n / ${sql.raw(String(perPerson))})
      || '","actor":{"id":"p_' || n % 40 || '","role":"Sachbearbeitung","unit":"Bürgeramt Celle","tenant":"celle","relation":"group"},'
      || '"channel":"page","categories":["name","address","vehicle"],"purpose":"case-work","purposeText":"Ihre Angaben werden gebraucht, um zu prüfen, ob Sie in einem Bewohnerparkgebiet wohnen.",'
      || '"legalBasis":"§ 45 Abs. 1b Satz 1 Nr. 2a StVO","case":{"id":"c_' || n % 20000 || '","number":"BP-2026-00001","process":"Bewohnerparkausweis beantragen"}}'
    from generate_series(${sql.raw(String(from))}, ${sql.raw(String(to - 1))}) as n`.execute(database)
}

const overview = async (opened: Opened, sizes: readonly number[]) => {
  for (const part of [2, 3]) await sql`select kernel.ledger_make_part(${part})`.execute(opened.sql)
  const figures = []
  let filled = 0
  for (const size of sizes) {
    const began = performance.now()
    for (; filled < size; filled += 250_000) await fill(opened, filled, Math.min(filled + 250_000, size))
    filled = size
    const seconds = (performance.now() - began) / 1000
    await sql`analyze kernel.ledger_entry`.execute(opened.sql)
    const person = (id: number) => ({ id: String(id), name: '', groups: [], roles: ['citizen' as const] })
    const people = Math.floor(size / perPerson)
    const times: number[] = []
    let found = 0
    for (let index = 0; index < 200; index++) {
      // Somebody else each time, all over the log.
      const who = (index * 7919) % people
      const sent = performance.now()
      found += (await opened.ledger.service.mine(person(who), { limit: 20 })).total
      times.push(performance.now() - sent)
    }
    times.sort((left, right) => left - right)
    figures.push({
      entries: size,
      fillSeconds: Math.round(seconds),
      entriesOfAPerson: Math.round(found / 200),
      p50Ms: median(times),
      p95Ms: round(times[190]!),
      slowestMs: round(times[199]!),
    })
  }
  return figures
}

const round = (value: number): number => Number(value.toFixed(1))
const median = (values: readonly number[]): number =>
  round(values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)] ?? 0)

/** `LEDGER_ENTRIES` sets how many entries the overview is measured with at most; default a million. */
export const ledgerFigures = async (): Promise<unknown> => {
  const most = Number(process.env['LEDGER_ENTRIES'] ?? 1_000_000)
  const embedded = await openDatabase({ dataDirectory: 'memory://' })
  const pglite = await open(embedded)
  const figures: Record<string, unknown> = { verification: await verification(200_000), pglite: await writing(pglite, 50_000) }
  await pglite.ledger.stop()
  await embedded.close()
  const server = await startRealPostgres()
  if (!server) return figures
  const database = await openDatabase({ url: server.url })
  try {
    const opened = await open(database)
    figures['postgresql'] = await writing(opened, 200_000)
    await opened.ledger.stop()
    await sql`drop table kernel.ledger_entry_0, kernel.ledger_entry_1`.execute(opened.sql)
    for (const part of [0, 1]) await sql`select kernel.ledger_make_part(${part})`.execute(opened.sql)
    const sizes = [most / 10, most / 2, most].map(Math.round)
    figures['overview'] = await overview(opened, sizes)
  } finally {
    await database.close()
    await server.stop()
  }
  return figures
}
