import type { StoredEntry } from '../api.ts'
import { cosign, signCheckpoint, withSignatures, type ParsedCheckpoint } from '../checkpoint.ts'
import { encodeEntry } from '../encode-entry.ts'
import { MerkleTree } from '../merkle-tree.ts'
import { leafHash } from '../tree-hash.ts'
import { entryAt, exportOf, lineOf, logSigner, stored, strangerSigner, witnessSigner, type Item } from './log.ts'

/** What somebody did to an export, and where a verifier must find it. */
export interface Manipulated {
  readonly text: string
  /** The first broken entry; `undefined`: a checkpoint or the file itself. */
  readonly index: number | undefined
  /** The place cannot be known, only the stretch between two checkpoints; `index` must lie in it. */
  readonly within?: boolean
}
export type Random = (below: number) => number
export type Manipulation = (items: readonly Item[], random: Random) => Manipulated

/** Repeatable random numbers (mulberry32). */
export const seeded = (seed: number): Random => {
  let state = seed
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below)
  }
}

const entriesOf = (items: readonly Item[]): readonly StoredEntry[] =>
  items.flatMap((item) => ('entry' in item ? [item.entry] : []))
const place = (items: readonly Item[], index: number): number =>
  items.findIndex((item) => 'entry' in item && item.entry.index === index)
const pick = (items: readonly Item[], random: Random, fits: (entry: StoredEntry) => boolean = () => true): StoredEntry => {
  const fitting = entriesOf(items).filter(fits)
  return fitting[random(fitting.length)]!
}
const withContent = (entry: StoredEntry): boolean => entry.content !== null
const replace = (items: readonly Item[], entry: StoredEntry): readonly Item[] =>
  items.map((item) => ('entry' in item && item.entry.index === entry.index ? { entry } : item))

/** Changes one line of the export's text as somebody with an editor would. */
function editLine(items: readonly Item[], index: number, edit: (line: string) => string): string {
  const [header, ...lines] = exportOf(items).split('\n')
  const at = place(items, index)
  return [header, ...lines.map((line, number) => (number === at ? edit(line) : line))].join('\n')
}
const otherHex = (digit: string): string => (digit === '0' ? '1' : '0')
const flip = (line: string, member: string, random: Random): string =>
  line.replace(new RegExp(`"${member}":"([0-9a-f]+)"`), (all, hex: string) => {
    const at = all.length - 1 - hex.length + random(hex.length)
    return all.slice(0, at) + otherHex(all[at]!) + all.slice(at + 1)
  })

/** Signs everything anew from the first entry on, as an operator could. */
export function resign(
  items: readonly Item[],
  { witness }: { readonly witness: boolean },
  change = (at: number) => at,
): readonly Item[] {
  const tree = new MerkleTree()
  return items.map((item) => {
    if ('entry' in item) {
      tree.append(leafHash(item.entry.at, item.entry.commitment))
      return item
    }
    const at = change(item.checkpoint.at)
    const signed = signCheckpoint({ size: tree.size, root: tree.root(), at }, logSigner)
    return { checkpoint: witness ? withSignatures(signed, [cosign(signed, witnessSigner, at)]) : signed }
  })
}

/** An entry with other words, and everything that follows from it computed anew. */
const forged = ({ index, at }: StoredEntry, time = at): StoredEntry =>
  stored(index, time, encodeEntry(index, { ...entryAt(index, time), legalBasis: '§ 99 StVO' }))

const checkpoints = (items: readonly Item[]): readonly ParsedCheckpoint[] =>
  items.flatMap((item) => ('checkpoint' in item ? [item.checkpoint] : []))

/** Without the deleted ones a renumbered line would be found in its content. */
const renumber = (items: readonly Item[]): readonly Item[] => {
  let next = 0
  return items.map((item) => ('entry' in item ? { entry: { ...item.entry, index: next++ } } : item))
}

