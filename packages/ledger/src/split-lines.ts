/** Longer lines are not of an export; memory stays bounded whatever the file holds. */
const longestLine = 4_000_000

/**
 * Lines as bytes, without their ends. A last line without an end counts. Many lines are given at once, because waiting for each would
 * cost more than checking it.
 */
export async function* splitLines(chunks: AsyncIterable<string | Uint8Array>): AsyncGenerator<readonly Buffer[]> {
  // Pieces of the line that has not ended; joined once, however small the chunks are.
  let open: Buffer[] = []
  let length = 0
  for await (const chunk of chunks) {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length)
    const lines: Buffer[] = []
    let start = 0
    for (let end = bytes.indexOf(lineEnd); end >= 0; end = bytes.indexOf(lineEnd, start)) {
      const line = bytes.subarray(start, end)
      lines.push(open.length === 0 ? line : Buffer.concat([...open, line]))
      open = []
      length = 0
      start = end + 1
    }
    if (start < bytes.length) open.push(bytes.subarray(start))
    length += bytes.length - start
    if (length > longestLine) throw new RangeError('A line is too long.')
    if (lines.length > 0) yield lines
  }
  if (length > 0) yield [Buffer.concat(open)]
}

const lineEnd = 10
