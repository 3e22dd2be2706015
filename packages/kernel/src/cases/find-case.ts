import type { Requests } from '../access/requests.ts'
import type { Person } from '../api.ts'
import { storable } from '../people/people.ts'
import { maySeeCondition } from '../access/relations.ts'
import { caseTasks, type ShownInstance } from '../vault/case-tasks.ts'

/** The case, if this person may see it. */
export function findCase(requests: Requests, id: string, person: Person): Promise<ShownInstance | undefined> {
  return requests(person)
    .selectFrom('instance')
    .selectAll()
    .select(caseTasks)
    .where('id', '=', storable(id))
    .where(maySeeCondition(person))
    .executeTakeFirst()
}
