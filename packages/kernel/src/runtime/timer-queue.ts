import { dueOfTimer, nextDue, startSubscriptions } from '@fachwerk/engine'
import { ok } from '@fachwerk/problem'
import type { CaseTenants } from '../cases/case-tenant.ts'
import type { LoadedProcess, ModelRegistry } from '../models/model-registry.ts'
import { randomId } from '../random-id.ts'
import type { KernelSql, KernelTransaction, StartTimerRow, TimerRow } from '../storage/tables.ts'
import type { CommitLoop } from './commit-loop.ts'
import type { Instances } from './instances.ts'

interface TimerOptions {
  readonly sql: KernelSql
  readonly registry: ModelRegistry
  readonly tenants: CaseTenants
  readonly instances: Instances
  readonly loop: CommitLoop
}

/** Person on record for what starts by itself. */
export const systemPerson = 'system'

const atOnce = 500

/**
 * Fires what is due, the longest overdue first. Each firing is a request of its own and removes or moves its row in the same transaction
 * as the step it causes: after a crash it has either happened or is still due. True when something was due.
 */
export async function fireDueTimers(options: TimerOptions, now: number): Promise<boolean> {
  const due = await options.sql
    .selectFrom('timer')
    .selectAll()
    .where('due', '<=', new Date(now))
    .orderBy('due')
    .limit(atOnce)
    .execute()
  const starts = await options.sql
    .selectFrom('start_timer')
    .selectAll()
    .where('due', '<=', new Date(now))
    .orderBy('due')
    .limit(atOnce)
    .execute()
  const fired = [...due.map((row) => fire(options, row, now)), ...starts.map((row) => fireStart(options, row, now))]
  const answers = await Promise.all(fired)
  return answers.some(({ ok: committed }) => committed)
}

/** When the next timer is due, in milliseconds since the epoch; `Infinity` without one. */
export async function nextTimer(sql: KernelSql): Promise<number> {
  const timer = await sql.selectFrom('timer').select('due').orderBy('due').limit(1).executeTakeFirst()
  const start = await sql.selectFrom('start_timer').select('due').orderBy('due').limit(1).executeTakeFirst()
  return Math.min(timer?.due.getTime() ?? Infinity, start?.due.getTime() ?? Infinity)
}

const fire = ({ loop, instances }: TimerOptions, row: TimerRow, now: number) =>
  loop.request(
    async (batch) => {
      const key = `${row.instance_id} ${row.timer}`
      const before = batch.timers.get(key) ?? batch.before?.timers.get(key)
      // An earlier request of this batch may have fired, moved or cancelled it.
      if (before && (!before.set || before.row.due.getTime() > now)) return ok(() => undefined)
      batch.putTimer(row, false)
      const error = await instances.execute(batch, row.instance_id, { type: 'fire-timer', timer: row.timer, at: now })
      // The instance does not know it any more: only the row is left to remove.
      if (error) batch.statements.push((trx) => deleteTimer(trx, row))
      return ok(() => undefined)
    },
    [row.instance_id],
  )

async function deleteTimer(trx: KernelTransaction, row: TimerRow): Promise<void> {
  await trx.deleteFrom('timer').where('instance_id', '=', row.instance_id).where('timer', '=', row.timer).execute()
}

const fireStart = ({ loop, instances, registry, tenants }: TimerOptions, row: StartTimerRow, now: number) =>
  loop.request(async (batch) => {
    const process = await registry.process(row.version_id)
    await instances.create(batch, {
      id: randomId('c'),
      tenant: await tenants.of(process, {}, undefined, now),
      process,
      variables: {},
      startedBy: systemPerson,
      at: now,
      startEvent: row.start_event,
    })
    batch.statements.push((trx) => moveStartTimer(trx, row, now))
    return ok(() => undefined)
  })

async function moveStartTimer(trx: KernelTransaction, row: StartTimerRow, now: number): Promise<void> {
  const left = row.repetitions < 0 ? -1 : row.repetitions - 1
  const due = left === 0 || row.interval === null ? undefined : nextDue(row.due.getTime(), row.interval, left, now)
  if (due === undefined) {
    await trx
      .deleteFrom('start_timer')
      .where('process_key', '=', row.process_key)
      .where('start_event', '=', row.start_event)
      .execute()
    return
  }
  const change = { due: new Date(due), repetitions: left }
  await trx
    .updateTable('start_timer')
    .set(change)
    .where('process_key', '=', row.process_key)
    .where('start_event', '=', row.start_event)
    .execute()
}

/** The start timers of a new version replace those of the one before. */
export async function replaceStartTimers(trx: KernelTransaction, { row, model }: LoadedProcess, now: number): Promise<void> {
  await trx.deleteFrom('start_timer').where('process_key', '=', row.key).execute()
  if (!model.executable) return
  const rows = startSubscriptions(model, now).timers.flatMap(({ startEvent, kind, expression }) => {
    const timer = dueOfTimer(expression, kind, now)
    if (!timer) return []
    const { due, repetitions = 1, interval = null } = timer
    return [
      { process_key: row.key, start_event: startEvent, version_id: row.version_id, due: new Date(due), repetitions, interval },
    ]
  })
  if (rows.length > 0) await trx.insertInto('start_timer').values(rows).execute()
}
