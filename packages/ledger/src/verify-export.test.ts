import { describe, expect, test } from 'vitest'
import { parseCheckpoint } from './checkpoint.ts'
import { MerkleTree } from './merkle-tree.ts'
import { parseVerifierKey } from './signed-note.ts'
import { exportOf, logSigner, makeLog, pieces, start, strangerSigner, witnessSigner, type Item } from './test-kit/log.ts'
import { manipulations, resign, seeded } from './test-kit/manipulations.ts'
import { leafHash } from './tree-hash.ts'
import { verifyExport, type VerifyKeys } from './verify-export.ts'

const log = [parseVerifierKey(logSigner.verifierKey)!]
const witnesses = [parseVerifierKey(witnessSigner.verifierKey)!]
const verify = (text: string, more: Partial<VerifyKeys> = {}) => verifyExport(pieces(text), { log, witnesses, ...more })

const deleted = (index: number) => index < 20 || index % 9 === 4
const items = makeLog({ entries: 120, every: 13, deleted })
const lastCheckpoint = (of: readonly Item[]) => of.flatMap((item) => ('checkpoint' in item ? [item.checkpoint] : [])).at(-1)!

describe('a log as it was written', () => {
  test('is proven, however its bytes arrive', async () => {
    for (const length of [7, 1000, 1_000_000]) {
      expect(await verifyExport(pieces(exportOf(items), length), { log, witnesses })).toEqual({
        ok: true,
        entries: 120,
        checkpoints: 10,
        witnesses: [witnessSigner.name],
        withoutContent: 31,
      })
    }
  })
  test('is proven when it is empty', async () => {
    expect(await verify(exportOf([]))).toMatchObject({ ok: true, entries: 0, checkpoints: 0 })
  })
  test('is proven from a checkpoint on, by the hashes before it', async () => {
    const tree = new MerkleTree()
    const at = items.findIndex((item) => 'checkpoint' in item && item.checkpoint.size === 52)
    for (const item of items.slice(0, at)) if ('entry' in item) tree.append(leafHash(item.entry.at, item.entry.commitment))
    const frontier = tree.peaks.map((digest) => Buffer.from(digest).toString('hex'))
    expect(await verify(exportOf(items.slice(at), 52, frontier))).toMatchObject({ ok: true, entries: 68, checkpoints: 7 })
    const wrong = frontier.map((digest) => digest.replaceAll('a', 'b'))
    expect(await verify(exportOf(items.slice(at), 52, wrong))).toMatchObject({ ok: false, reason: 'frontier' })
    expect(await verify(exportOf(items.slice(at), 52, frontier.slice(1)))).toMatchObject({ ok: false, reason: 'frontier' })
  })
})

describe('what only outsiders can find', () => {
  test('a history that operator and witness rewrote together is found by a checkpoint kept from before', async () => {
    const kept = parseCheckpoint(lastCheckpoint(items).note)!
    const rewritten = resign(makeLog({ entries: 130, every: 10 }), { witness: true }, (at) => at + 1)
    expect(await verify(exportOf(rewritten))).toMatchObject({ ok: true })
    const other = resign(
      makeLog({ entries: 130, every: 10 }).map((item) =>
        'entry' in item && item.entry.index === 7
          ? { entry: { ...item.entry, at: item.entry.at + 1, salt: null, content: null } }
          : item,
      ),
      { witness: true },
    )
    expect(await verify(exportOf(other))).toMatchObject({ ok: true })
    expect(await verify(exportOf(other), { known: [kept] })).toMatchObject({
      ok: false,
      reason: 'known-checkpoint',
      index: 110,
      until: 120,
    })
    expect(await verify(exportOf(rewritten), { known: [kept] })).toMatchObject({ ok: true })
  })
  test('a tail cut off together with its checkpoint is found by a checkpoint kept from before', async () => {
    const shorter = makeLog({ entries: 104, every: 13, deleted })
    expect(await verify(exportOf(shorter))).toMatchObject({ ok: true })
    expect(await verify(exportOf(shorter), { known: [lastCheckpoint(items)] })).toMatchObject({
      ok: false,
      reason: 'missing',
      index: 104,
    })
  })
  test('a tail without the witness is found, unless so much is allowed', async () => {
    const text = exportOf(makeLog({ entries: 120, every: 13, cosigned: (size) => size <= 91 }))
    expect(await verify(text)).toMatchObject({ ok: false, reason: 'witness', index: 91 })
    expect(await verify(text, { unwitnessed: 1000 })).toMatchObject({ ok: true })
    expect(await verify(text, { unwitnessed: 200 })).toMatchObject({ ok: false, reason: 'witness' })
    expect(await verify(text, { witnesses: [] })).toMatchObject({ ok: true, witnesses: [] })
  })
  test('a content deleted before its time is found where the time is known', async () => {
    expect(await verify(exportOf(items), { contentSince: start + 300 })).toMatchObject({
      ok: false,
      reason: 'content-missing',
      index: 31,
    })
  })
  test('the key of somebody else proves nothing', async () => {
    const strangers = [parseVerifierKey(strangerSigner.verifierKey)!]
    expect(await verify(exportOf(items), { log: strangers })).toMatchObject({ ok: false, reason: 'checkpoint-signature' })
  })
})

describe('files that are no export', () => {
  test.each(['', 'nothing', '{}\n', '{"format":"fachwerk-ledger/1"}\n', `${'x'.repeat(5_000_000)}`])(
    'are refused: %#',
    async (text) => {
      expect(await verify(text)).toMatchObject({ ok: false, reason: 'header' })
    },
  )
})

describe('25 manipulations of each kind are found, with the first broken entry', () => {
  test.each(Object.entries(manipulations))('%s', async (_name, manipulate) => {
    const honest = exportOf(items)
    for (let seed = 1; seed <= 25; seed++) {
      const { text, index, within = false } = manipulate(items, seeded(seed))
      expect(text).not.toBe(honest)
      const outcome = await verify(text)
      if (outcome.ok) throw new Error(`Not found with seed ${seed}.`)
      if (!within) {
        expect({ seed, index: outcome.index }).toEqual({ seed, index })
        continue
      }
      // Between two checkpoints: not more than 13 entries wide, and the change lies in it.
      expect(outcome.index).toBeLessThanOrEqual(index!)
      expect(outcome.until).toBeGreaterThan(index!)
      expect(outcome.until! - outcome.index!).toBeLessThanOrEqual(14)
    }
  })
})
