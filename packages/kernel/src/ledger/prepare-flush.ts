import { commit, digestLength, encodeEntry, leafHash, newSalt, saltLength, type LedgerEntry } from '@fachwerk/ledger'
import { prepared } from '@fachwerk/postgres'
import { CompiledQuery } from 'kysely'
import type { KernelSql } from '../storage/tables.ts'
import { LedgerMoved } from './ledger-error.ts'
import type { LedgerState } from './ledger-state.ts'
import type { Tile } from './tree-edge.ts'

/** Entries of one recording system, to be written together. */
export interface Recording {
  readonly entries: readonly LedgerEntry[]
  readonly system: string
}

/** A flush ready to be sent, and what the tree looks like once it has been committed. */
export interface PreparedFlush {
  readonly after: LedgerState
  readonly parameters: readonly unknown[]
}

/**
 * Gives entries their place in the tree. Their time never runs backwards: an access that waited while a checkpoint was signed, or that
 * was recorded after the clock had been set back, gets the time of what stands before it.
 */
export function prepareFlush(before: LedgerState, recordings: readonly Recording[], now: number): PreparedFlush {
  const tree = before.tree.copy()
  const edge = before.edge.copy()
  const times: number[] = []
  const proofs: Uint8Array[] = []
  const contents: string[] = []
  const tiles: Tile[] = []
  let at = before.at
  for (const { entries } of recordings) {
    for (const entry of entries) {
      at = Math.max(entry.at, at)
      const content = encodeEntry(tree.size, at === entry.at ? entry : { ...entry, at })
      const salt = newSalt()
      const commitment = commit(content, salt)
      const leaf = leafHash(at, commitment)
      times.push(at)
      proofs.push(commitment, salt)
      contents.push(content)
      tree.append(leaf)
      tiles.push(...edge.append(leaf))
    }
  }
  const parameters = [
    before.tree.size,
    before.at,
    tree.size,
    Buffer.from(tree.frontier()).toString('hex'),
    at,
    `{${times.join(',')}}`,
    Buffer.concat(proofs),
    // Canonical JSON has no line breaks: this is cheaper than any way of quoting.
    contents.join('\n'),
    JSON.stringify(tiles.map(tileRow)),
    JSON.stringify(countBySystem(recordings)),
    new Date(now).toISOString(),
  ]
  return { after: { tree, edge, at }, parameters }
}

const tileRow = ({ level, tile, hashes, root }: Tile) => ({
  level,
  tile,
  hashes: `\\x${Buffer.from(hashes).toString('hex')}`,
  root: `\\x${Buffer.from(root).toString('hex')}`,
})

function countBySystem(recordings: readonly Recording[]): readonly { readonly id: string; readonly added: number }[] {
  const counts = new Map<string, number>()
  for (const { entries, system } of recordings) counts.set(system, (counts.get(system) ?? 0) + entries.length)
  return [...counts].map(([id, added]) => ({ id, added }))
}

const proofLength = digestLength + saltLength

/** The whole flush is one statement and so one transaction. The parts wait for the row of `fence`: it is there only while nobody else wrote. */
const statement = prepared(`with fence as (
    update kernel.ledger_state set size = $3, frontier = decode($4, 'hex'), at = $5 where id = 0 and size = $1 and at = $2 returning id),
  entries as (
    insert into kernel.ledger_entry (index, at, commitment, salt, content)
      select $1::bigint + place - 1, given.at, substr($7::bytea, (place::int - 1) * ${proofLength} + 1, ${digestLength}),
        substr($7::bytea, (place::int - 1) * ${proofLength} + ${digestLength + 1}, ${saltLength}), given.content
      from fence, rows from (unnest($6::bigint[]), string_to_table($8::text, chr(10))) with ordinality as given (at, content, place)),
  tiles as (
    insert into kernel.ledger_tile (level, tile, hashes, root) select given.* from fence,
      json_to_recordset($9::json) as given (level int, tile bigint, hashes bytea, root bytea)),
  systems as (
    update kernel.recording_system as old set entries = old.entries + given.added, last_heartbeat = greatest(old.last_heartbeat, $11::timestamptz)
      from fence, json_to_recordset($10::json) as given (id text, added bigint) where old.id = given.id)
  select count(*)::int as held from fence`)

/** Throws `LedgerMoved` when somebody else appended meanwhile. */
export async function sendFlush(database: KernelSql, { parameters }: PreparedFlush): Promise<void> {
  const { rows } = await database.executeQuery<{ held: number }>(CompiledQuery.raw(statement, [...parameters]))
  if (rows[0]?.held !== 1) throw new LedgerMoved('Somebody else appended to the ledger.')
}
