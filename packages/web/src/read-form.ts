/** Reads what a form sent, whether urlencoded or multipart. Files are handed on as streams; nothing of them is kept here. */
import type { FastifyRequest } from 'fastify'
import type { RawInput } from '@fachwerk/forms'
import { csrfMatches, CsrfError } from './security/csrf.ts'

/** One file on its way in. Read `content` to its end or the rest of the form never arrives. */
export interface IncomingFile {
  /** Name of the field. */
  readonly field: string
  /** As the browser names it, without folders. */
  readonly name: string
  readonly type: string
  readonly content: AsyncIterable<Uint8Array>
}

/**
 * Fields by name; a name sent several times gives a list. `onFile` is called for every chosen file, in order; without it files are
 * dropped. Throws `CsrfError` when the token is wrong (shown as a page by the server).
 */
export async function readForm(request: FastifyRequest, onFile?: (file: IncomingFile) => Promise<void>): Promise<RawInput> {
  if (!request.isMultipart()) return withoutToken((request.body ?? {}) as RawInput)
  const fields: Record<string, string | string[]> = {}
  for await (const part of request.parts()) {
    if (part.type === 'field') {
      add(fields, part.fieldname, String(part.value))
      continue
    }
    if (!csrfMatches(request, fields['_csrf'])) throw new CsrfError()
    if (part.filename && onFile)
      await onFile({ field: part.fieldname, name: baseName(part.filename), type: part.mimetype, content: part.file })
    part.file.resume()
  }
  if (!csrfMatches(request, fields['_csrf'])) throw new CsrfError()
  return withoutToken(fields)
}

/** The whole file in memory; `undefined` when it is larger than `maxBytes`. */
export async function collectFile(file: IncomingFile, maxBytes: number): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of file.content) {
    size += chunk.byteLength
    if (size <= maxBytes) chunks.push(chunk)
  }
  return size > maxBytes ? undefined : Buffer.concat(chunks)
}

function add(fields: Record<string, string | string[]>, name: string, value: string): void {
  if (name === '__proto__') return
  const before = fields[name]
  if (before === undefined) fields[name] = value
  else fields[name] = [...(Array.isArray(before) ? before : [before]), value]
}
const baseName = (name: string): string => name.split(/[\\/]/).at(-1) ?? name

function withoutToken(fields: RawInput): RawInput {
  const { _csrf: _token, ...rest } = fields
  return rest
}
