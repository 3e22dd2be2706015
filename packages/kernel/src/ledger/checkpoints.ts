import {
  cosignedBy,
  MerkleTree,
  parseCheckpoint,
  sameBytes,
  signCheckpoint,
  withSignatures,
  type NoteSigner,
  type NoteVerifier,
  type ParsedCheckpoint,
} from '@fachwerk/ledger'
import { sql } from 'kysely'
import type { KernelSql } from '../storage/tables.ts'
import type { StateRow } from './ledger-state.ts'

interface CheckpointRow {
  readonly size: number
  readonly note: string
  readonly lines: readonly string[]
}

/**
 * Checkpoints of the log. A checkpoint covers what is committed when it is signed; entries behind it are not older than it, because it
 * moves the time of the log on, under the same lock that writers take.
 */
export class Checkpoints {
  readonly #sql: KernelSql
  readonly #signer: NoteSigner
  readonly #clock: () => number

  constructor(database: KernelSql, signer: NoteSigner, clock: () => number) {
    this.#sql = database
    this.#signer = signer
    this.#clock = clock
  }

  get verifierKey(): string {
    return this.#signer.verifierKey
  }
  get origin(): string {
    return this.#signer.name
  }

  /** Signs one if anything was added since the last; gives the newest. `undefined`: nothing was ever recorded. */
  async sign(): Promise<ParsedCheckpoint | undefined> {
    await this.#sql.transaction().execute(async (trx) => {
      const { rows } = await sql<StateRow & { signed: number }>`select state.size, state.frontier, state.at,
          (select coalesce(max(size), 0) from kernel.ledger_checkpoint) as signed
        from kernel.ledger_state as state where id = 0 for update`.execute(trx)
      const { size, frontier, at: latest, signed } = rows[0]!
      if (size === signed) return
      const at = Math.max(this.#clock(), latest)
      const root = MerkleTree.of(size, frontier).root()
      const { note } = signCheckpoint({ size, root, at }, this.#signer)
      await sql`update kernel.ledger_state set at = ${at} where id = 0`.execute(trx)
      await sql`insert into kernel.ledger_checkpoint (size, at, root, note) values (${size}, ${at}, ${Buffer.from(root)}, ${note})`.execute(
        trx,
      )
    })
    return this.newest()
  }

  async newest(): Promise<ParsedCheckpoint | undefined> {
    return (await this.#read(sql`true`, sql`order by size desc limit 1`))[0]
  }

  async ofSize(size: number): Promise<ParsedCheckpoint | undefined> {
    return (await this.#read(sql`size = ${size}`, sql``))[0]
  }

  /** The newest that covers at most `size` entries. */
  async before(size: number): Promise<ParsedCheckpoint | undefined> {
    return (await this.#read(sql`size <= ${size}`, sql`order by size desc limit 1`))[0]
  }

  /** Those over more than `size` entries, in order. */
  after(size: number, limit: number): Promise<readonly ParsedCheckpoint[]> {
    return this.#read(sql`size > ${size}`, sql`order by size limit ${limit}`)
  }

  async #read(condition: ReturnType<typeof sql>, order: ReturnType<typeof sql>): Promise<readonly ParsedCheckpoint[]> {
    const { rows } = await sql<CheckpointRow>`select size, note,
        array(select line from kernel.ledger_cosignature as given where given.size = checkpoint.size order by witness) as lines
      from kernel.ledger_checkpoint as checkpoint where ${condition} ${order}`.execute(this.#sql)
    return rows.map(({ note, lines }) => withSignatures(parseCheckpoint(note)!, lines))
  }

  /** Keeps what configured witnesses have signed on one of our checkpoints. How many signatures fit. */
  async addCosignatures(given: ParsedCheckpoint, witnesses: readonly NoteVerifier[]): Promise<number> {
    const own = await this.ofSize(given.size)
    if (!own || own.body !== given.body || !sameBytes(own.root, given.root)) return 0
    let fitting = 0
    for (const witness of witnesses) {
      const at = cosignedBy(given, witness)
      if (at === undefined) continue
      fitting += 1
      const { line } = given.signatures.find(({ name, keyId }) => name === witness.name && sameBytes(keyId, witness.keyId))!
      await sql`insert into kernel.ledger_cosignature (size, witness, line, at) values (${own.size}, ${witness.verifierKey}, ${line}, ${at})
        on conflict (size, witness) do nothing`.execute(this.#sql)
    }
    return fitting
  }
}
