import type { Person } from '../api.ts'
import { storable } from '../people/people.ts'
import type { Batch } from '../runtime/batch.ts'
import type { InstanceRow } from '../storage/tables.ts'
import type { CaseOptions } from './start-case.ts'

/** The case an earlier request with the same key went into: a double click or a repeated request changes nothing. */
export async function findSubmission(
  { sql, runtime }: CaseOptions,
  batch: Batch,
  person: Person,
  key: string,
): Promise<InstanceRow | undefined> {
  const inBatch = batch.submissions.get(`${person.id} ${storable(key)}`)
  const stored =
    inBatch ??
    (await sql
      .selectFrom('submission')
      .selectAll()
      .where('person_id', '=', person.id)
      .where('key', '=', storable(key))
      .executeTakeFirst())
  if (!stored) return undefined
  return (await runtime.instances.get(batch, stored.instance_id))?.row
}

export function noteSubmission(batch: Batch, person: Person, key: string, instance: string, now: number): void {
  batch.submissions.set(`${person.id} ${storable(key)}`, {
    person_id: person.id,
    key: storable(key),
    instance_id: instance,
    at: new Date(now),
  })
}
