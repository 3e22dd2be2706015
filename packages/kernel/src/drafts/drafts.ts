import { ok, type JsonObject } from '@fachwerk/problem'
import type { Draft, Drafts, Person } from '../api.ts'
import { refuseVariables } from '../cases/acceptable-variables.ts'
import type { CaseOptions } from '../cases/start-case.ts'
import { guarded } from '../guarded.ts'
import { storable } from '../people/people.ts'
import { randomId } from '../random-id.ts'
import { conflict, notFound } from '../refusal.ts'
import { encodeJson } from '../storage/encode-json.ts'
import type { DraftRow, KernelSql } from '../storage/tables.ts'
import type { OwnDrafts } from '../vault/own-drafts.ts'

/** Ninety days after the last change. */
const lifetime = 90 * 24 * 60 * 60 * 1000

const draftOf = (row: DraftRow, answers: JsonObject): Draft => ({
  id: row.id,
  subject: row.subject,
  answers,
  donePages: row.done_pages,
  revision: row.revision,
  changedAt: row.changed_at,
  expiresAt: row.expires_at,
})

const isRevision = (revision: number): boolean => Number.isInteger(revision) && revision >= 0 && revision < 2 ** 31 - 1

const draftNotFound = () => notFound({ de: 'Entwurf', en: 'Draft' })

export type DraftOptions = Pick<CaseOptions, 'requests' | 'clock' | 'log'> & { readonly drafts: OwnDrafts }

/** Nobody but the person who writes a draft ever sees it, so looking at it is no access to somebody else's data. */
export function createDrafts({ requests, drafts, clock, log }: DraftOptions): Drafts {
  const find = (id: string, person: Person) =>
    requests(person)
      .selectFrom('draft')
      .selectAll()
      .where('id', '=', storable(id))
      .where('person_id', '=', person.id)
      .where('expires_at', '>', new Date(clock()))
      .executeTakeFirst()
  const opened = async (row: DraftRow): Promise<Draft | undefined> => {
    const answers = await drafts.answers(row)
    return answers && draftOf(row, answers)
  }

  return {
    open: async (subject, person) => {
      const row = await open(requests(person), drafts, storable(subject), person, clock())
      return (await opened(row)) ?? draftOf(row, {})
    },
    save: guarded(log, async (draftId, answers, donePages, revision, person) => {
      const refused = refuseVariables(answers)
      if (refused) return refused
      const before = await find(draftId, person)
      if (!before) return draftNotFound()
      // What no draft ever had is not asked of the database, which knows no such number.
      if (!isRevision(revision)) return stale()
      const sealed = await drafts.seal({ ...before, revision: revision + 1 }, encodeJson(answers))
      const now = clock()
      const saved = await requests(person)
        .updateTable('draft')
        .set({ ...sealed, done_pages: donePages.map(storable), revision: revision + 1 })
        .set({ changed_at: new Date(now), expires_at: new Date(now + lifetime) })
        .where('id', '=', before.id)
        .where('person_id', '=', person.id)
        .where('revision', '=', revision)
        .returningAll()
        .executeTakeFirst()
      return saved ? ok(draftOf(saved, JSON.parse(encodeJson(answers)) as JsonObject)) : stale()
    }),
    get: guarded(log, async (draftId, person) => {
      const row = await find(draftId, person)
      const draft = row && (await opened(row))
      return draft ? ok(draft) : draftNotFound()
    }),
    list: async (person) => {
      const rows = await requests(person)
        .selectFrom('draft')
        .selectAll()
        .where('person_id', '=', person.id)
        .where('expires_at', '>', new Date(clock()))
        .orderBy('changed_at', 'desc')
        .execute()
      return (await Promise.all(rows.map(opened))).flatMap((draft) => draft ?? [])
    },
    discard: guarded(log, async (draftId, person) => {
      await requests(person).deleteFrom('draft').where('id', '=', storable(draftId)).where('person_id', '=', person.id).execute()
      return ok(undefined)
    }),
  }
}

/** The one there is, or a new one. Looking writes nothing. Expired drafts go once a day; an own one at once, to make room. */
async function open(request: KernelSql, drafts: OwnDrafts, subject: string, person: Person, now: number): Promise<DraftRow> {
  const existing = () =>
    request.selectFrom('draft').selectAll().where('person_id', '=', person.id).where('subject', '=', subject).executeTakeFirst()
  const found = await existing()
  if (found && found.expires_at.getTime() > now) return found
  if (found) await request.deleteFrom('draft').where('id', '=', found.id).execute()
  const bare = { id: randomId('d'), subject, person_id: person.id, done_pages: [], revision: 0 }
  const row: DraftRow = {
    ...bare,
    tenant: person.tenant ?? null,
    ...(await drafts.seal(bare, '{}')),
    changed_at: new Date(now),
    expires_at: new Date(now + lifetime),
  }
  const made = await request
    .insertInto('draft')
    .values(row)
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
