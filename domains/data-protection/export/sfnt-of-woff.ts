import { inflateSync } from 'node:zlib'

const headerLength = 12
const recordLength = 16

/**
 * A WOFF file (W3C WOFF 1.0) as the font it was made of. The PDF library reads WOFF too, but unpacks a table for every glyph it looks at:
 * a document of thirty pages takes ten seconds instead of a half.
 */
export function sfntOfWoff(woff: Buffer): Buffer {
  if (woff.toString('latin1', 0, 4) !== 'wOFF') throw new Error('Not a WOFF file.')
  const count = woff.readUInt16BE(12)
  const tables = Array.from({ length: count }, (_, index) => readTable(woff, 44 + index * 20))
  const out = Buffer.alloc(headerLength + count * recordLength + tables.reduce((sum, { data }) => sum + padded(data.length), 0))
  writeHeader(out, woff.readUInt32BE(4), count)
  let offset = headerLength + count * recordLength
  for (const [index, { tag, checksum, data }] of tables.entries()) {
    const record = headerLength + index * recordLength
    out.writeUInt32BE(tag, record)
    out.writeUInt32BE(checksum, record + 4)
    out.writeUInt32BE(offset, record + 8)
    out.writeUInt32BE(data.length, record + 12)
    data.copy(out, offset)
    offset += padded(data.length)
  }
  return out
}

function readTable(woff: Buffer, at: number): { readonly tag: number; readonly checksum: number; readonly data: Buffer } {
  const [tag, offset, packed, length, checksum] = [0, 4, 8, 12, 16].map((step) => woff.readUInt32BE(at + step)) as [
    number,
    number,
    number,
    number,
    number,
  ]
  const stored = woff.subarray(offset, offset + packed)
  // A table that does not get smaller is stored as it is.
  return { tag, checksum, data: packed < length ? inflateSync(stored) : stored }
}

/** OpenType, "Table directory": the search fields follow from the number of tables. */
function writeHeader(out: Buffer, flavour: number, count: number): void {
  const power = Math.floor(Math.log2(count))
  out.writeUInt32BE(flavour, 0)
  out.writeUInt16BE(count, 4)
  out.writeUInt16BE(2 ** power * 16, 6)
  out.writeUInt16BE(power, 8)
  out.writeUInt16BE(count * 16 - 2 ** power * 16, 10)
}

const padded = (length: number): number => Math.ceil(length / 4) * 4
