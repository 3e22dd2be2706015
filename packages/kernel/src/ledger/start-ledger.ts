import { createSigner, cosignatureType, parseVerifierKey, type NoteVerifier } from '@fachwerk/ledger'
import { parseRetention, retentionEnd } from '@fachwerk/privacy'
import { randomBytes } from 'node:crypto'
import type { Requests } from '../access/requests.ts'
import type { Names } from '../people/people.ts'
import type { LedgerService, Person } from '../api.ts'
import { errorFields, type Logger } from '../log.ts'
import type { KernelSql } from '../storage/tables.ts'
import { Checkpoints } from './checkpoints.ts'
import { createLedgerService, type ActorsOf, type Pseudonyms } from './ledger-service.ts'
import { LedgerWriter } from './ledger-writer.ts'
import { kernelSystems, RecordingSystems } from './recording-systems.ts'
import { expireContent } from './retention.ts'

export interface LedgerSettings {
  /** 32 secret bytes: the Ed25519 key that signs checkpoints. Absent: one that is forgotten at the end, for tests. */
  readonly seed?: Uint8Array
  /** Name of the log in its checkpoints, e.g. `fachwerk.example/ledger`. */
  readonly origin?: string
  /** Verifier keys of witnesses whose cosignatures are taken. */
  readonly witnesses?: readonly string[]
  /** How long the content of an entry is kept, as an ISO 8601 duration; default three years. */
  readonly retention?: string
  /** Milliseconds between checkpoints; default a minute. */
  readonly checkpointEvery?: number
}

export interface Ledger {
  readonly writer: LedgerWriter
  readonly service: LedgerService
  readonly systems: RecordingSystems
  /** What is due: heartbeats, a checkpoint, the end of retention. Runs by itself between `start` and `stop`. */
  tick(): Promise<void>
  start(): Promise<void>
  /** Writes what waits and signs a last checkpoint. */
  stop(): Promise<void>
}

interface LedgerParts {
  readonly sql: KernelSql
  readonly requests: Requests
  readonly names: Names
  readonly clock: () => number
  readonly log: Logger
  readonly pseudonyms: Pseudonyms
  readonly actors: ActorsOf
  readonly maySeeCase: (caseId: string, person: Person) => Promise<boolean>
  readonly settings?: LedgerSettings
}

const usualRetention = 'P3Y'
/** The end of retention is looked for so often. */
const retentionEvery = 60 * 60 * 1000

export function createLedger(parts: LedgerParts): Ledger {
  const { sql, clock, log, settings = {} } = parts
  const signer = createSigner(settings.origin ?? 'fachwerk.localhost/ledger', settings.seed ?? randomBytes(32))
  const writer = new LedgerWriter({ sql, clock, log })
  const checkpoints = new Checkpoints(sql, signer, clock)
  const systems = new RecordingSystems(sql, clock)
  const witnesses = (settings.witnesses ?? []).map(readWitness)
  const retention = settings.retention ?? usualRetention
  if (!parseRetention(retention)) throw new Error(`"${retention}" is no period.`)
  let looked = -Infinity
  const expire = async (): Promise<void> => {
    const now = clock()
    if (now - looked < retentionEvery) return
    looked = now
    const before = now - (retentionEnd(now, retention) - now)
    await expireContent(sql, { before, now, rule: retention })
  }
  const tick = async (): Promise<void> => {
    await systems.heartbeat()
    await checkpoints.sign()
    await expire()
  }
  let timer: NodeJS.Timeout | undefined
  let ticking = Promise.resolve()
  const tickSafely = () => {
    ticking = ticking.then(tick).catch((error: unknown) => log.error('ledger upkeep failed', errorFields(error)))
    return ticking
  }
  return {
    writer,
    service: createLedgerService({ ...parts, platform: sql, checkpoints, systems, witnesses }),
    systems,
    tick,
    start: async () => {
      await systems.register(kernelSystems)
      timer = setInterval(() => void tickSafely(), settings.checkpointEvery ?? 60_000)
      timer.unref()
    },
    stop: async () => {
      clearInterval(timer)
      await writer.stop()
      await ticking
      await checkpoints.sign().catch((error: unknown) => log.error('last checkpoint failed', errorFields(error)))
    },
  }
}

/** Throws where it is not the key of a witness: an unnoticed typing error would let nobody witness. */
function readWitness(text: string): NoteVerifier {
  const verifier = parseVerifierKey(text)
  if (verifier?.type !== cosignatureType) throw new Error(`"${text}" is not the key of a witness.`)
  return verifier
}
