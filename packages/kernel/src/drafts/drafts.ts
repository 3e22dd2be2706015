import { ok } from '@fachwerk/problem'
import type { Draft, Drafts } from '../api.ts'
import { refuseVariables } from '../cases/acceptable-variables.ts'
import { guarded } from '../guarded.ts'
import type { Logger } from '../log.ts'
import { storable } from '../people/people.ts'
import { randomId } from '../random-id.ts'
import { conflict, notFound } from '../refusal.ts'
import { encodeJson } from '../storage/encode-json.ts'
import type { DraftRow, KernelSql } from '../storage/tables.ts'
import { sql } from 'kysely'

/** Ninety days after the last change. */
const lifetime = 90 * 24 * 60 * 60 * 1000

const draftOf = (row: DraftRow): Draft => ({
  id: row.id,
  subject: row.subject,
  answers: row.answers,
  donePages: row.done_pages,
  revision: row.revision,
  changedAt: row.changed_at,
  expiresAt: row.expires_at,
})

const draftNotFound = () => notFound({ de: 'Entwurf', en: 'Draft' })

export function createDrafts(database: KernelSql, clock: () => number, log: Logger): Drafts {
  const find = (id: string, person: string) =>
    database
      .selectFrom('draft')
      .selectAll()
      .where('id', '=', storable(id))
      .where('person_id', '=', person)
      .where('expires_at', '>', new Date(clock()))
      .executeTakeFirst()

  return {
    open: async (subject, person) => draftOf(await open(database, storable(subject), person.id, clock())),
    save: guarded(log, async (draftId, answers, donePages, revision, person) => {
      const refused = refuseVariables(answers)
      if (refused) return refused
      const now = clock()
      const change = {
        answers: sql<DraftRow['answers']>`${encodeJson(answers)}::jsonb`,
        done_pages: donePages.map(storable),
        revision: revision + 1,
      }
      const saved = await database
        .updateTable('draft')
        .set({ ...change, changed_at: new Date(now), expires_at: new Date(now + lifetime) })
        .where('id', '=', storable(draftId))
        .where('person_id', '=', person.id)
        .where('revision', '=', revision)
        .returningAll()
        .executeTakeFirst()
      if (saved) return ok(draftOf(saved))
      return (await find(draftId, person.id)) ? stale() : draftNotFound()
    }),
    get: guarded(log, async (draftId, person) => {
      const row = await find(draftId, person.id)
      return row ? ok(draftOf(row)) : draftNotFound()
    }),
    list: async (person) => {
      const rows = await database
        .selectFrom('draft')
        .selectAll()
        .where('person_id', '=', person.id)
        .where('expires_at', '>', new Date(clock()))
        .orderBy('changed_at', 'desc')
        .execute()
      return rows.map(draftOf)
    },
    discard: guarded(log, async (draftId, person) => {
      await database.deleteFrom('draft').where('id', '=', storable(draftId)).where('person_id', '=', person.id).execute()
      return ok(undefined)
    }),
  }
}

/** The one there is, or a new one. Looking writes nothing; expired drafts of everybody go when a new one is made. */
async function open(database: KernelSql, subject: string, person: string, now: number): Promise<DraftRow> {
  const existing = () =>
    database.selectFrom('draft').selectAll().where('person_id', '=', person).where('subject', '=', subject).executeTakeFirst()
  const found = await existing()
  if (found && found.expires_at.getTime() > now) return found
  await database.deleteFrom('draft').where('expires_at', '<=', new Date(now)).execute()
  const row: DraftRow = {
    id: randomId('d'),
    subject,
    person_id: person,
    answers: {},
    done_pages: [],
    revision: 0,
    changed_at: new Date(now),
    expires_at: new Date(now + lifetime),
  }
  const made = await database
    .insertInto('draft')
    .values({ ...row, answers: sql`'{}'::jsonb` })
    .onConflict((on) => on.columns(['person_id', 'subject']).doNothing())
    .returningAll()
    .executeTakeFirst()
  // Two windows opened at once: the other one's draft is the one.
  return made ?? (await existing()) ?? row
}

const stale = () =>
  conflict({
    de: 'Dieser Entwurf wurde in einem anderen Fenster geändert. Laden Sie die Seite neu; die neueren Angaben bleiben erhalten.',
    en: 'This draft was changed in another window. Reload the page; the newer answers are kept.',
  })
