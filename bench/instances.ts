import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startKernel, type Kernel, type Person } from '@fachwerk/kernel'
import { openDatabase, type DatabaseOptions } from '@fachwerk/postgres'
import { startRealPostgres } from '../packages/postgres/src/test-kit/real-postgres.ts'
import { oneTaskBpmn } from './one-task.ts'

const clerk: Person = { id: 'bench', name: 'Bench', groups: [], roles: ['modeller', 'operator', 'clerk'] }
const total = 10_000
/** Commands under way at once: what a busy server has, and what group commit needs to show itself. */
const concurrency = 256

const value = <T>(result: { ok: true; value: T } | { ok: false; error: unknown }): T => {
  if (!result.ok) throw new Error(JSON.stringify(result.error))
  return result.value
}

/** Runs `work(0…count-1)`, at most `concurrency` at once. */
const inParallel = async (count: number, work: (index: number) => Promise<void>): Promise<void> => {
  let next = 0
  const worker = async () => {
    while (next < count) await work(next++)
  }
  await Promise.all(Array.from({ length: concurrency }, worker))
}

const perSecond = (count: number, started: number): number => Math.round((count / (performance.now() - started)) * 1000)

/** Every instance is started, its task completed by a person and its end committed: completed instances, not started ones. */
const completeInstances = async (kernel: Kernel): Promise<number> => {
  const started = performance.now()
  await inParallel(total, async (index) => {
    value(await kernel.cases.start('one-task', { index }, clerk, `start-${index}`))
  })
  const tasks: string[] = []
  while (tasks.length < total) {
    const page = await kernel.tasks.list(clerk, { scope: 'all', offset: tasks.length, limit: 1_000 })
    if (page.items.length === 0) throw new Error(`Only ${tasks.length} of ${total} tasks are there`)
    tasks.push(...page.items.map(({ id }) => id))
  }
  await inParallel(total, async (index) => {
    value(await kernel.tasks.complete(tasks[index]!, { geprueft: true }, clerk, `complete-${index}`))
  })
  return perSecond(total, started)
}

const openInstances = async (kernel: Kernel): Promise<number> => {
  const started = performance.now()
  await inParallel(total, async (index) => {
    value(await kernel.cases.start('one-task', { index }, clerk, `open-${index}`))
  })
  return perSecond(total, started)
}

const megabytes = (bytes: number): number => Math.round(bytes / 2 ** 20)

const measure = async (options: DatabaseOptions) => {
  const database = await openDatabase(options)
  const kernel = await startKernel({ database, modules: [], demo: false })
  value(await kernel.models.deploy([{ name: 'one-task.bpmn', content: new TextEncoder().encode(oneTaskBpmn) }], clerk))
  const completedPerSecond = await completeInstances(kernel)
  globalThis.gc?.()
  const before = process.memoryUsage()
  const startedPerSecond = await openInstances(kernel)
  globalThis.gc?.()
  const after = process.memoryUsage()
  await kernel.stop()
  await database.close()
  return {
    instances: total,
    completedPerSecond,
    startedPerSecond,
    memoryAfterOpenInstancesMiB: {
      rss: megabytes(after.rss),
      heapUsed: megabytes(after.heapUsed),
      heapGrowth: megabytes(after.heapUsed - before.heapUsed),
    },
  }
}

/** One-task instances per second through the durable runtime, and memory with 10,000 of them open; embedded and on PostgreSQL. */
export const instanceFigures = async () => {
  const directory = mkdtempSync(join(tmpdir(), 'fachwerk-bench-'))
  const server = await startRealPostgres()
  try {
    const pglite = await measure({ dataDirectory: join(directory, 'database') })
    // Null: no PostgreSQL binaries for this platform.
    const postgresql = server === undefined ? null : await measure({ url: server.url })
    return { pglite, postgresql }
  } finally {
    await server?.stop()
    rmSync(directory, { recursive: true, force: true })
  }
}
