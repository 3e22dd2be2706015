/** Runs Argon2id beside the server's own thread: one hash keeps a core busy for some 50 ms, and nobody else should wait for it. */
import { argon2id } from 'hash-wasm'
import { parentPort } from 'node:worker_threads'
import type { HashRequest } from './password-hasher.ts'

parentPort!.on('message', ({ id, password, salt, parameters }: HashRequest) => {
  const { memory, iterations, parallelism } = parameters
  void argon2id({
    password,
    salt,
    memorySize: memory,
    iterations,
    parallelism,
    hashLength: 32,
    outputType: 'binary',
  }).then((hash) => parentPort!.postMessage({ id, hash }))
})
