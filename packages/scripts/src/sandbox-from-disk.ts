import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { loadSandbox, type Sandbox } from './sandbox.ts'

let loaded: Promise<Sandbox> | undefined

/** The interpreter from the installed package, once per process of Node. */
export const sandboxFromDisk = (): Promise<Sandbox> => (loaded ??= load())

async function load(): Promise<Sandbox> {
  const file = import.meta.resolve('@jitl/quickjs-wasmfile-release-sync/wasm')
  return loadSandbox(await readFile(fileURLToPath(file)))
}
