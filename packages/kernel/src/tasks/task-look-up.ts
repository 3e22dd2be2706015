import { sql } from 'kysely'
import { scopeOf, type Requests } from '../access/requests.ts'
import type { Person } from '../api.ts'
import { storable } from '../people/people.ts'
import { Gather } from '../storage/gather.ts'
import type { TaskRow } from '../storage/tables.ts'
import { siblingTasks, type OwnedTask } from '../vault/case-tasks.ts'

/** With what its entry in the ledger needs to know, should the case be shown. */
export type FoundTask = TaskRow & { readonly case_tasks: readonly OwnedTask[] }

/**
 * Tasks as stored, where row security lets the person see them. What is asked for on behalf of the same person, with the same rights, goes
 * together in one query; what others ask for never does.
 */
export class TaskLookUp {
  readonly #requests: Requests
  readonly #gathers = new Map<string, Gather<FoundTask>>()

  constructor(requests: Requests) {
    this.#requests = requests
  }

  async get(id: string, person: Person): Promise<FoundTask | undefined> {
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

async function loadTasks(requests: Requests, person: Person, ids: readonly string[]): Promise<ReadonlyMap<string, FoundTask>> {
  const { rows } = await sql<FoundTask>`select *, ${siblingTasks} from kernel.task where id = any(${[...ids]}::text[])`.execute(
    requests(person),
  )
  return new Map(rows.map((row) => [row.id, row]))
}
