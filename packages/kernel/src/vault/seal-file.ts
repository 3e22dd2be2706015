import { fileKeyId, personKeyId, type KeyRing, type KeyRow } from './key-ring.ts'
import { placeOf, seal, sealText } from './seal.ts'

export interface SealableFile {
  readonly id: string
  readonly name: string
  readonly sha256: string
}
export interface SealedFile {
  /** To be stored with the file. */
  readonly key: KeyRow
  readonly description: string
  readonly content: Buffer
}

export async function sealFile(
  ring: KeyRing,
  { id, name, sha256 }: SealableFile,
  content: Uint8Array,
  owner: string | undefined,
): Promise<SealedFile> {
  if (owner !== undefined) await ring.ofPeople([owner])
  const { key, row } = ring.make(fileKeyId(id), owner === undefined ? undefined : personKeyId(owner))
  return {
    key: row,
    description: sealText(key, placeOf('file', id), JSON.stringify({ name, sha256 })),
    content: seal(key, placeOf('content', id), content),
  }
}