export const manipulations: Readonly<Record<string, Manipulation>> = {
  'a letter of a content': (items, random) => {
    const { index } = pick(items, random, withContent)
    return { text: editLine(items, index, (line) => line.replace('Bewohnerparken', 'Bewohnerparker')), index }
  },
  'a digit of a salt': (items, random) => {
    const { index } = pick(items, random, withContent)
    return { text: editLine(items, index, (line) => flip(line, 'salt', random)), index }
  },
  'a digit of a commitment': (items, random) => {
    const { index } = pick(items, random)
    return { text: editLine(items, index, (line) => flip(line, 'commitment', random)), index }
  },
  'a digit of a leaf': (items, random) => {
    const { index } = pick(items, random)
    return { text: editLine(items, index, (line) => flip(line, 'leaf', random)), index }
  },
  'the time of a line': (items, random) => {
    const { index, at } = pick(items, random)
    return { text: editLine(items, index, (line) => line.replace(`"at":${at}`, `"at":${at + 1 + random(5)}`)), index }
  },
  'a line that is no entry': (items, random) => {
    const { index } = pick(items, random)
    return { text: editLine(items, index, (line) => line.slice(0, random(line.length - 1))), index }
  },
  'white space in a line': (items, random) => {
    const { index } = pick(items, random)
    return { text: editLine(items, index, (line) => line.replace(',"leaf"', ', "leaf"')), index }
  },
  'an entry dropped': (items, random) => {
    const { index } = pick(items, random)
    return { text: exportOf(items.filter((item) => !('entry' in item && item.entry.index === index))), index }
  },
  'an entry twice': (items, random) => {
    const entry = pick(items, random)
    return {
      text: exportOf(items.flatMap((item) => ('entry' in item && item.entry === entry ? [item, item] : [item]))),
      index: entry.index + 1,
    }
  },
  'two entries swapped': (items, random) => {
    const [left, right] = [pick(items, random), pick(items, random)].toSorted((one, other) => one.index - other.index)
    if (left === right) return manipulations['an entry dropped']!(items, random)
    const swapped = items.map((item) =>
      'entry' in item && item.entry === left
        ? { entry: right! }
        : 'entry' in item && item.entry === right
          ? { entry: left! }
          : item,
    )
    return { text: exportOf(swapped), index: left!.index }
  },
  'contents of two entries swapped': (items, random) => {
    const [left, right] = [pick(items, random, withContent), pick(items, random, withContent)]
    if (left === right) return manipulations['a digit of a salt']!(items, random)
    const swapped = replace(replace(items, { ...left, salt: right.salt, content: right.content }), {
      ...right,
      salt: left.salt,
      content: left.content,
    })
    return { text: exportOf(swapped), index: Math.min(left.index, right.index) }
  },
  'an entry dropped, all numbers anew': (items, random) => {
    const entry = pick(items, random, ({ index, content }) => content !== null && entriesOf(items)[index + 1]?.content !== null)
    const kept = items.filter((item) => !('entry' in item && item.entry === entry))
    return { text: exportOf(renumber(kept)), index: entry.index }
  },
  'an entry of elsewhere put in, all numbers anew': (items, random) => {
    const entry = pick(items, random, withContent)
    const other = pick(items, random, ({ index, content }) => content !== null && index !== entry.index)
    const more = items.flatMap((item) =>
      'entry' in item && item.entry === entry ? [{ entry: { ...other, at: entry.at } }, item] : [item],
    )
    return { text: exportOf(renumber(more)), index: entry.index }
  },
  'a deleted content made up': (items, random) => {
    const entry = pick(items, random, ({ content }) => content === null)
    const { salt, content } = forged(entry)
    return { text: exportOf(replace(items, { ...entry, salt, content })), index: entry.index }
  },
  'an entry forged with its commitment and leaf': (items, random) => {
    const entry = pick(items, random)
    return { text: exportOf(replace(items, forged(entry))), index: entry.index, within: true }
  },
  'a forged entry put in, everything behind it computed anew': (items, random) => {
    const entry = pick(items, random)
    const entries = entriesOf(items)
    const behind = entries.slice(entry.index).map(({ index, at }) => stored(index + 1, at))
    const all = [...entries.slice(0, entry.index), forged(entry), ...behind]
    const moved = items.map((item): Item => ('entry' in item ? { entry: all[item.entry.index]! } : item))
    return { text: exportOf([...moved, { entry: all.at(-1)! }]), index: entry.index, within: true }
  },
  'an entry back-dated and computed anew': (items, random) => {
    const entry = pick(items, random, ({ index }) => index > 0)
    return { text: exportOf(replace(items, forged(entry, entry.at - 11 - random(1000)))), index: entry.index }
  },
  'an entry back-dated before a checkpoint, everything signed anew': (items, random) => {
    const covered = checkpoints(items).slice(0, -1)
    const { size, at } = covered[random(covered.length)]!
    const entry = entriesOf(items)[size]!
    return { text: exportOf(resign(replace(items, forged(entry, at - 1 - random(4))), { witness: true })), index: entry.index }
  },
  'an entry newer than its checkpoint, everything signed anew': (items, random) => {
    const all = checkpoints(items)
    const { size, at } = all[random(all.length)]!
    const entry = entriesOf(items)[size - 1]!
    return { text: exportOf(resign(replace(items, forged(entry, at + 1 + random(4))), { witness: true })), index: entry.index }
  },
  'the end cut off': (items, random) => {
    const { index } = pick(items, random)
    const header = exportOf(items).split('\n', 1)[0]!
    return { text: `${header}\n${items.slice(0, place(items, index)).map(lineOf).join('')}`, index }
  },
  'the newest checkpoints taken away': (items, random) => {
    const all = checkpoints(items)
    const from = random(all.length)
    const kept = items.filter((item) => !('checkpoint' in item && item.checkpoint.size >= all[from]!.size))
    return { text: exportOf(kept), index: all[from - 1]?.size ?? 0 }
  },
  'a checkpoint signed by somebody else': (items, random) => {
    const all = checkpoints(items)
    const chosen = all[random(all.length)]!
    const signed = signCheckpoint(chosen, strangerSigner)
    return {
      text: exportOf(items.map((item) => ('checkpoint' in item && item.checkpoint === chosen ? { checkpoint: signed } : item))),
      index: undefined,
    }
  },
  'a checkpoint with another time under its old signature': (items, random) => {
    const all = checkpoints(items)
    const chosen = all[random(all.length)]!
    const text = exportOf(items).replace(`time ${chosen.at}\\n`, `time ${chosen.at + 1}\\n`)
    return { text, index: undefined }
  },
  'the origin of another log': (items) => ({
    text: exportOf(items)
      .replaceAll('\\nfachwerk.example/', '\\nfremdwerk.example/')
      .replaceAll('"checkpoint":"fachwerk', '"checkpoint":"fremdwerk'),
    index: undefined,
  }),
  'everything rewritten and signed by the operator, without the witness': (items, random) => {
    const entry = pick(items, random)
    const rewritten = resign(replace(items, forged(entry)), { witness: false })
    // What lies before the change is as it was, with its cosignatures.
    const old = rewritten.map((item, at) =>
      'checkpoint' in item && (items[at] as { checkpoint: ParsedCheckpoint }).checkpoint.size <= entry.index ? items[at]! : item,
    )
    const before = checkpoints(items).findLast(({ size }) => size <= entry.index)
    return { text: exportOf(old), index: before?.size ?? 0 }
  },
}
