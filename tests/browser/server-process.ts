import { spawn, type ChildProcess } from 'node:child_process'
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export const root = join(import.meta.dirname, '../..')
const hook = join(root, 'packages/web/src/tsx-hook.mjs')
const cli = join(root, 'apps/server/src/cli.ts')

export interface RunningServer {
  readonly url: string
  readonly dataDirectory: string
  readonly child: ChildProcess
  /** Milliseconds from the start of the process to the line with the URL. */
  readonly readyAfter: number
  stop(signal?: NodeJS.Signals): Promise<number | null>
}

/** Starts `fachwerk start` as a process of its own on a fresh data directory (or the given one) and waits for its URL. */
export const startServer = async (
  dataDirectory = mkdtempSync(join(tmpdir(), 'fachwerk-browser-')),
  environment: Readonly<Record<string, string>> = {},
): Promise<RunningServer> => {
  const started = Date.now()
  const logs = logFile()
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', '--import', hook, cli, 'start', '--port', '0', '--data', dataDirectory],
    {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NODE_ENV: 'production', DATABASE_URL: '', ...(logs && { FACHWERK_LOG: 'info' }), ...environment },
    },
  )
  if (logs) for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => appendFileSync(logs, chunk))
  const url = await new Promise<string>((resolve, reject) => {
    let output = ''
    const read = (chunk: Buffer) => {
      output += chunk.toString()
      // The line for people; the log may name another address of the same server before, for which browsers keep other cookies.
      const address = /läuft: (https?:\/\/[\w.:-]+)/.exec(output)?.[1]
      if (address !== undefined) resolve(address)
    }
    child.stdout.on('data', read)
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()))
    child.on('exit', (code) => reject(new Error(`The server ended with ${code} before it was ready:\n${output}`)))
  })
  return {
    url,
    dataDirectory,
    child,
    readyAfter: Date.now() - started,
    stop: (signal = 'SIGINT') =>
      new Promise((resolve) => {
        if (child.exitCode !== null) return resolve(child.exitCode)
        child.on('exit', (code) => resolve(code))
        child.kill(signal)
      }),
  }
}

let servers = 0
/** Where a server of the browser tests writes its log, for the last of them to read. */
const logFile = (): string | undefined => {
  const folder = process.env['FACHWERK_BROWSER_LOGS']
  return folder === undefined ? undefined : join(folder, `${process.pid}-${++servers}.log`)
}

export const removeData = (server: RunningServer): void => rmSync(server.dataDirectory, { recursive: true, force: true })
