import { createHash, randomBytes } from 'node:crypto'

/** 256 random bits: tokens of sessions, steps and invitations. */
export const randomSecret = (): string => randomBytes(32).toString('base64url')

/** What is stored of a secret that long: nobody guesses its origin, so it needs neither salt nor slowness. */
export const hashOfSecret = (secret: string): string => createHash('sha256').update(secret).digest('hex')
