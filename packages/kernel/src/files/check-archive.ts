import { fromBufferPromise, type ZipFile } from 'yauzl'
import { endingOf } from './file-name.ts'
import { otherArchives, programs, webPages } from './kinds-of-file.ts'

const limits = { entries: 2000, bytes: 300_000_000, ratio: 200 }

export type ArchiveFault = 'broken' | 'bomb' | 'program-inside' | 'archive-inside'

/**
 * Looks at the table of contents of a ZIP (and of what is one inside: `.docx`, `.odt` …) without unpacking anything. Refused is what swells
 * beyond measure: too many entries, too large together, packed too tightly, or entries that share their bytes (APPNOTE 4.3.12).
 */
export async function checkArchive(content: Uint8Array, isPlainZip: boolean): Promise<ArchiveFault | undefined> {
  let zip: ZipFile
  try {
    zip = await fromBufferPromise(Buffer.from(content.buffer, content.byteOffset, content.byteLength), { lazyEntries: true })
  } catch {
    return 'broken'
  }
  try {
    return await checkEntries(zip, content.byteLength, isPlainZip)
  } catch {
    return 'broken'
  } finally {
    zip.close()
  }
}

async function checkEntries(zip: ZipFile, size: number, isPlainZip: boolean): Promise<ArchiveFault | undefined> {
  let [entries, bytes, packed] = [0, 0, 0]
  for await (const entry of zip.eachEntry()) {
    entries += 1
    bytes += entry.uncompressedSize
    packed += entry.compressedSize
    const isTight = entry.uncompressedSize > 1_000_000 && entry.uncompressedSize > entry.compressedSize * limits.ratio
    if (entries > limits.entries || bytes > limits.bytes || packed > size || isTight) return 'bomb'
    if (!isPlainZip) continue
    const ending = endingOf(entry.fileName)
    if (programs.has(ending) || webPages.has(ending)) return 'program-inside'
    if (ending === 'zip' || otherArchives.has(ending)) return 'archive-inside'
  }
  return undefined
}
