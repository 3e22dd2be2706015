/** Text of a file by its byte order mark, else by the encoding its XML declaration names, else UTF-8. `undefined`: not decodable. */
export function decodeText(content: Uint8Array): string | undefined {
  try {
    return new TextDecoder(encodingOf(content), { fatal: true }).decode(content)
  } catch {
    return undefined
  }
}

function encodingOf(content: Uint8Array): string {
  const [first, second] = content
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  const head = new TextDecoder('latin1').decode(content.subarray(0, 200))
  return /^(?:\u00EF\u00BB\u00BF)?\s*<\?xml[^>]*\bencoding\s*=\s*["']([\w.-]+)["']/.exec(head)?.[1] ?? 'utf-8'
}
