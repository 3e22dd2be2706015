import type { Person } from '../api.ts'
import { storable } from '../people/people.ts'
import type { KernelSql, StoredInstance } from '../storage/tables.ts'
import { maySeeCondition } from './visibility.ts'

/** The case, if this person may see it. */
export function findCase(sql: KernelSql, id: string, person: Person): Promise<StoredInstance | undefined> {
  return sql.selectFrom('instance').selectAll().where('id', '=', storable(id)).where(maySeeCondition(person)).executeTakeFirst()
}
