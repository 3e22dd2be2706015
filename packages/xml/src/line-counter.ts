/** Lines and columns of growing offsets into one text; each call goes on from the last, so a whole document costs one pass. */
export interface Position {
  /** 1-based. */
  readonly line: number
  /** 1-based, in UTF-16 code units. */
  readonly column: number
}

export function lineCounter(text: string): (offset: number) => Position {
  let line = 1
  let lineStart = 0
  let scanned = 0
  return (offset) => {
    if (offset < scanned) return lineCounter(text)(offset)
    for (; scanned < offset; scanned++) {
      const code = text.charCodeAt(scanned)
      // XML 1.0 section 2.11: CR LF, LF and a lonely CR each end one line.
      const endsLine = code === 0x0a || (code === 0x0d && text.charCodeAt(scanned + 1) !== 0x0a)
      if (endsLine) {
        line++
        lineStart = scanned + 1
      }
    }
    return { line, column: offset - lineStart + 1 }
  }
}
