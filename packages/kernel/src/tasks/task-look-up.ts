import { sql } from 'kysely'
import { scopeOf, type Requests } from '../access/requests.ts'
import type { Person } from '../api.ts'
import { storable } from '../people/people.ts'
import { Gather } from '../storage/gather.ts'
import type { TaskRow } from '../storage/tables.ts'

/**
 * Tasks as stored, where row security lets the person see them. What is asked for on behalf of the same person, with the same rights, goes
 * together in one query; what others ask for never does.
 */
export class TaskLookUp {
  readonly #requests: Requests
  readonly #gathers = new Map<string, Gather<TaskRow>>()

  constructor(requests: Requests) {
    this.#requests = requests
  }

  async get(id: string, person: Person): Promise<TaskRow | undefined> {
    const key = JSON.stringify(scopeOf(person))
    const gather = this.#gathers.get(key) ?? new Gather((ids) => loadTasks(this.#requests, person, ids))
    this.#gathers.set(key, gather)
    try {
      return await gather.get(storable(id))
    } finally {
      // Kept for as long as somebody asks: nothing is remembered of people who have left.
      if (gather.isIdle && this.#gathers.get(key) === gather) this.#gathers.delete(key)
    }
  }
}

async function loadTasks(requests: Requests, person: Person, ids: readonly string[]): Promise<ReadonlyMap<string, TaskRow>> {
  const { rows } = await sql<TaskRow>`select * from kernel.task where id = any(${[...ids]}::text[])`.execute(requests(person))
  return new Map(rows.map((row) => [row.id, row]))
}
