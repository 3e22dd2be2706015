import { fail, ok, type Problem, type Result } from '@fachwerk/problem'
import { fromBufferPromise, type Entry, type ZipFile } from 'yauzl'
import type { ModelFile } from '../api.ts'
import { brokenArchive, limits, tooLargeFile, tooManyFiles, unpacksTooLarge, unsafePath } from './upload-problem.ts'

/** Opens the ZIPs among the files; what comes out is bounded in number, size and ratio before it is unpacked. */
export async function unpack(files: readonly ModelFile[]): Promise<Result<readonly ModelFile[], readonly Problem[]>> {
  const result: ModelFile[] = []
  let bytes = 0
  for (const file of files) {
    const opened = isZip(file.content) ? await unzip(file) : bounded(file)
    if (!opened.ok) return opened
    result.push(...opened.value)
    bytes += opened.value.reduce((sum, inner) => sum + inner.content.length, 0)
    if (result.length > limits.files) return fail([tooManyFiles(file.name)])
    if (bytes > limits.unpackedBytes) return fail([unpacksTooLarge(file.name)])
  }
  return ok(result)
}

export const isZip = (content: Uint8Array): boolean =>
  content[0] === 0x50 && content[1] === 0x4b && (content[2] === 3 || content[2] === 5)

const bounded = (file: ModelFile): Result<readonly ModelFile[], readonly Problem[]> =>
  file.content.length > limits.fileBytes ? fail([tooLargeFile(file.name)]) : ok([file])

async function unzip(archive: ModelFile): Promise<Result<readonly ModelFile[], readonly Problem[]>> {
  if (archive.content.length > limits.unpackedBytes) return fail([unpacksTooLarge(archive.name)])
  try {
    const buffer = Buffer.from(archive.content.buffer, archive.content.byteOffset, archive.content.byteLength)
    const zip = await fromBufferPromise(buffer, { lazyEntries: true })
    try {
      return await readEntries(archive.name, zip)
    } finally {
      zip.close()
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    // The library refuses paths that are absolute or climb out with `..`.
    const unsafe = /absolute path|invalid relative path|invalid characters in fileName/.test(reason)
    return fail([unsafe ? unsafePath(archive.name) : brokenArchive(archive.name, reason)])
  }
}

async function readEntries(archive: string, zip: ZipFile): Promise<Result<readonly ModelFile[], readonly Problem[]>> {
  const files: ModelFile[] = []
  let bytes = 0
  for await (const entry of zip.eachEntry()) {
    if (entry.fileName.endsWith('/') || isClutter(entry.fileName)) continue
    if (files.length >= limits.files) return fail([tooManyFiles(archive)])
    const problem = refuseEntry(archive, entry, bytes)
    if (problem) return fail([problem])
    const content = await readEntry(zip, entry)
    bytes += content.length
    files.push({ name: entry.fileName, content })
  }
  return ok(files)
}

/** Judged by the sizes the archive declares; the library fails the stream when they are not the truth. */
function refuseEntry(archive: string, entry: Entry, bytesBefore: number): Problem | undefined {
  const { uncompressedSize: size, compressedSize: packed } = entry
  if (size > limits.fileBytes) return tooLargeFile(`${archive}/${entry.fileName}`)
  if (bytesBefore + size > limits.unpackedBytes) return unpacksTooLarge(archive)
  if (size > 1024 * 1024 && size > packed * limits.ratio) return unpacksTooLarge(archive)
  return undefined
}

async function readEntry(zip: ZipFile, entry: Entry): Promise<Uint8Array> {
  const parts: Buffer[] = []
  for await (const part of await zip.openReadStreamPromise(entry)) parts.push(part as Buffer)
  return new Uint8Array(Buffer.concat(parts))
}

/** What operating systems add to archives unasked. */
const isClutter = (name: string): boolean => /(^|\/)(__MACOSX\/|\.DS_Store$|Thumbs\.db$|\.)/.test(name)
