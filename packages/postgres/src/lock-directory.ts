import { randomUUID } from 'node:crypto'
import { link, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join, resolve } from 'node:path'
import { DatabaseError } from './database-error.ts'

export interface DirectoryLock {
  release(): Promise<void>
}

/** Who holds the directory. `started` tells two processes with the same pid apart (Linux: boot id and start tick). */
interface Holder {
  readonly pid: number
  readonly host: string
  readonly started?: string
  readonly token: string
}

const heartbeat = 5_000
const silentAfter = 30_000
const heldHere = new Set<string>()

/**
 * A data directory belongs to one process. The lock is a file with the pid of its holder: a holder that was killed is recognised and
 * its lock taken over. A holder on another machine (two containers on one volume) cannot be asked, so the age of its heartbeat decides.
 */
export async function lockDirectory(directory: string): Promise<DirectoryLock> {
  const path = join(resolve(directory), 'fachwerk.lock')
  if (heldHere.has(path)) throw inUse(directory, process.pid)
  heldHere.add(path)
  try {
    const holder = await take(directory, path)
    return keep(path, holder)
  } catch (error) {
    heldHere.delete(path)
    throw error
  }
}

async function take(directory: string, path: string): Promise<Holder> {
  const started = await startOf(process.pid)
  const own: Holder = { pid: process.pid, host: hostname(), ...(started ? { started } : {}), token: randomUUID() }
  for (let attempt = 0; attempt < 5; attempt++) {
    if (await create(path, own)) return own
    const text = await readFile(path, 'utf8').catch(() => undefined)
    if (text === undefined) continue
    const other = parse(text)
    if (other && (await isAlive(other, path))) throw inUse(directory, other.pid)
    await removeStale(path, text)
  }
  throw inUse(directory, 0)
}

/** Written aside and linked, so that nobody ever reads half a lock. */
async function create(path: string, own: Holder): Promise<boolean> {
  const draft = `${path}.${own.token}`
  await writeFile(draft, JSON.stringify(own))
  try {
    await link(draft, path)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  } finally {
    await rm(draft, { force: true })
  }
}

/** Moves the stale lock away; if somebody renewed it in between, puts theirs back. */
async function removeStale(path: string, judged: string): Promise<void> {
  const aside = `${path}.${randomUUID()}`
  const moved = await rename(path, aside).then(
    () => true,
    () => false,
  )
  if (!moved) return
  const text = await readFile(aside, 'utf8')
  if (text !== judged) await link(aside, path).catch(() => {})
  await rm(aside, { force: true })
}

function parse(text: string): Holder | undefined {
  try {
    const holder = JSON.parse(text) as Partial<Holder>
    return typeof holder.pid === 'number' && typeof holder.host === 'string' ? (holder as Holder) : undefined
  } catch {
    return undefined
  }
}

async function isAlive(holder: Holder, path: string): Promise<boolean> {
  if (holder.host !== hostname()) return Date.now() - (await stat(path)).mtimeMs < silentAfter
  if (holder.pid === process.pid) return false
  try {
    process.kill(holder.pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
  return holder.started === undefined || holder.started === (await startOf(holder.pid))
}

async function startOf(pid: number): Promise<string | undefined> {
  if (process.platform !== 'linux') return undefined
  try {
    const line = await readFile(`/proc/${pid}/stat`, 'utf8')
    // The name in parentheses may contain spaces; field 22 counts from after it.
    const tick = line.slice(line.lastIndexOf(')') + 2).split(' ')[19]
    return `${(await readFile('/proc/sys/kernel/random/boot_id', 'utf8')).trim()}:${tick}`
  } catch {
    return undefined
  }
}

function keep(path: string, own: Holder): DirectoryLock {
  const beat = setInterval(() => void utimes(path, new Date(), new Date()).catch(() => {}), heartbeat)
  beat.unref()
  const release = async () => {
    clearInterval(beat)
    const text = await readFile(path, 'utf8').catch(() => '')
    if (parse(text)?.token === own.token) await rm(path, { force: true })
    heldHere.delete(path)
  }
  return { release }
}

function inUse(directory: string, pid: number): DatabaseError {
  return new DatabaseError('directory-in-use', {
    de: `Das Datenverzeichnis „${directory}“ wird schon von einem anderen Fachwerk benutzt (Prozess ${pid}). Beenden Sie es zuerst, oder wählen Sie ein anderes Verzeichnis.`,
    en: `The data directory "${directory}" is already used by another Fachwerk (process ${pid}). Stop it first, or choose another directory.`,
  })
}
