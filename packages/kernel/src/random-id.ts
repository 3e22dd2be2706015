import { randomFillSync } from 'node:crypto'

/** Opaque id, e.g. `c_Zk3…`: 96 random bits, safe in URLs and HTML ids. */
export function randomId(prefix: string): string {
  if (used === drawn.length) {
    randomFillSync(drawn)
    used = 0
  }
  return `${prefix}_${drawn.toString('base64url', used, (used += length))}`
}

const length = 12
// Random bytes for a thousand ids at once: asking for twelve costs as much as asking for thousands. Each is given out once.
const drawn = Buffer.alloc(1024 * length)
let used = drawn.length
