import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  checkpointLine,
  commit,
  consistencyProof,
  cosignedBy,
  createSigner,
  encodeEntry,
  entryLine,
  headerLine,
  leafHash,
  MerkleTree,
  parseCheckpoint,
  parseVerifierKey,
  signCheckpoint,
  type LedgerEntry,
} from '@fachwerk/ledger'
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { ledger } from './index.ts'

const folder = mkdtempSync(join(tmpdir(), 'fachwerk-ledger-'))
const at = Date.UTC(2026, 10, 23, 12)
const log = createSigner('fachwerk.example/ledger', Buffer.alloc(32, 1))
let out = ''
let err = ''
beforeEach(() => {
  out = ''
  err = ''
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => ((out += String(text)), true))
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => ((err += String(text)), true))
})
afterEach(() => vi.restoreAllMocks())
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const file = (name: string, content?: string): string => {
  const path = join(folder, name)
  if (content !== undefined) writeFileSync(path, content)
  return path
}
const entry = (index: number, words: string): LedgerEntry => ({
  at: at + index,
  tenant: 'celle',
  subject: 'ab'.repeat(16),
  actor: { id: 'jonas', role: 'Sachbearbeitung' },
  channel: 'page',
  categories: ['address'],
  purpose: 'case-work',
  purposeText: words,
})

/** A log in memory. */
const makeLog = (entries: number, words = 'Bewohnerparken') => {
  const salt = Buffer.alloc(16)
  const rows = Array.from({ length: entries }, (_, index) => {
    const content = encodeEntry(index, entry(index, words))
    return { index, at: at + index, commitment: commit(content, salt), salt, content }
  })
  const leaves = rows.map((row) => leafHash(row.at, row.commitment))
  const rootOf = (hashes: typeof leaves) => {
    const tree = new MerkleTree()
    for (const hash of hashes) tree.append(hash)
    return tree.root()
  }
  const checkpoint = signCheckpoint({ size: entries, root: rootOf(leaves), at: at + entries }, log)
  const header = {
    format: 'fachwerk-ledger/1',
    origin: log.name,
    key: log.verifierKey,
    from: 0,
    size: entries,
    frontier: [],
  } as const
  return {
    checkpoint,
    text: headerLine(header) + rows.map(entryLine).join('') + checkpointLine(checkpoint),
    consistency: async (from: number) => {
      const read = await consistencyProof(from, entries, async (nodes) =>
        nodes.map(({ level, index }) => rootOf(leaves.slice(index * 2 ** level, (index + 1) * 2 ** level))),
      )
      return read.map((digest) => Buffer.from(digest).toString('hex'))
    },
  }
}

describe('fachwerk ledger verify', () => {
  const whole = file('whole.ndjson', makeLog(20).text)

  test('proves an export with the key of the log', async () => {
    expect(await ledger(['verify', whole, '--key', log.verifierKey])).toBe(0)
    expect(out).toContain('Das Protokoll ist unversehrt: 20 Einträge, 1 Prüfpunkte')
    expect(out).toContain('The ledger is intact')
    expect(out).toContain('Ohne --witness')
    expect(out).not.toContain(log.verifierKey)
  })
  test('says so when it has only the key that the file names', async () => {
    expect(await ledger(['verify', whole])).toBe(0)
    expect(out).toContain(log.verifierKey)
  })
  test('names the first broken entry, in both languages, and as JSON', async () => {
    const broken = file('broken.ndjson', makeLog(20).text.replace('"index":13,"at":', '"index":13,"at":1'))
    expect(await ledger(['verify', broken, '--key', log.verifierKey])).toBe(1)
    expect(out).toContain('Eintrag 13 ')
    expect(out).toContain('Entry 13 ')
    out = ''
    expect(await ledger(['verify', broken, '--json'])).toBe(1)
    expect(JSON.parse(out)).toMatchObject({ ok: false, index: 13 })
  })
  test('takes what is before --since from the tree, and opens the rest', async () => {
    const broken = file('since.ndjson', makeLog(20).text.replace('Bewohnerparken', 'Bewohnerparker'))
    expect(await ledger(['verify', broken])).toBe(1)
    expect(await ledger(['verify', broken, '--since', '1'])).toBe(0)
  })
  test('says so where --since lies beyond the end, and where the first line names another number of entries', async () => {
    expect(await ledger(['verify', whole, '--since', '20'])).toBe(0)
    out = ''
    expect(await ledger(['verify', whole, '--since', '21'])).toBe(1)
    expect(out).toContain('Das Protokoll hat nur 20 Einträge')
    expect(out).toContain('nothing to verify')
    for (const size of [3, 30]) {
      out = ''
      const other = file(`size-${size}.ndjson`, makeLog(20).text.replace('"size":20', `"size":${size}`))
      expect(await ledger(['verify', other])).toBe(1)
      expect(out).not.toContain('unversehrt')
    }
  })
  test('compares with a checkpoint kept from before, and asks for the witness', async () => {
    const kept = file('kept.checkpoint', makeLog(12).checkpoint.note)
    expect(await ledger(['verify', whole, '--checkpoint', kept])).toBe(0)
    const rewritten = file('rewritten.ndjson', makeLog(20, 'Hundesteuer').text)
    expect(await ledger(['verify', rewritten])).toBe(0)
    expect(await ledger(['verify', rewritten, '--checkpoint', kept])).toBe(1)
    const nobody = createSigner('lfd.example/witness', Buffer.alloc(32, 2), 4).verifierKey
    expect(await ledger(['verify', whole, '--witness', nobody])).toBe(1)
    expect(out).toContain('Ab Eintrag 0 hat der Zeuge nichts bestätigt')
  })
  test.each([
    [['verify', 'a', 'b']],
    [['verify', whole, '--since', 'gestern']],
    [['verify', whole, '--key', 'secret']],
    [['verify', whole, '--content-since', '23.11.2026']],
    [['verify', join(folder, 'nowhere')]],
    [['teleport']],
    [[]],
  ])('refuses the call %o', async (args) => {
    expect(await ledger(args)).toBe(2)
    expect(err).not.toBe('')
  })
})

