import { createHash } from 'node:crypto'
import type { LedgerEntry, StoredEntry } from '../api.ts'
import { cosign, signCheckpoint, withSignatures, type ParsedCheckpoint } from '../checkpoint.ts'
import { encodeEntry } from '../encode-entry.ts'
import { checkpointLine, entryLine, headerLine } from '../export-lines.ts'
import { MerkleTree } from '../merkle-tree.ts'
import { cosignatureType, createSigner } from '../signed-note.ts'
import { commit, leafHash } from '../tree-hash.ts'

/** A log in memory, for tests: everything in it follows from its seed. */
const seedOf = (text: string): Uint8Array => createHash('sha256').update(text).digest()
export const logSigner = createSigner('fachwerk.example/ledger', seedOf('log'))
export const strangerSigner = createSigner('fachwerk.example/ledger', seedOf('stranger'))
export const witnessSigner = createSigner('datenschutz.example/witness', seedOf('witness'), cosignatureType)

export const start = Date.UTC(2026, 10, 23, 8)

export const entryAt = (index: number, at: number): LedgerEntry => ({
  at,
  tenant: index % 3 === 0 ? 'hannover' : 'celle',
  subject: createHash('md5')
    .update(`subject ${index % 7}`)
    .digest('hex'),
  actor: { id: `p_${index % 5}`, role: 'Sachbearbeitung', unit: 'Bürgeramt Celle', tenant: 'celle', relation: 'group' },
  channel: 'page',
  categories: ['name', 'address'],
  purpose: 'case-work',
  purposeText: 'Antrag auf Bewohnerparken',
  legalBasis: '§ 45 StVO',
  case: { id: `c_${index % 11}`, number: `BP-2026-${String(index % 11).padStart(5, '0')}`, process: 'bewohnerparken' },
})

export function stored(
  index: number,
  at: number,
  content = encodeEntry(index, entryAt(index, at)),
  salt = saltOf(index),
): StoredEntry {
  return { index, at, commitment: commit(content, salt), salt, content }
}
const saltOf = (index: number): Uint8Array => createHash('md5').update(`salt ${index}`).digest()

/** What an export holds, as values: a checkpoint stands behind the last entry it covers. */
export type Item = { readonly entry: StoredEntry } | { readonly checkpoint: ParsedCheckpoint }

export interface LogOptions {
  readonly entries: number
  readonly every: number
  /** Entries whose content was deleted. */
  readonly deleted?: (index: number) => boolean
  readonly cosigned?: (checkpoint: number) => boolean
}

export function makeLog({ entries, every, deleted = () => false, cosigned = () => true }: LogOptions): readonly Item[] {
  const items: Item[] = []
  const tree = new MerkleTree()
  for (let index = 0; index < entries; index++) {
    const entry = stored(index, start + index * 10)
    tree.append(leafHash(entry.at, entry.commitment))
    items.push({ entry: deleted(index) ? { ...entry, salt: null, content: null } : entry })
    if ((index + 1) % every !== 0 && index + 1 !== entries) continue
    const signed = signCheckpoint({ size: tree.size, root: tree.root(), at: entry.at + 5 }, logSigner)
    const line = cosign(signed, witnessSigner, entry.at + 5)
    items.push({ checkpoint: cosigned(tree.size) ? withSignatures(signed, [line]) : signed })
  }
  return items
}

export function exportOf(items: readonly Item[], from = 0, frontier: readonly string[] = []): string {
  const size = items.filter((item) => 'entry' in item).length + from
  const header = {
    format: 'fachwerk-ledger/1' as const,
    origin: logSigner.name,
    key: logSigner.verifierKey,
    from,
    size,
    frontier,
  }
  return headerLine(header) + items.map(lineOf).join('')
}
export const lineOf = (item: Item): string => ('entry' in item ? entryLine(item.entry) : checkpointLine(item.checkpoint))

/** Text in pieces that end anywhere. */
export async function* pieces(text: string, length = 1000): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text)
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length)
}
