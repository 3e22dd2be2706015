import type { Requests } from '../access/requests.ts'
import type { Person } from '../api.ts'
import { storable } from '../people/people.ts'
import type { StoredInstance } from '../storage/tables.ts'
import { maySeeCondition } from '../access/relations.ts'

/** The case, if this person may see it. */
export function findCase(requests: Requests, id: string, person: Person): Promise<StoredInstance | undefined> {
  return requests(person)
    .selectFrom('instance')
    .selectAll()
    .where('id', '=', storable(id))
    .where(maySeeCondition(person))
    .executeTakeFirst()
}
