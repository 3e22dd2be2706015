import { hash } from 'node:crypto'
import type { VerifyOutcome } from './api.ts'
import { cosignedBy, isSignedBy, parseCheckpoint, type ParsedCheckpoint } from './checkpoint.ts'
import { digestOf, parseCheckpointLine, parseEntryHead, parseHeader, type EntryHead } from './export-lines.ts'
import { MerkleTree } from './merkle-tree.ts'
import type { NoteVerifier } from './signed-note.ts'
import { splitLines } from './split-lines.ts'
import { leafHash, sameBytes, saltLength } from './tree-hash.ts'
import { Broken } from './verify-failure.ts'

/** What whoever verifies has from elsewhere than the export. */
export interface VerifyKeys {
  /** Keys of the log; more than one where it was changed. */
  readonly log: readonly NoteVerifier[]
  /** Each of them must have cosigned. Without witnesses, an operator who rewrites everything and signs it anew is not found. */
  readonly witnesses?: readonly NoteVerifier[]
  /** Checkpoints kept from before: the log must be what follows from each of them. */
  readonly known?: readonly ParsedCheckpoint[]
  /** How long the end of the log may be without a cosignature, in milliseconds; default 0. */
  readonly unwitnessed?: number
  /** Contents and times before this entry are taken from the signed tree without opening them. */
  readonly since?: number
  /** From this time on, in milliseconds, every entry must have its content. */
  readonly contentSince?: number
}

/**
 * Verifies an export from its bytes alone, in one pass: each entry against its commitment, each commitment against its leaf, the tree of
 * all leaves against every signed checkpoint, times against what stands before and behind. Memory does not grow with the log, only with
 * the number of entries between two checkpoints (8 bytes each, at most 8 MiB). Chunks may end anywhere.
 */
export async function verifyExport(chunks: AsyncIterable<string | Uint8Array>, keys: VerifyKeys): Promise<VerifyOutcome> {
  try {
    let run: Verification | undefined
    for await (const lines of splitLines(chunks)) {
      let first = 0
      if (!run) {
        run = new Verification(lines[0]!.toString(), keys)
        first = 1
      }
      for (let index = first; index < lines.length; index++) run.line(lines[index]!)
    }
    if (!run) throw new Broken('header')
    return run.finish()
  } catch (error) {
    if (error instanceof Broken) return error.outcome
    if (error instanceof RangeError) return new Broken('header').outcome
    throw error
  }
}

const quote = 0x22
const letterC = 0x63
/** Times kept between two checkpoints. */
const mostTimes = 2 ** 20

class Verification {
  readonly #keys: VerifyKeys
  readonly #origin: string
  readonly #from: number
  readonly #announced: number
  readonly #tree: MerkleTree
  readonly #known: ParsedCheckpoint[]
  readonly #cosigned: Map<string, { size: number; at: number }>
  /** Times of the entries since the last checkpoint. */
  #times: number[] = []
  #last: ParsedCheckpoint | undefined
  /** Everything before this entry is covered by a checkpoint that is right. */
  #proven: number
  #latest = 0
  #checkpoints = 0
  #withoutContent = 0

