import { openDatabase, type DatabaseOptions } from '@fachwerk/postgres'
import { createServerDatabase } from '@fachwerk/postgres/test-kit'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { expect, inject, test } from 'vitest'
import type { CaseDetails, Kernel } from '../api.ts'
import { openHouse, value } from '../test-kit/house.ts'
import { operator } from '../test-kit/people.ts'

interface Acknowledged {
  readonly ready?: boolean
  readonly started?: string
  readonly number?: string
  readonly process?: string
  readonly completed?: string
}

const child = new URL('../test-kit/crash-child.ts', import.meta.url).pathname
const noon = Date.UTC(2026, 10, 23, 12)
const hour = 3_600_000

test('embedded: killed at any moment, nothing acknowledged is lost and nothing happens twice', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'crash-'))
  await killAndCheck({ dataDirectory: directory }, 3)
  await rm(directory, { recursive: true })
}, 180_000)

test('PostgreSQL: killed at any moment, nothing acknowledged is lost and nothing happens twice', async () => {
  const server = inject('postgresUrl')
  if (!server) return console.warn('No PostgreSQL here: the crash test ran on PGlite only.')
  const { url, drop } = await createServerDatabase(server)
  await killAndCheck({ url }, 2)
  await drop()
}, 180_000)

async function killAndCheck(options: DatabaseOptions, rounds: number): Promise<void> {
  const lines: Acknowledged[] = []
  for (let round = 0; round < rounds; round++) lines.push(...(await runAndKill(options, round)))
  const started = lines.filter((line) => line.started !== undefined)
  expect(started.length).toBeGreaterThan(rounds * 3)
  const database = await openDatabase(options)
  const { kernel } = await openHouse(
    database,
    { jobs: { register: async () => ({ kind: 'completed', variables: { gemeldet: true } }) } },
    noon + 2 * hour,
  )
  await kernel.settle()
  expect(new Set(started.map(({ number }) => number)).size).toBe(new Set(started.map((line) => line.started)).size)
  for (const { started: id, process } of started) checkCase(value(await kernel.cases.get(id!, operator)), process!)
  for (const { completed } of lines)
    if (completed) expect(completions(value(await kernel.cases.get(completed, operator)))).toBe(1)
  await checkWhole(kernel)
  await kernel.stop()
  await database.close()
}

/** Kills the child at a random moment of its work: the only wait on the wall clock. */
async function runAndKill(options: DatabaseOptions, round: number): Promise<Acknowledged[]> {
  const lines: Acknowledged[] = []
  const victim = spawn(process.execPath, [child, JSON.stringify({ options, start: noon, round })], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const closed = once(victim, 'close')
  let enough = 2 + Math.floor(Math.random() * 60)
  for await (const line of createInterface({ input: victim.stdout })) {
    lines.push(JSON.parse(line) as Acknowledged)
    if (--enough === 0) setTimeout(() => victim.kill('SIGKILL'), Math.random() * 400)
  }
  await closed
  expect(victim.signalCode).toBe('SIGKILL')
  return lines.filter(({ ready }) => !ready)
}

function checkCase(details: CaseDetails, process: string): void {
  const created = details.events.filter(({ type }) => type === 'instance-created')
  expect(created).toHaveLength(1)
  if (process === 'melde') expect(details).toMatchObject({ state: 'completed', variables: { gemeldet: true } })
  if (process === 'frist') expect(details.events.filter(({ type }) => type === 'timer-fired')).toHaveLength(1)
  expect(completions(details)).toBeLessThanOrEqual(1)
}

const completions = ({ events }: CaseDetails): number => events.filter(({ type }) => type === 'user-task-completed').length

/** Every case in the house, acknowledged or not, is whole: its list entry and its log say the same. */
async function checkWhole(kernel: Kernel): Promise<void> {
  const all = await kernel.cases.list(operator, { limit: 200 })
  for (const summary of all.items) {
    const details = value(await kernel.cases.get(summary.id, operator))
    const ended = details.events.some(({ type }) => type === 'instance-completed')
    expect(summary.state).toBe(ended ? 'completed' : 'active')
    expect(details.tasks.length).toBe(summary.state === 'active' ? 1 : 0)
  }
}
