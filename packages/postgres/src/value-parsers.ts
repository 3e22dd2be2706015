/**
 * How values come out of the database, the same on both kinds: `bigint` as number (or as BigInt where a number would lose digits),
 * `bytea` as plain `Uint8Array`, `date` as ISO text, `timestamptz` as `Date`, `jsonb` parsed. Keys are PostgreSQL type OIDs.
 */
const int8 = 20
const date = 1082
const bytea = 17

export const sharedParsers: Readonly<Record<number, (text: string) => unknown>> = {
  [int8]: (text) => (Number.isSafeInteger(Number(text)) ? Number(text) : BigInt(text)),
  [date]: (text) => text,
}

/** `pg` hands out Buffers from a shared pool; PGlite plain arrays. */
export const serverParsers: Readonly<Record<number, (text: string) => unknown>> = {
  ...sharedParsers,
  [bytea]: (text) => new Uint8Array(Buffer.from(text.slice(2), 'hex')),
}
