/**
 * Bytes to text without `TextDecoder`, which a pure package does not have. Encodings: UTF-8 and UTF-16 (byte order mark, or XML 1.0
 * appendix F), ISO-8859-1 by declaration. Everything strict: a byte that cannot be read refuses the file instead of becoming `�`.
 */
export type DecodeResult =
  | { readonly ok: true; readonly text: string }
  | {
      readonly ok: false
      readonly reason: 'broken-bytes'
      readonly encoding: string
      readonly offset: number
      readonly before: string
    }
  | { readonly ok: false; readonly reason: 'unknown-encoding'; readonly encoding: string }

/** Gives the text without byte order mark. */
export function decodeBytes(bytes: Uint8Array): DecodeResult {
  const [a, b, c] = bytes
  if (a === 0xef && b === 0xbb && c === 0xbf) return decodeUtf8(bytes, 3)
  if (a === 0xfe && b === 0xff) return decodeUtf16(bytes, 2, false)
  if (a === 0xff && b === 0xfe) return decodeUtf16(bytes, 2, true)
  if (a === 0 && b === 0x3c) return decodeUtf16(bytes, 0, false)
  if (a === 0x3c && b === 0) return decodeUtf16(bytes, 0, true)
  const declared = declaredEncoding(bytes)
  switch (declared?.toUpperCase()) {
    case undefined:
    case 'UTF-8':
    case 'UTF8':
    case 'US-ASCII':
      return decodeUtf8(bytes, 0)
    case 'ISO-8859-1':
    case 'LATIN1':
      return { ok: true, text: textOfUnits(bytes.length, (index) => bytes[index]!) }
    default:
      return { ok: false, reason: 'unknown-encoding', encoding: declared! }
  }
}

function declaredEncoding(bytes: Uint8Array): string | undefined {
  const head = String.fromCharCode(...bytes.subarray(0, 256))
  return /^<\?xml\s[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']/.exec(head)?.[1]
}

function decodeUtf16(bytes: Uint8Array, start: number, littleEndian: boolean): DecodeResult {
  const length = (bytes.length - start) >> 1
  const [low, high] = littleEndian ? [0, 1] : [1, 0]
  const text = textOfUnits(length, (index) => bytes[start + 2 * index + low]! | (bytes[start + 2 * index + high]! << 8))
  if ((bytes.length - start) % 2 === 0) return { ok: true, text }
  return { ok: false, reason: 'broken-bytes', encoding: 'UTF-16', offset: bytes.length - 1, before: text }
}

const chunkSize = 8192

function textOfUnits(length: number, unit: (index: number) => number): string {
  const parts: string[] = []
  for (let from = 0; from < length; from += chunkSize) {
    const units = new Uint16Array(Math.min(chunkSize, length - from))
    for (let index = 0; index < units.length; index++) units[index] = unit(from + index)
    parts.push(String.fromCharCode(...units))
  }
  return parts.join('')
}

function decodeUtf8(bytes: Uint8Array, start: number): DecodeResult {
  const parts: string[] = []
  const units = new Uint16Array(chunkSize + 2)
  let used = 0
  for (let at = start; at < bytes.length;) {
    const length = sequenceLength(bytes, at)
    if (length === 0) {
      parts.push(String.fromCharCode(...units.subarray(0, used)))
      return { ok: false, reason: 'broken-bytes', encoding: 'UTF-8', offset: at, before: parts.join('') }
    }
    const code = codePoint(bytes, at, length)
    if (code > 0xffff) {
      units[used++] = 0xd7c0 + (code >> 10)
      units[used++] = 0xdc00 | (code & 0x3ff)
    } else units[used++] = code
    if (used >= chunkSize) {
      parts.push(String.fromCharCode(...units.subarray(0, used)))
      used = 0
    }
    at += length
  }
  parts.push(String.fromCharCode(...units.subarray(0, used)))
  return { ok: true, text: parts.join('') }
}

/** Length of the well-formed sequence at `at` (RFC 3629, table in section 4), 0 if there is none. */
function sequenceLength(bytes: Uint8Array, at: number): number {
  const first = bytes[at]!
  if (first < 0x80) return 1
  const second = bytes[at + 1] ?? 0
  if (first >= 0xc2 && first <= 0xdf) return isTail(second) ? 2 : 0
  if (first >= 0xe0 && first <= 0xef) {
    const from = first === 0xe0 ? 0xa0 : 0x80
    const to = first === 0xed ? 0x9f : 0xbf
    return second >= from && second <= to && isTail(bytes[at + 2]) ? 3 : 0
  }
  if (first >= 0xf0 && first <= 0xf4) {
    const from = first === 0xf0 ? 0x90 : 0x80
    const to = first === 0xf4 ? 0x8f : 0xbf
    return second >= from && second <= to && isTail(bytes[at + 2]) && isTail(bytes[at + 3]) ? 4 : 0
  }
  return 0
}

const isTail = (byte: number | undefined): boolean => byte !== undefined && (byte & 0xc0) === 0x80

function codePoint(bytes: Uint8Array, at: number, length: number): number {
  const first = bytes[at]!
  if (length === 1) return first
  let code = first & (0xff >> (length + 1))
  for (let index = 1; index < length; index++) code = (code << 6) | (bytes[at + index]! & 0x3f)
  return code
}
