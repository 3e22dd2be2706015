import { ok, type Result } from '@fachwerk/problem'
import { sql } from 'kysely'
import { createHash } from 'node:crypto'
import type { Files, Refusal } from '../api.ts'
import { maySeeCondition } from '../cases/visibility.ts'
import { guarded } from '../guarded.ts'
import type { Logger } from '../log.ts'
import { storable } from '../people/people.ts'
import { randomId } from '../random-id.ts'
import { notFound, tooLarge } from '../refusal.ts'
import type { FileRow, KernelSql } from '../storage/tables.ts'

const maxBytes = 20 * 1024 * 1024

const answerOf = ({ id, name, type, size, sha256 }: FileRow) => ({ id, name, type, size, sha256 })
const fileNotFound = () => notFound({ de: 'Datei', en: 'File' })

export function createFiles(database: KernelSql, clock: () => number, log: Logger): Files {
  return {
    put: guarded(log, async (name, declaredType, content, person) => {
      const bytes = await readBounded(content)
      if (!bytes.ok) return bytes
      const sha256 = createHash('sha256').update(bytes.value).digest('hex')
      const type = /^[\w.+-]+\/[\w.+-]+$/.test(declaredType) ? declaredType : 'application/octet-stream'
      const row: FileRow = {
        id: randomId('f'),
        name: plainName(name),
        type,
        size: bytes.value.length,
        sha256,
        person_id: person.id,
        at: new Date(clock()),
      }
      await database.transaction().execute(async (trx) => {
        await sql`insert into kernel.file_content (sha256, content) values (${sha256}, ${bytes.value}::bytea) on conflict do nothing`.execute(
          trx,
        )
        await trx.insertInto('file').values(row).execute()
      })
      return ok(answerOf(row))
    }),
    get: guarded(log, async (id, person) => {
      const row = await database.selectFrom('file').selectAll().where('id', '=', storable(id)).executeTakeFirst()
      if (!row) return fileNotFound()
      const seen = await database
        .selectFrom('case_file')
        .innerJoin('instance', 'instance.id', 'case_file.root')
        .select('case_file.file_id')
        .where('case_file.file_id', '=', row.id)
        .where(maySeeCondition(person))
        .executeTakeFirst()
      if (row.person_id !== person.id && !seen) return fileNotFound()
      const { content } = await database
        .selectFrom('file_content')
        .select('content')
        .where('sha256', '=', row.sha256)
        .executeTakeFirstOrThrow()
      return ok({ ...answerOf(row), content })
    }),
  }
}

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

/** Without folders and control characters. */
const plainName = (name: string): string => {
  const last = name.split(/[/\\]/).at(-1) ?? ''
  return (
    last
      .toWellFormed()
      .replaceAll(/\p{Cc}/gu, '')
      .trim()
      .slice(0, 200) || 'datei'
  )
}
