import { ok, type Result } from '@fachwerk/problem'
import { fieldAt, type DeclaredField } from '@fachwerk/privacy'
import { sql } from 'kysely'
import { createHash } from 'node:crypto'
import type { Files, Refusal } from '../api.ts'
import type { CaseOptions } from '../cases/start-case.ts'
import { isOnlyCitizen, maySeeCondition } from '../access/relations.ts'
import { guarded } from '../guarded.ts'
import { storable } from '../people/people.ts'
import { randomId } from '../random-id.ts'
import { notFound, tooLarge, unreadable } from '../refusal.ts'
import { caseTasks } from '../vault/case-tasks.ts'
import type { Vault } from '../vault/vault.ts'
import { checkContent } from './check-content.ts'
import { plainFileName } from './file-name.ts'

const maxBytes = 20 * 1024 * 1024

const fileNotFound = () => notFound({ de: 'Datei', en: 'File' })

export function createFiles({ requests, vault, disclosure, clock, log }: CaseOptions): Files {
  return {
    put: guarded(log, async (name, declaredType, content, person) => {
      const bytes = await readBounded(content)
      if (!bytes.ok) return bytes
      const sha256 = createHash('sha256').update(bytes.value).digest('hex')
      const plainName = plainFileName(name)
      const type = await checkContent(plainName, declaredType, bytes.value)
      if (!type.ok) return type
      const answer = { id: randomId('f'), name: plainName, type: type.value, size: bytes.value.length, sha256 }
      const sealed = await vault.sealFile(answer, bytes.value, isOnlyCitizen(person) ? person.id : undefined)
      // Keys are nobody's to write but the vault's own: first, because a key without a file harms nobody.
      await vault.ring.store([sealed.key])
      await requests(person)
        .transaction()
        .execute(async (trx) => {
          await trx
            .insertInto('file')
            .values({
              id: answer.id,
              type: answer.type,
              size: answer.size,
              sealed: sealed.description,
              person_id: person.id,
              tenant: person.tenant ?? null,
              at: new Date(clock()),
            })
            .execute()
          await sql`insert into kernel.file_content (file_id, sealed) values (${answer.id}, ${sealed.content}::bytea)`.execute(
            trx,
          )
        })
      return ok(answer)
    }),
    get: guarded(log, async (id, person) => {
      const request = requests(person)
      const row = await request.selectFrom('file').selectAll().where('id', '=', storable(id)).executeTakeFirst()
      if (!row) return fileNotFound()
      const seen = await request
        .selectFrom('case_file')
        .innerJoin('instance', 'instance.id', 'case_file.root')
        .leftJoin('instance as asker', 'asker.id', 'case_file.instance_id')
        .selectAll('instance')
        .select(caseTasks)
        .select(['asker.version_id as asked_by', 'case_file.path'])
        .where('case_file.file_id', '=', row.id)
        .where(maySeeCondition(person))
        .executeTakeFirst()
      if (row.person_id !== person.id && !seen) return fileNotFound()
      // Before it is part of a case, a file is its uploader's own.
      const showings = seen ? [{ row: seen, extent: 'file' as const, field: await askedFor(vault, seen) }] : []
      const opened = await disclosure.show(person, showings, async (reader) => {
        const content = await request.selectFrom('file_content').select('sealed').where('file_id', '=', row.id).executeTakeFirst()
        return reader.file(row, content?.sealed)
      })
      if (!opened.ok) return opened.error === 'erased' ? fileNotFound() : unreadable()
      const { name, sha256, content = new Uint8Array() } = opened.value
      return ok({ id: row.id, name, type: row.type, size: row.size, sha256, content })
    }),
  }
}

interface Asked {
  /** Version of the process in which it was handed in, which may be one that the case has called. */
  readonly asked_by: string | null
  readonly path: string | null
}

/** The declared field with which a file was handed in, as the newest forms declare it. */
const askedFor = async ({ declarations }: Vault, { asked_by, path }: Asked): Promise<DeclaredField | undefined> =>
  asked_by === null || path === null ? undefined : fieldAt((await declarations.of(asked_by)).activity.fields, path)

async function readBounded(content: AsyncIterable<Uint8Array>): Promise<Result<Uint8Array, Refusal>> {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of content) {
    size += part.length
    if (size > maxBytes)
      return tooLarge({
        de: 'Die Datei ist größer als 20 MB. Verkleinern Sie sie, oder teilen Sie sie auf.',
        en: 'The file is larger than 20 MB. Make it smaller, or split it.',
      })
    parts.push(part)
  }
  return ok(new Uint8Array(Buffer.concat(parts)))
}
