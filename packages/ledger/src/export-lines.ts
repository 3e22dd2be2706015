import type { Checkpoint, StoredEntry } from './api.ts'
import { leafHash, type Digest } from './tree-hash.ts'

/**
 * An export is text in lines (NDJSON), in this order: the header; then entries, each checkpoint behind the last entry it covers. Entries
 * have one spelling only, so that a verifier reads them without a parser and nothing can hide in another one.
 */
export interface ExportHeader {
  readonly format: 'fachwerk-ledger/1'
  readonly origin: string
  /** Verifier key of the log, for comparison; whoever verifies has it from elsewhere. */
  readonly key: string
  /** Index of the first entry of this file. */
  readonly from: number
  /** Entries of the whole log at the time of the export. */
  readonly size: number
  /** Roots (hex) of the complete subtrees before `from`, largest first. */
  readonly frontier: readonly string[]
}

export const headerLine = (header: ExportHeader): string => `${JSON.stringify(header)}\n`

export function entryLine({ index, at, commitment, salt, content }: StoredEntry): string {
  const proof = `"leaf":"${hex(leafHash(at, commitment))}","commitment":"${hex(commitment)}"`
  const opened = salt === null || content === null ? '"salt":null,"entry":null' : `"salt":"${hex(salt)}","entry":${content}`
  return `{"index":${index},"at":${at},${proof},${opened}}\n`
}

export const checkpointLine = ({ note }: Pick<Checkpoint, 'note'>): string => `${JSON.stringify({ checkpoint: note })}\n`

const hex = (bytes: Uint8Array): string => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('hex')

/** `undefined`: not the header of an export this program understands. */
export function parseHeader(line: string): ExportHeader | undefined {
  const header = parseObject(line) as Partial<ExportHeader> | undefined
  if (header?.format !== 'fachwerk-ledger/1' || typeof header.origin !== 'string' || typeof header.key !== 'string')
    return undefined
  if (!isCount(header.from) || !isCount(header.size) || header.size < header.from || !Array.isArray(header.frontier))
    return undefined
  return header.frontier.every((digest) => /^[0-9a-f]{64}$/.test(String(digest))) ? (header as ExportHeader) : undefined
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0

/** The note of a checkpoint's line. */
export function parseCheckpointLine(line: string): string | undefined {
  const note = (parseObject(line) as { checkpoint?: unknown } | undefined)?.checkpoint
  return typeof note === 'string' ? note : undefined
}

function parseObject(line: string): object | undefined {
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' && value !== null ? value : undefined
  } catch {
    return undefined
  }
}

/** The head of an entry's line; the content lies between it and the closing brace. */
export interface EntryHead {
  readonly index: number
  readonly at: number
  readonly leaf: string
  readonly commitment: string
  /** Absent: content and salt were deleted. */
  readonly salt?: string
  /** Where the content begins; from there on, it is bytes. */
  readonly contentStart: number
}

/** No head is longer. */
const longestHead = 300

export function parseEntryHead(line: Buffer): EntryHead | undefined {
  const match = head.exec(line.toString('latin1', 0, longestHead))
  if (!match) return undefined
  const [all, index, at, leaf, commitment, salt] = match
  // Without content the head is the whole line.
  if (salt === undefined ? all.length !== line.length : line.at(-1) !== closingBrace) return undefined
  return {
    index: Number(index),
    at: Number(at),
    leaf: leaf!,
    commitment: commitment!,
    ...(salt === undefined ? {} : { salt }),
    contentStart: all.length,
  }
}

const closingBrace = 0x7d
const number = '(0|[1-9][0-9]{0,14})'
const head = new RegExp(
  `^\\{"index":${number},"at":${number},"leaf":"([0-9a-f]{64})","commitment":"([0-9a-f]{64})","salt":(?:"([0-9a-f]{32})","entry":|null,"entry":null\\})`,
)

export const digestOf = (text: string): Digest => Buffer.from(text, 'hex')
