/** What memory held, in pieces. */
export type Snapshot = readonly { readonly at: number; readonly bytes: Uint8Array }[]

const PAGE = 4096

/**
 * All of a memory but two stretches of zeros: what was never used at its end, and the longest one, which is the stack that nobody has
 * reached. What lies there is written before it is read.
 */
export function snapshotOf(memory: WebAssembly.Memory): Snapshot {
  const bytes = new Uint8Array(memory.buffer)
  const used = Array.from({ length: bytes.length / PAGE }, (_, page) => isUsed(bytes, page))
  const end = used.lastIndexOf(true) + 1
  let gap = { from: 0, to: 0 }
  for (let from = 0; from < end; from++) {
    let to = from
    while (to < end && !used[to]) to++
    if (to - from > gap.to - gap.from) gap = { from, to }
    from = to
  }
  return [piece(bytes, 0, gap.from), piece(bytes, gap.to, end)]
}

export function restore(memory: WebAssembly.Memory, snapshot: Snapshot): void {
  const target = new Uint8Array(memory.buffer)
  for (const { at, bytes } of snapshot) target.set(bytes, at)
}

const piece = (bytes: Uint8Array, from: number, to: number) => ({ at: from * PAGE, bytes: bytes.slice(from * PAGE, to * PAGE) })

function isUsed(bytes: Uint8Array, page: number): boolean {
  for (let at = page * PAGE; at < (page + 1) * PAGE; at++) if (bytes[at] !== 0) return true
  return false
}
