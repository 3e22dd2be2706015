import { randomBytes, timingSafeEqual } from 'node:crypto'
import { Worker } from 'node:worker_threads'

/** Argon2id (RFC 9106): memory in KiB. */
export interface HashParameters {
  readonly memory: number
  readonly iterations: number
  readonly parallelism: number
}
/** The smallest that OWASP's Password Storage Cheat Sheet recommends. */
export const recommended: HashParameters = { memory: 19_456, iterations: 2, parallelism: 1 }

export interface HashRequest {
  readonly id: number
  readonly password: string
  readonly salt: Uint8Array
  readonly parameters: HashParameters
}

export interface PasswordHasher {
  /** The PHC string `$argon2id$v=19$m=…,t=…,p=…$salt$hash`. */
  hash(password: string): Promise<string>
  /** In constant time. Against `undefined` it takes as long and is false: for names that do not exist. */
  verify(password: string, stored: string | undefined): Promise<boolean>
  /** The hash was made with other parameters than today's. */
  isOutdated(stored: string): boolean
  stop(): Promise<void>
}

interface Hashed {
  readonly parameters: HashParameters
  readonly salt: Uint8Array
  readonly hash: Uint8Array
}

/** Hashes in one worker, one after the other; the worker starts with the first password and does not keep the process alive. */
export function createPasswordHasher(parameters: HashParameters = recommended): PasswordHasher {
  let worker: Worker | undefined
  let last = 0
  const waiting = new Map<number, { resolve(hash: Uint8Array): void; reject(error: Error): void }>()
  const running = (): Worker => {
    if (worker) return worker
    worker = new Worker(new URL('./argon2-worker.ts', import.meta.url), { execArgv: ['--disable-warning=ExperimentalWarning'] })
    worker.on('message', ({ id, hash }: { id: number; hash: Uint8Array }) => {
      waiting.get(id)?.resolve(hash)
      waiting.delete(id)
      if (waiting.size === 0) worker?.unref()
    })
    worker.on('error', (error) => {
      worker = undefined
      for (const { reject } of waiting.values()) reject(error)
      waiting.clear()
    })
    return worker
  }
  const derive = (password: string, salt: Uint8Array, with_: HashParameters): Promise<Uint8Array> =>
    new Promise((resolve, reject) => {
      last += 1
      waiting.set(last, { resolve, reject })
      running().ref()
      // Unicode spells „ü“ in two ways; keyboards differ (NIST SP 800-63B 3.1.1.2).
      running().postMessage({ id: last, password: password.normalize('NFKC'), salt, parameters: with_ } satisfies HashRequest)
    })
  const nobody: Hashed = { parameters, salt: randomBytes(16), hash: randomBytes(32) }
  return {
    hash: async (password) => {
      const salt = randomBytes(16)
      return encode({ parameters, salt, hash: await derive(password, salt, parameters) })
    },
    verify: async (password, stored) => {
      const known = stored === undefined ? undefined : decode(stored)
      const against = known ?? nobody
      // The library takes no empty password; nobody has one.
      const right = timingSafeEqual(await derive(password || '\0', against.salt, against.parameters), against.hash)
      return right && known !== undefined && password !== ''
    },
    isOutdated: (stored) => {
      const known = decode(stored)?.parameters
      return (
        known?.memory !== parameters.memory ||
        known.iterations !== parameters.iterations ||
        known.parallelism !== parameters.parallelism
      )
    },
    stop: async () => {
      await worker?.terminate()
      worker = undefined
    },
  }
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64').replaceAll('=', '')

const encode = ({ parameters: { memory, iterations, parallelism }, salt, hash }: Hashed): string =>
  `$argon2id$v=19$m=${memory},t=${iterations},p=${parallelism}$${base64(salt)}$${base64(hash)}`

/** Undefined where the text is no hash of ours; more than 1 GiB or 20 passes would be an attack on the server. */
function decode(stored: string): Hashed | undefined {
  const parts = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,2}),p=(\d)\$([\w+/]{11,})\$([\w+/]{43})$/.exec(stored)
  if (!parts) return undefined
  const [memory, iterations, parallelism] = parts.slice(1, 4).map(Number) as [number, number, number]
  if (memory < 8 * parallelism || memory > 1_048_576 || iterations < 1 || iterations > 20 || parallelism < 1) return undefined
  return {
    parameters: { memory, iterations, parallelism },
    salt: Buffer.from(parts[4]!, 'base64'),
    hash: Buffer.from(parts[5]!, 'base64'),
  }
}

/** Whether a text is a hash this server can check: settings are checked at start, not at the first emergency. */
export const isPasswordHash = (text: string): boolean => decode(text) !== undefined