  constructor(line: string, keys: VerifyKeys) {
    const header = parseHeader(line)
    if (!header) throw new Broken('header')
    this.#keys = keys
    this.#origin = header.origin
    this.#from = header.from
    this.#announced = header.size
    this.#proven = header.from
    try {
      this.#tree = new MerkleTree(header.from, header.frontier.map(digestOf))
    } catch {
      throw new Broken('frontier')
    }
    this.#known = (keys.known ?? []).toSorted((left, right) => left.size - right.size)
    this.#cosigned = new Map((keys.witnesses ?? []).map(({ verifierKey }) => [verifierKey, { size: 0, at: 0 }]))
    if (this.#known.some(({ origin }) => origin !== header.origin)) throw new Broken('checkpoint-origin')
    if (this.#known.some(({ size }) => size < header.from)) throw new Broken('known-unchecked')
    this.#meetKnown()
  }

  line(line: Buffer): void {
    if (line[1] === quote && line[2] === letterC) this.#checkpoint(line.toString())
    else this.#entry(line)
  }

  #entry(line: Buffer): void {
    const expected = this.#tree.size
    const head = parseEntryHead(line)
    if (!head) throw new Broken('malformed', expected)
    if (head.index !== expected) throw new Broken('order', expected)
    if (expected >= (this.#keys.since ?? 0)) this.#open(head, line)
    if (head.at < this.#latest) throw new Broken('too-old', expected)
    this.#latest = head.at
    if (this.#times.length < mostTimes) this.#times.push(head.at)
    if (head.salt === undefined) this.#withoutContent += 1
    this.#tree.append(digestOf(head.leaf))
    this.#meetKnown()
  }

  #open(head: EntryHead, line: Buffer): void {
    if (head.salt === undefined) {
      if (head.at >= (this.#keys.contentSince ?? Infinity)) throw new Broken('content-missing', head.index)
    } else if (!contentFits(head, line)) throw new Broken('content', head.index)
    if (!sameBytes(leafHash(head.at, digestOf(head.commitment)), digestOf(head.leaf))) throw new Broken('leaf', head.index)
  }

  #checkpoint(line: string): void {
    const checkpoint = parseCheckpoint(parseCheckpointLine(line) ?? '')
    if (!checkpoint) throw new Broken('checkpoint-unreadable')
    if (checkpoint.origin !== this.#origin) throw new Broken('checkpoint-origin')
    if (!this.#keys.log.some((key) => isSignedBy(checkpoint, key))) throw new Broken('checkpoint-signature')
    const { size } = this.#tree
    if (checkpoint.size > size) throw new Broken('missing', size)
    if (checkpoint.size > this.#proven && checkpoint.size < size) throw new Broken('inserted', this.#proven, size)
    if (checkpoint.size < size || (this.#last && checkpoint.size <= this.#last.size)) throw new Broken('checkpoint-order')
    if (!sameBytes(checkpoint.root, this.#tree.root())) {
      // Before the first entry there is none to name: the frontier is wrong.
      throw size === this.#from ? new Broken('frontier') : new Broken('root', this.#proven, size)
    }
    this.#checkTimes(checkpoint)
    for (const witness of this.#keys.witnesses ?? [])
      if (cosignedBy(checkpoint, witness) !== undefined) this.#cosigned.set(witness.verifierKey, { size, at: checkpoint.at })
    this.#last = checkpoint
    this.#checkpoints += 1
    this.#proven = size
    this.#latest = checkpoint.at
    this.#times = []
  }

  #checkTimes({ at }: ParsedCheckpoint): void {
    if (this.#latest <= at) return
    const late = this.#times.findIndex((time) => time > at)
    if (this.#times.length === 0) throw new Broken('checkpoint-order')
    throw new Broken('too-new', this.#proven + (late < 0 ? mostTimes : late))
  }

  /** Where the log has just the size of a checkpoint kept from before, it must have its root. */
  #meetKnown(): void {
    while (this.#known[0]?.size === this.#tree.size) {
      const { root } = this.#known.shift()!
      if (!sameBytes(root, this.#tree.root()))
        throw new Broken('known-checkpoint', Math.max(0, Math.min(this.#proven, this.#tree.size - 1)), this.#tree.size)
    }
  }

  finish(): VerifyOutcome {
    const { size } = this.#tree
    if (this.#announced > size || this.#known.length > 0) throw new Broken('missing', size)
    if (this.#announced < size) throw new Broken('size')
    if ((this.#keys.since ?? 0) > size) throw new Broken('since-beyond', size)
    if (size > this.#proven || (size > 0 && !this.#last)) throw new Broken('unsigned', this.#proven)
    this.#checkWitnesses()
    return {
      ok: true,
      entries: size - this.#from,
      checkpoints: this.#checkpoints,
      witnesses: (this.#keys.witnesses ?? []).map(({ name }) => name),
      withoutContent: this.#withoutContent,
    }
  }

  #checkWitnesses(): void {
    if (!this.#last) return
    const { size, at } = this.#last
    const allowed = this.#keys.unwitnessed ?? 0
    for (const cosigned of this.#cosigned.values()) {
      if (cosigned.size === size || (cosigned.size > 0 && at - cosigned.at <= allowed)) continue
      throw new Broken('witness', Math.max(cosigned.size, this.#from))
    }
  }
}

/** The content is what was committed to, and says the same place and time as its line. */
function contentFits({ index, at, salt, commitment, contentStart }: EntryHead, line: Buffer): boolean {
  const length = line.length - 1 - contentStart
  if (scratch.length < saltLength + length) scratch = Buffer.allocUnsafe(2 * (saltLength + length))
  scratch.write(salt!, 0, saltLength, 'hex')
  line.copy(scratch, saltLength, contentStart, line.length - 1)
  if (hash('sha256', scratch.subarray(0, saltLength + length), 'hex') !== commitment) return false
  const start = `{"index":${index},"at":${at},`
  return line.toString('latin1', contentStart, contentStart + start.length) === start
}
// One buffer for all entries: hashing is synchronous.
let scratch = Buffer.allocUnsafe(4096)
