import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { lockDirectory } from './lock-directory.ts'
import { openDatabase } from './open-database.ts'

let directory: string
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'lock-'))
})
afterEach(() => rm(directory, { recursive: true }))

test('one holder at a time; released, the next may take it and no file remains', async () => {
  const lock = await lockDirectory(directory)
  await expect(lockDirectory(directory)).rejects.toMatchObject({ code: 'directory-in-use' })
  await lock.release()
  await (await lockDirectory(directory)).release()
  expect(await readdir(directory)).toEqual([])
})

test('the lock of another living process is respected, that of a killed one taken over', async () => {
  const script = `import { lockDirectory } from ${JSON.stringify(new URL('./lock-directory.ts', import.meta.url).href)}
    await lockDirectory(${JSON.stringify(directory)}); process.stdout.write('held'); setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
  await once(child.stdout, 'data')
  await expect(lockDirectory(directory)).rejects.toMatchObject({ text: { de: expect.stringContaining(String(child.pid)) } })
  child.kill('SIGKILL')
  await once(child, 'exit')
  await (await lockDirectory(directory)).release()
})

test('the same process number after a restart is not the same process', async () => {
  const path = join(directory, 'fachwerk.lock')
  const lock = await lockDirectory(directory)
  const own = JSON.parse(await readFile(path, 'utf8')) as Record<string, unknown>
  await lock.release()
  await writeFile(path, JSON.stringify({ ...own, pid: process.ppid, started: 'another boot:1' }))
  if (process.platform !== 'linux') return
  await (await lockDirectory(directory)).release()
})

test('a holder on another machine counts as alive while its heartbeat is fresh', async () => {
  const path = join(directory, 'fachwerk.lock')
  await writeFile(path, JSON.stringify({ pid: 1, host: 'elsewhere', token: 'x' }))
  await expect(lockDirectory(directory)).rejects.toMatchObject({ code: 'directory-in-use' })
  const past = new Date(Date.now() - 120_000)
  await utimes(path, past, past)
  await (await lockDirectory(directory)).release()
})

test('half a lock file does not lock out for ever', async () => {
  await writeFile(join(directory, 'fachwerk.lock'), '{"pid":')
  await (await lockDirectory(directory)).release()
})

test('a data directory keeps its data and lets in one program', async () => {
  const first = await openDatabase({ dataDirectory: directory })
  await first.execute('create table kept (n int); insert into kept values (7)')
  await expect(openDatabase({ dataDirectory: directory })).rejects.toMatchObject({ code: 'directory-in-use' })
  await first.close()
  const second = await openDatabase({ dataDirectory: directory })
  expect((await second.kysely.selectFrom('kept').selectAll().execute())[0]).toEqual({ n: 7 })
  await second.close()
}, 60_000)
