import { sql } from 'kysely'
import type { Person } from '../api.ts'
import { storable } from '../people/people.ts'
import type { Batch } from '../runtime/batch.ts'
import type { KernelSql } from '../storage/tables.ts'
import { Gather } from '../storage/gather.ts'

/** Submissions kept in memory after their commit; more than can be under way at once. */
const remembered = 20_000

/**
 * The case an earlier request with the same key went into: a double click or a repeated request changes nothing. Looked up in the
 * database before the request is queued, and in memory when it is its turn: what was committed in between is still remembered.
 */
export class Submissions {
  readonly #recent = new Map<string, string>()
  readonly #stored: Gather<string>

  constructor(database: KernelSql) {
    this.#stored = new Gather((keys) => loadSubmissions(database, keys))
  }

  /** Before the request is queued; give the answer to `earlier`. */
  stored(person: Person, key: string): Promise<string | undefined> {
    return this.#stored.get(composed(person, key))
  }

  /** Id of the instance the same submission went into. */
  earlier(batch: Batch, person: Person, key: string, stored: string | undefined): string | undefined {
    const composedKey = composed(person, key)
    const inBatch = batch.submissions.get(composedKey) ?? batch.before?.submissions.get(composedKey)
    return inBatch?.instance_id ?? this.#recent.get(composedKey) ?? stored
  }

  note(batch: Batch, person: Person, key: string, instance: string, now: number): void {
    batch.submissions.set(composed(person, key), {
      person_id: person.id,
      key: storable(key),
      instance_id: instance,
      at: new Date(now),
    })
  }

  committed(batch: Batch): void {
    for (const [key, { instance_id }] of batch.submissions) this.#recent.set(key, instance_id)
    while (this.#recent.size > remembered) this.#recent.delete(this.#recent.keys().next().value!)
  }
}

/** A line break stands between the two, which no id of a person has. */
const composed = (person: Person, key: string): string => `${person.id}\n${storable(key)}`

async function loadSubmissions(database: KernelSql, keys: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await sql<{ pair: string; instance_id: string }>`select asked.pair, s.instance_id
    from unnest(${[...keys]}::text[]) as asked(pair)
    join kernel.submission s on s.person_id = split_part(asked.pair, E'\\n', 1) and s.key = substr(asked.pair, strpos(asked.pair, E'\\n') + 1)`.execute(
    database,
  )
  return new Map(rows.rows.map(({ pair, instance_id }) => [pair, instance_id]))
}
