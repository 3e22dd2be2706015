import type { LocalText } from '@fachwerk/problem'
import { sql as statement } from 'kysely'
import type { Announcement, Person } from '../api.ts'
import { namedTexts } from '../identity/names-in-texts.ts'
import type { Names } from '../people/people.ts'
import { randomId } from '../random-id.ts'
import { encodeJson } from '../storage/encode-json.ts'
import type { KernelSql } from '../storage/tables.ts'

const shownFor = 30 * 24 * 3_600_000

/** What people must hear about their own account, and administrators about the house. */
export interface Announcements {
  /** `personId` null: all administrators and operators. */
  announce(personId: string | null, text: LocalText): Promise<void>
  list(person: Person): Promise<readonly Announcement[]>
  count(person: Person): Promise<number>
  dismiss(id: string, person: Person): Promise<void>
}

export function createAnnouncements(sql: KernelSql, names: Names, clock: () => number): Announcements {
  const open = (person: Person) => {
    const mayHearHouse = person.roles.some((role) => role === 'administrator' || role === 'operator')
    return sql
      .selectFrom('announcement')
      .where('at', '>', new Date(clock() - shownFor))
      .where(({ eb, or }) => or([eb('person_id', '=', person.id), ...(mayHearHouse ? [eb('person_id', 'is', null)] : [])]))
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('announcement_dismissed')
              .select('announcement_id')
              .whereRef('announcement_id', '=', 'announcement.id')
              .where('announcement_dismissed.person_id', '=', person.id),
          ),
        ),
      )
  }
  return {
    announce: async (personId, text) => {
      await statement`insert into kernel.announcement (id, at, person_id, text)
        values (${randomId('n')}, ${new Date(clock())}, ${personId}, ${encodeJson({ ...text })}::jsonb)`.execute(sql)
    },
    list: async (person) => {
      const rows = await open(person).select(['id', 'at', 'text']).orderBy('at', 'desc').limit(50).execute()
      const texts = await namedTexts(names, rows)
      return rows.map((row, index) => ({ ...row, text: texts[index]! }))
    },
    count: async (person) => {
      const row = await open(person)
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow()
      return Number(row.count)
    },
    dismiss: async (id, person) => {
      const known = await open(person).select('id').where('id', '=', id).executeTakeFirst()
      if (!known) return
      await sql
        .insertInto('announcement_dismissed')
        .values({ announcement_id: id, person_id: person.id })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    },
  }
}
