import { sql } from 'kysely'
import type { RecordingSystem } from '../api.ts'
import type { KernelSql } from '../storage/tables.ts'

export interface SystemName {
  readonly id: string
  readonly name: RecordingSystem['name']
}

/** What of the kernel records today. Named here is only what does: a name without entries would claim a completeness that is not there. */
export const kernelSystems: readonly SystemName[] = [
  { id: 'cases', name: { de: 'Vorgänge, Aufgaben und ihre Dateien', en: 'Cases, tasks and their files' } },
  { id: 'accounts', name: { de: 'Konten der Beschäftigten', en: 'Accounts of staff' } },
  { id: 'jobs', name: { de: 'Automatische Arbeitsschritte', en: 'Automatic steps' } },
]

/** Who records into the ledger, and whether it still does: readers must know what the ledger cannot know. */
export class RecordingSystems {
  readonly #sql: KernelSql
  readonly #clock: () => number
  readonly #ids = new Set<string>()

  constructor(database: KernelSql, clock: () => number) {
    this.#sql = database
    this.#clock = clock
  }

  /** From now on it counts as recording, until its heartbeat ends. `since` is that of its first registration. */
  async register(systems: readonly SystemName[]): Promise<void> {
    const now = new Date(this.#clock())
    for (const { id, name } of systems) {
      await sql`insert into kernel.recording_system (id, name_de, name_en, since, last_heartbeat)
        values (${id}, ${name.de}, ${name.en}, ${now}, ${now})
        on conflict (id) do update set name_de = excluded.name_de, name_en = excluded.name_en,
          last_heartbeat = greatest(recording_system.last_heartbeat, excluded.last_heartbeat)`.execute(this.#sql)
      this.#ids.add(id)
    }
  }

  async heartbeat(): Promise<void> {
    const now = new Date(this.#clock())
    await sql`update kernel.recording_system set last_heartbeat = greatest(last_heartbeat, ${now}::timestamptz)
      where id = any(${[...this.#ids]}::text[])`.execute(this.#sql)
  }

  async list(): Promise<readonly RecordingSystem[]> {
    const { rows } = await sql<{
      id: string
      name_de: string
      name_en: string
      since: Date
      last_heartbeat: Date
      entries: number
    }>`select * from kernel.recording_system order by since, id`.execute(this.#sql)
    return rows.map(({ id, name_de, name_en, since, last_heartbeat, entries }) => ({
      id,
      name: { de: name_de, en: name_en },
      since,
      lastHeartbeat: last_heartbeat,
      entries,
    }))
  }
}
