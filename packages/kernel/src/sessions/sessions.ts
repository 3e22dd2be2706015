import { createHash, randomBytes } from 'node:crypto'
import type { People, Sessions } from '../api.ts'
import type { KernelSql } from '../storage/tables.ts'

/** A working day. */
const lifetime = 12 * 60 * 60 * 1000

/** Only the hash of a token is stored: who reads the database cannot sign on with it. */
export function createSessions(sql: KernelSql, people: People, clock: () => number): Sessions {
  return {
    create: async (personId) => {
      const token = randomBytes(32).toString('base64url')
      const now = clock()
      await sql.deleteFrom('session').where('expires_at', '<', new Date(now)).execute()
      await sql
        .insertInto('session')
        .values({ token_hash: hash(token), person_id: personId, expires_at: new Date(now + lifetime) })
        .execute()
      return token
    },
    person: async (token) => {
      const row = await sql.selectFrom('session').selectAll().where('token_hash', '=', hash(token)).executeTakeFirst()
      return row && row.expires_at.getTime() > clock() ? people.get(row.person_id) : undefined
    },
    end: async (token) => {
      await sql.deleteFrom('session').where('token_hash', '=', hash(token)).execute()
    },
  }
}

const hash = (token: string): string => createHash('sha256').update(token).digest('hex')
