import { parseRetention, retentionEnd } from '@fachwerk/privacy'
import { sql } from 'kysely'
import { errorFields, type Logger } from '../log.ts'
import type { KernelSql } from '../storage/tables.ts'
import { partOf, retentionOfPart } from './declarations.ts'
import { eraseCases } from './erase-cases.ts'
import { holdsCase, holdsOver } from './holds.ts'
import type { Vault } from './vault.ts'

interface RetentionOptions {
  readonly sql: KernelSql
  readonly vault: Vault
  readonly log: Logger
}
interface EndedCase {
  readonly id: string
  readonly number: string
  readonly tenant: string
  readonly version_id: string
  readonly subject: string | null
  readonly ended_at: Date
}

const day = 86_400_000
/** Cases erased in one transaction. */
const atOnce = 200

/**
 * The platform keeps the periods that models declare: once a day what has come to its end goes, unless a hold stands, and a record of the
 * deletion stays. First cases whole, then fields that are kept for a shorter time, then drafts nobody has gone on with.
 */
export class Retention {
  readonly #options: RetentionOptions
  #due = 0
  #running: Promise<boolean> | undefined

  constructor(options: RetentionOptions) {
    this.#options = options
  }

  /** When it is due; true when something went. */
  runDue(now: number): Promise<boolean> {
    if (this.#running) return this.#running
    if (now < this.#due) return Promise.resolve(false)
    this.#due = now + day
    this.#running = this.#run(now)
      .catch((error: unknown) => {
        this.#due = now
        this.#options.log.error('retention could not be kept', errorFields(error))
        return false
      })
      .finally(() => (this.#running = undefined))
    return this.#running
  }

  async #run(now: number): Promise<boolean> {
    const cases = await this.#endedCases(now)
    const fields = await this.#shorterFields(now)
    const drafts = await this.#expiredDrafts(now)
    if (cases + fields + drafts > 0) this.#options.log.info('periods ended', { cases, fields, drafts })
    return cases + fields + drafts > 0
  }

  async #endedCases(now: number): Promise<number> {
    const { sql: database, vault } = this.#options
    const versions = await sql<{ version_id: string }>`select distinct version_id from kernel.instance
      where parent is null and ended_at is not null and erased_at is null`.execute(database)
    let erased = 0
    for (const { version_id } of versions.rows) {
      const { activity } = await vault.declarations.of(version_id)
      const { retention } = activity
      if (retention === undefined || !parseRetention(retention)) continue
      const due = (await this.#ended(version_id, now - shortest(retention))).filter(
        ({ ended_at }) => retentionEnd(ended_at.getTime(), retention) <= now,
      )
      erased += await this.#erase(due, `${activity.name}: ${retention} nach Abschluss`, now)
    }
    return erased
  }

  async #ended(versionId: string, before: number): Promise<readonly EndedCase[]> {
    const { rows } = await sql<EndedCase>`select id, number, tenant, version_id, subject, ended_at from kernel.instance i
      where version_id = ${versionId} and parent is null and erased_at is null and ended_at <= ${new Date(before)}
      and not exists (select from kernel.instance c where c.root = i.id and c.state = 'active')`.execute(this.#options.sql)
    return rows
  }

  async #erase(due: readonly EndedCase[], rule: string, now: number): Promise<number> {
    const { sql: database, vault } = this.#options
    let erased = 0
    for (let from = 0; from < due.length; from += atOnce) {
      const some = due.slice(from, from + atOnce)
      const keys = await database.transaction().execute(async (trx) => {
        const free = await withoutHeld(trx, some)
        const gone = await eraseCases(
          trx,
          vault.ring,
          free.map(({ id }) => id),
          rule,
          now,
        )
        erased += gone.cases
        return gone.keys
      })
      vault.ring.forget(keys)
    }
    return erased
  }

  /** Their parts have keys of their own, which say for how long they are kept. */
  async #shorterFields(now: number): Promise<number> {
    const { sql: database, vault } = this.#options
    const { rows } = await sql<
      EndedCase & { key: string }
    >`select k.id as key, i.id, i.number, i.tenant, i.version_id, i.subject, i.ended_at
      from vault.key k join kernel.instance i on i.id = split_part(k.id, '/', 2)
      where k.id like 'part/%@%' and i.ended_at is not null and i.erased_at is null`.execute(database)
    let blanked = 0
    for (const row of rows) {
      const part = row.key.split('/').slice(2).join('/')
      const retention = retentionOfPart(part)
      if (retention === undefined || !parseRetention(retention)) continue
      if (retentionEnd(row.ended_at.getTime(), retention) > now) continue
      const { activity } = await vault.declarations.of(row.version_id)
      const paths = activity.fields.filter((field) => partOf(field) === part).map(({ path }) => path)
      await database.transaction().execute(async (trx) => {
        if ((await withoutHeld(trx, [row])).length === 0) return
        await vault.ring.destroy([row.key], trx)
        await sql`delete from kernel.blind_index where root = ${row.id} and field = any(${paths}::text[])`.execute(trx)
        const rule = `${activity.name}: ${paths.join(', ')} ${retention} nach Abschluss`
        await trx
          .insertInto('deletion')
          .values({ tenant: row.tenant, at: new Date(now), kind: 'case', reference: row.number, rule })
          .execute()
        blanked++
      })
    }
    return blanked
  }

  async #expiredDrafts(now: number): Promise<number> {
    const { rows } = await sql<{
      id: string
    }>`with gone as (delete from kernel.draft where expires_at <= ${new Date(now)} returning id, tenant)
      insert into kernel.deletion (tenant, at, kind, reference, rule)
      select tenant, ${new Date(now)}, 'draft', id, 'Entwurf: 90 Tage nach der letzten Änderung' from gone returning reference as id`.execute(
      this.#options.sql,
    )
    return rows.length
  }
}

async function withoutHeld<T extends Pick<EndedCase, 'id' | 'tenant' | 'subject'>>(
  on: Parameters<typeof holdsOver>[0],
  cases: readonly T[],
): Promise<readonly T[]> {
  const people = cases.flatMap(({ subject }) => subject ?? [])
  const holds = await holdsOver(on, { people, roots: cases.map(({ id }) => id) })
  return cases.filter((one) => !holds.some((hold) => holdsCase(hold, one)))
}

/** Milliseconds that the period has at least: what ended later is not due, whatever the calendar says. */
function shortest(retention: string): number {
  const { years, months, days, milliseconds } = parseRetention(retention)!
  return (years * 365 + months * 28 + days) * day + milliseconds
}
