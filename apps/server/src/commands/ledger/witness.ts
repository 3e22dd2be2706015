import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import {
  cosign,
  cosignatureType,
  ed25519Type,
  parseCheckpoint,
  parseSecretKey,
  parseVerifierKey,
  withSignatures,
  witnessCheckpoint,
  type NoteSigner,
  type NoteVerifier,
  type ParsedCheckpoint,
} from '@fachwerk/ledger'
import { command, readArguments, UsageError } from '../arguments.ts'
import { readVerifier } from './read-key.ts'

const usage =
  'Aufruf: fachwerk ledger witness --key DATEI --state DATEI (--server ADRESSE | --checkpoint DATEI [--consistency DATEI]) [--log SCHLÜSSEL] [--print] / Usage: fachwerk ledger witness --key FILE --state FILE (--server URL | --checkpoint FILE [--consistency FILE]) [--log KEY] [--print]'

/** What a witness keeps between its runs. */
interface State {
  /** Verifier key of the log; given with `--log` the first time. */
  readonly log: string
  /** The checkpoint it has signed last. */
  readonly checkpoint: string
}

/**
 * `fachwerk ledger witness`: for an office outside the operator's reach. Reads the newest checkpoint, verifies that it goes on from the one
 * it has signed last, signs it and gives the signature to the server. Refuses everything else with exit 1; exit 1 too when the server does
 * not take the signature, so that a timer that runs it notices.
 */
export const witness = command(async (args) => {
  const { values, positionals } = readArguments(args, {
    key: { type: 'string' },
    state: { type: 'string' },
    server: { type: 'string' },
    checkpoint: { type: 'string' },
    consistency: { type: 'string' },
    log: { type: 'string' },
    print: { type: 'boolean', default: false },
  })
  const { key, state: stateFile, server } = values
  if (key === undefined || stateFile === undefined || positionals.length > 0) throw new UsageError(usage)
  if ((server === undefined) === (values.checkpoint === undefined)) throw new UsageError(usage)
  const signer = readSigner(key)
  const state = readState(stateFile)
  const log = logOf(state, values.log)
  const last = state && parseCheckpoint(state.checkpoint)
  const source = server === undefined ? fromFiles(values.checkpoint!, values.consistency) : fromServer(server)
  const checkpoint = parseCheckpoint(await source.checkpoint())
  if (!checkpoint) return complain({ de: 'Das ist kein Prüfpunkt.', en: 'This is no checkpoint.' })
  const proof = last && last.size < checkpoint.size ? await source.consistency(last, checkpoint) : []
  const outcome = witnessCheckpoint(checkpoint, log, last, proof)
  if (!outcome.ok) return complain(outcome.text)
  // Remembered before anybody has the signature: a witness must never sign what does not go on from it.
  writeState(stateFile, { log: log.verifierKey, checkpoint: checkpoint.note })
  const note = withSignatures(checkpoint, [cosign(checkpoint, signer, Date.now())]).note
  process.stdout.write(note)
  return server === undefined || values.print ? 0 : submit(server, note)
})

const complain = ({ de, en }: { readonly de: string; readonly en: string }): number => {
  process.stderr.write(`${de}\n${en}\n`)
  return 1
}

const readSigner = (file: string): NoteSigner => {
  const signer = parseSecretKey(readFileSync(file, 'utf8'))
  if (signer?.type === cosignatureType) return signer
  throw new UsageError(`${file} enthält keinen Schlüssel eines Zeugen. / ${file} holds no key of a witness.`)
}

const readState = (file: string): State | undefined => {
  if (!existsSync(file)) return undefined
  try {
    const state = JSON.parse(readFileSync(file, 'utf8')) as State
    if (parseVerifierKey(state.log) && parseCheckpoint(state.checkpoint)) return state
  } catch {
    // Falls through: a witness that has lost its memory must not begin anew unnoticed.
  }
  throw new UsageError(
    `${file} ist beschädigt. Ohne das Gedächtnis des Zeugen wird nichts bezeugt. / ${file} is damaged. Nothing is witnessed without the memory of the witness.`,
  )
}

const writeState = (file: string, state: State): void => {
  writeFileSync(`${file}.new`, `${JSON.stringify(state, null, 2)}\n`, { flush: true })
  renameSync(`${file}.new`, file)
}

/** The first time somebody has to say whose log it is; later nobody may say otherwise. */
const logOf = (state: State | undefined, given: string | undefined): NoteVerifier => {
  const named = given === undefined ? undefined : readVerifier(given, ed25519Type, '--log')
  const remembered = state && parseVerifierKey(state.log)
  if (remembered && named && named.verifierKey !== remembered.verifierKey)
    throw new UsageError(
      '--log nennt ein anderes Protokoll als das bisher bezeugte. / --log names another log than the one witnessed so far.',
    )
  const log = remembered ?? named
  if (log) return log
  throw new UsageError(
    'Beim ersten Mal nennt --log den Prüfschlüssel des Protokolls. / The first time --log names the verifier key of the log.',
  )
}

interface Source {
  checkpoint(): Promise<string>
  /** Hashes of the proof. */
  consistency(from: ParsedCheckpoint, to: ParsedCheckpoint): Promise<readonly Uint8Array[]>
}

const fromServer = (server: string): Source => {
  const get = async (path: string): Promise<Response> => {
    const response = await fetch(new URL(path, server), { signal: AbortSignal.timeout(30_000) }).catch((error: unknown) => {
      throw new UsageError(`${server} antwortet nicht (${String(error)}). / ${server} does not answer.`)
    })
    if (response.ok) return response
    throw new UsageError(`${server} antwortet mit ${response.status}. / ${server} answers with ${response.status}.`)
  }
  return {
    checkpoint: async () => (await get('/api/v1/ledger/checkpoint')).text(),
    consistency: async (from, to) =>
      proofOf(await (await get(`/api/v1/ledger/consistency?from=${from.size}&to=${to.size}`)).text()),
  }
}

const fromFiles = (checkpoint: string, consistency: string | undefined): Source => ({
  checkpoint: async () => readFileSync(checkpoint, 'utf8'),
  consistency: async () => (consistency === undefined ? [] : proofOf(readFileSync(consistency, 'utf8'))),
})

/** As the server gives it: `{ "proof": ["<64 hex digits>", …] }`. What is no proof does not verify. */
const proofOf = (text: string): readonly Uint8Array[] => {
  try {
    const { proof } = JSON.parse(text) as { proof: unknown }
    return Array.isArray(proof)
      ? proof.map((digest) => Buffer.from(String(digest), 'hex')).filter(({ length }) => length === 32)
      : []
  } catch {
    return []
  }
}

/** The exit code: 1 when the server has not taken the signature. */
const submit = async (server: string, note: string): Promise<number> => {
  const response = await fetch(new URL('/api/v1/ledger/cosignatures', server), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ note }),
    signal: AbortSignal.timeout(30_000),
  }).catch(() => undefined)
  if (response?.ok) return 0
  return complain({
    de: 'Der Prüfpunkt ist bezeugt, aber der Server hat die Unterschrift nicht angenommen. Ist der Prüfschlüssel dieses Zeugen dort eingetragen (FACHWERK_LEDGER_WITNESSES)?',
    en: 'The checkpoint is witnessed, but the server has not taken the signature. Is the verifier key of this witness configured there (FACHWERK_LEDGER_WITNESSES)?',
  })
}