describe('fachwerk ledger keygen', () => {
  test('keeps the secret in a file for its owner, prints what others verify with, and overwrites nothing', async () => {
    const key = file('new.key')
    expect(await ledger(['keygen', '--name', 'lfd.example/witness', '--out', key])).toBe(0)
    expect(parseVerifierKey(out)).toMatchObject({ name: 'lfd.example/witness', type: 4 })
    expect(statSync(key).mode & 0o777).toBe(0o600)
    const secret = readFileSync(key, 'utf8')
    // `PRIVATE+KEY+name+id+base64`; base64 has plus signs of its own.
    expect(out).not.toContain(secret.trim().split('+').slice(4).join('+'))
    expect(await ledger(['keygen', '--name', 'lfd.example/witness', '--out', key])).toBe(2)
    expect(readFileSync(key, 'utf8')).toBe(secret)
  })
  test('makes the key of a log as 32 bytes in base64', async () => {
    const key = file('log.key')
    expect(await ledger(['keygen', '--name', 'land.example/ledger', '--out', key, '--log'])).toBe(0)
    const seed = Buffer.from(readFileSync(key, 'utf8').trim(), 'base64')
    expect(createSigner('land.example/ledger', seed).verifierKey).toBe(out.trim())
  })
})

describe('fachwerk ledger witness', () => {
  const key = file('witness.key')
  const state = file('witness.state')
  let server: Server
  let current = makeLog(8)
  const taken: string[] = []
  let takes = true

  beforeEach(async () => {
    server = createServer(async (request, response) => {
      const url = new URL(request.url!, 'http://localhost')
      if (url.pathname === '/api/v1/ledger/checkpoint') return response.end(current.checkpoint.note)
      if (url.pathname === '/api/v1/ledger/consistency')
        return response.end(JSON.stringify({ proof: await current.consistency(Number(url.searchParams.get('from'))) }))
      let body = ''
      for await (const chunk of request) body += String(chunk)
      if (!takes) return response.writeHead(403).end()
      taken.push((JSON.parse(body) as { note: string }).note)
      return response.end()
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  })
  afterEach(() => new Promise((resolve) => server.close(resolve)))
  const run = (...more: string[]) =>
    ledger([
      'witness',
      '--key',
      key,
      '--state',
      state,
      '--server',
      `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      ...more,
    ])

  test('signs what goes on, gives it to the server, and refuses a fork, a shorter log and another log', async () => {
    expect(await ledger(['keygen', '--name', 'lfd.example/witness', '--out', key])).toBe(0)
    const verifier = parseVerifierKey(out)!
    expect(await run()).toBe(2)
    expect(err).toContain('--log')
    expect(await run('--log', log.verifierKey)).toBe(0)
    expect(cosignedBy(parseCheckpoint(taken[0]!)!, verifier)).toBeGreaterThan(at - 1e12)

    current = makeLog(21)
    out = ''
    expect(await run()).toBe(0)
    expect(out).toBe(taken[1])
    expect(parseCheckpoint(taken[1]!)).toMatchObject({ size: 21 })

    const before = readFileSync(state, 'utf8')
    for (const [other, sentence] of [
      [makeLog(30, 'Hundesteuer'), 'neu geschrieben'],
      [makeLog(20), 'älter'],
    ] as const) {
      current = other
      err = ''
      expect(await run()).toBe(1)
      expect(err).toContain(sentence)
    }
    expect(await run('--log', createSigner('fremd.example/ledger', Buffer.alloc(32, 8)).verifierKey)).toBe(2)
    expect(taken).toHaveLength(2)
    expect(readFileSync(state, 'utf8')).toBe(before)
  })

  test('says with its exit code that the server has not taken the signature; the next run gives it again', async () => {
    current = makeLog(22)
    takes = false
    err = ''
    expect(await run()).toBe(1)
    expect(err).toContain('FACHWERK_LEDGER_WITNESSES')
    expect(await run('--print')).toBe(0)
    takes = true
    expect(await run()).toBe(0)
    expect(parseCheckpoint(taken.at(-1)!)).toMatchObject({ size: 22 })
  })

  test('works from files, and not without its memory', async () => {
    const longer = makeLog(25)
    const files = [
      '--checkpoint',
      file('c', longer.checkpoint.note),
      '--consistency',
      file('p', JSON.stringify({ proof: await longer.consistency(22) })),
    ]
    expect(await ledger(['witness', '--key', key, '--state', state, ...files])).toBe(0)
    expect(parseCheckpoint(out)?.signatures).toHaveLength(2)
    writeFileSync(state, '{')
    expect(await ledger(['witness', '--key', key, '--state', state, ...files])).toBe(2)
    expect(err).toContain('beschädigt')
  })
})
