import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startKernel, type Kernel, type Person } from '@fachwerk/kernel'
import { openDatabase, type DatabaseOptions } from '@fachwerk/postgres'
import { startRealPostgres } from '../packages/postgres/src/test-kit/real-postgres.ts'
import { oneTaskBpmn } from './one-task.ts'

const clerk: Person = { id: 'bench', name: 'Bench', groups: [], roles: ['modeller', 'operator', 'clerk'] }
const total = 10_000
/** Run before anything is measured: a server that has been up for a minute, not one that has just started. */
const warmUp = 1_000
/** Commands under way at once: what a busy server has, and what group commit needs to show itself. */
const concurrency = 256

const value = <T>(result: { ok: true; value: T } | { ok: false; error: unknown }): T => {
  if (!result.ok) throw new Error(JSON.stringify(result.error))
  return result.value
}

/** Runs `work(0…count-1)`, at most `concurrency` at once; milliseconds it took. */
const inParallel = async (count: number, work: (index: number) => Promise<unknown>): Promise<number> => {
  const began = performance.now()
  let next = 0
  const worker = async () => {
    while (next < count) await work(next++)
  }
  await Promise.all(Array.from({ length: concurrency }, worker))
  return performance.now() - began
}

const perSecond = (count: number, milliseconds: number): number => Math.round((count / milliseconds) * 1000)
const rounded = (milliseconds: number): number => Math.round(milliseconds * 10) / 10

const start = async (kernel: Kernel, key: string) => value(await kernel.cases.start('one-task', { key }, clerk, `start-${key}`))
const complete = async (kernel: Kernel, task: string) =>
  value(await kernel.tasks.complete(task, { geprueft: true }, clerk, `complete-${task}`))

/** Ids of all open tasks, page by page as a person would see them, and milliseconds per page. */
const openTasks = async (kernel: Kernel) => {
  const began = performance.now()
  const tasks: string[] = []
  for (let pages = 1; ; pages++) {
    const page = await kernel.tasks.list(clerk, { scope: 'all', offset: tasks.length, limit: 200 })
    tasks.push(...page.items.map(({ id }) => id))
    if (tasks.length >= page.total) return { tasks, perPage: (performance.now() - began) / pages }
  }
}

/** Every instance is started, its task completed by a person and its end committed. Looking up the tasks is timed apart. */
const runThrough = async (kernel: Kernel, count: number, name: string) => {
  const starting = await inParallel(count, (index) => start(kernel, `${name}-${index}`))
  const { tasks, perPage } = await openTasks(kernel)
  if (tasks.length !== count) throw new Error(`${tasks.length} tasks instead of ${count}`)
  const completing = await inParallel(count, (index) => complete(kernel, tasks[index]!))
  return {
    startedPerSecond: perSecond(count, starting),
    tasksCompletedPerSecond: perSecond(count, completing),
    completedPerSecond: perSecond(count, starting + completing),
    taskPageMs: rounded(perPage),
  }
}

/** Median of commands one after the other, nobody else there. */
const alone = async (work: (index: number) => Promise<unknown>): Promise<number> => {
  const times: number[] = []
  for (let index = 0; index < 101; index++) times.push(await timed(() => work(index)))
  return rounded(times.toSorted((a, b) => a - b)[50]!)
}

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const began = performance.now()
  await work()
  return performance.now() - began
}

const megabytes = (bytes: number): number => Math.round(bytes / 2 ** 20)

const memory = () => {
  globalThis.gc?.()
  const { rss, heapUsed } = process.memoryUsage()
  return { rss: megabytes(rss), heapUsed: megabytes(heapUsed) }
}

const measure = async (options: DatabaseOptions) => {
  const database = await openDatabase(options)
  const kernel = await startKernel({ database, modules: [], demo: false, masterKey: randomBytes(32) })
  value(await kernel.models.deploy([{ name: 'one-task.bpmn', content: new TextEncoder().encode(oneTaskBpmn) }], clerk))
  await runThrough(kernel, warmUp, 'warm-up')
  const through = await runThrough(kernel, total, 'through')
  const before = memory()
  await inParallel(total, (index) => start(kernel, `open-${index}`))
  const after = memory()
  const figures = {
    instances: total,
    ...through,
    memoryAfterOpenInstancesMiB: { ...after, heapGrowth: after.heapUsed - before.heapUsed },
    // With 10,000 open instances and as many ended ones in the database.
    aloneMs: {
      start: await alone((index) => start(kernel, `alone-${index}`)),
      taskList: await alone(() => kernel.tasks.list(clerk, { limit: 50 })),
      caseList: await alone(() => kernel.cases.list(clerk, { limit: 50 })),
      clerksTaskList: await alone(() => kernel.tasks.list({ ...clerk, roles: ['clerk'] }, { limit: 50 })),
      clerksCaseList: await alone(() => kernel.cases.list({ ...clerk, id: 'another', roles: ['clerk'] }, { limit: 50 })),
    },
  }
  await kernel.stop()
  await database.close()
  return figures
}

/** One-task instances per second through the durable runtime, and memory with 10,000 of them open; embedded and on PostgreSQL. */
export const instanceFigures = async () => {
  const directory = mkdtempSync(join(tmpdir(), 'fachwerk-bench-'))
  const server = await startRealPostgres()
  try {
    // Null: no PostgreSQL binaries for this platform.
    const postgresql = server === undefined ? null : await measure({ url: server.url })
    const pglite = await measure({ dataDirectory: join(directory, 'database') })
    return { postgresql, pglite }
  } finally {
    await server?.stop()
    rmSync(directory, { recursive: true, force: true })
  }
}
