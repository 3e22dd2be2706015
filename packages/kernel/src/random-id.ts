import { randomBytes } from 'node:crypto'

/** Opaque id, e.g. `c_Zk3…`: 96 random bits, safe in URLs and HTML ids. */
export const randomId = (prefix: string): string => `${prefix}_${randomBytes(12).toString('base64url')}`
