import { createReadStream, readFileSync } from 'node:fs'
import {
  cosignatureType,
  ed25519Type,
  parseCheckpoint,
  parseHeader,
  parseVerifierKey,
  verifyExport,
  type NoteVerifier,
  type ParsedCheckpoint,
  type VerifyKeys,
  type VerifyOutcome,
} from '@fachwerk/ledger'
import { command, readArguments, UsageError } from '../arguments.ts'
import { openExport, type ExportSource } from './export-source.ts'
import { readCount } from './read-count.ts'
import { readVerifier } from './read-key.ts'

const usage =
  'Aufruf: fachwerk ledger verify [DATEI] [--since N] [--key SCHLÜSSEL] [--witness SCHLÜSSEL] [--checkpoint DATEI] [--unwitnessed MINUTEN] [--content-since DATUM] [--json] / Usage: fachwerk ledger verify [FILE] …'

const options = {
  since: { type: 'string' },
  key: { type: 'string', multiple: true, default: [] as string[] },
  witness: { type: 'string', multiple: true, default: [] as string[] },
  checkpoint: { type: 'string', multiple: true, default: [] as string[] },
  unwitnessed: { type: 'string' },
  'content-since': { type: 'string' },
  data: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const

/**
 * `fachwerk ledger verify [FILE] …`: proves a ledger from an export alone, without a server and without a network; without a file, the own
 * one. Exit 1 names the first broken entry.
 */
export const verify = command(async (args) => {
  const { values, positionals } = readArguments(args, options)
  if (positionals.length > 1) throw new UsageError(usage)
  const since = readCount(values.since, '--since')
  const minutes = readCount(values.unwitnessed, '--unwitnessed')
  const contentSince = readDate(values['content-since'])
  const log = values.key.map((key) => readVerifier(key, ed25519Type, '--key'))
  const given: Omit<VerifyKeys, 'log'> = {
    witnesses: values.witness.map((key) => readVerifier(key, cosignatureType, '--witness')),
    known: values.checkpoint.map(readCheckpoint),
    ...(since === undefined ? {} : { since }),
    ...(minutes === undefined ? {} : { unwitnessed: minutes * 60_000 }),
    ...(contentSince === undefined ? {} : { contentSince }),
  }
  const source = await openSource(positionals[0], values.data, since)
  try {
    const { chunks, key } = await peekKey(source.chunks)
    const outcome = await verifyExport(chunks, { ...given, log: log.length > 0 ? log : key })
    process.stdout.write(values.json ? `${JSON.stringify(outcome, null, 2)}\n` : report(outcome, log.length > 0, key[0]))
    return outcome.ok ? 0 : 1
  } finally {
    await source.close()
  }
})

const readDate = (text: string | undefined): number | undefined => {
  if (text === undefined) return undefined
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : NaN
  if (Number.isNaN(time))
    throw new UsageError('--content-since erwartet ein Datum wie 2026-11-23. / --content-since takes a date such as 2026-11-23.')
  return time
}

const readCheckpoint = (file: string): ParsedCheckpoint => {
  const checkpoint = parseCheckpoint(readFileSync(file, 'utf8'))
  if (checkpoint) return checkpoint
  throw new UsageError(`${file} enthält keinen Prüfpunkt. / ${file} holds no checkpoint.`)
}

/** From standard input with `-`. */
const openSource = async (
  file: string | undefined,
  data: string | undefined,
  since: number | undefined,
): Promise<ExportSource> => {
  if (file === undefined) return openExport(data, since)
  const stream = file === '-' ? process.stdin : createReadStream(file, { highWaterMark: 1 << 20 })
  return { chunks: stream as AsyncIterable<Uint8Array>, close: async () => void stream.destroy() }
}

/** The key that the export names itself: it shows that the log agrees with itself, not whose it is. */
const peekKey = async (
  source: AsyncIterable<string | Uint8Array>,
): Promise<{ chunks: AsyncIterable<string | Uint8Array>; key: readonly NoteVerifier[] }> => {
  const iterator = source[Symbol.asyncIterator]()
  const first: Buffer[] = []
  for (;;) {
    const { value, done } = await iterator.next()
    if (done === true) break
    const chunk = Buffer.from(value)
    first.push(chunk)
    if (chunk.includes(10) || first.length > 1000) break
  }
  const start = Buffer.concat(first)
  const header = parseHeader(start.toString('utf8', 0, start.indexOf(10)))
  const key = header && parseVerifierKey(header.key)
  const chunks = async function* () {
    yield start
    yield* { [Symbol.asyncIterator]: () => iterator }
  }
  return { chunks: chunks(), key: key ? [key] : [] }
}

const report = (outcome: VerifyOutcome, ownKey: boolean, key: NoteVerifier | undefined): string => {
  if (!outcome.ok) return `${outcome.text.de}\n${outcome.text.en}\n`
  const { entries, checkpoints, witnesses, withoutContent } = outcome
  const lines = [
    `Das Protokoll ist unversehrt: ${entries} Einträge, ${checkpoints} Prüfpunkte, ${withoutContent} Einträge ohne Inhalt.`,
    `The ledger is intact: ${entries} entries, ${checkpoints} checkpoints, ${withoutContent} entries without content.`,
    ...(witnesses.length > 0 ? [`Bezeugt von / Witnessed by: ${witnesses.join(', ')}`] : noWitness),
    ...(ownKey || !key ? [] : [...noKey, key.verifierKey]),
  ]
  return `${lines.join('\n')}\n`
}

const noWitness = [
  'Ohne --witness ist nicht bewiesen, dass der Betreiber nicht alles neu geschrieben hat.',
  'Without --witness it is not proven that the operator has not rewritten everything.',
]
const noKey = [
  'Geprüft mit dem Schlüssel, den die Datei selbst nennt. Vergleichen Sie ihn mit dem veröffentlichten oder geben Sie ihn mit --key an:',
  'Verified with the key that the file itself names. Compare it with the published one, or give it with --key:',
]
