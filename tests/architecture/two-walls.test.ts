import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

// What is asked on behalf of a person goes through row security: a service that answers people is given `requests`, not the owner's connection.
const kernel = join(import.meta.dirname, '../../packages/kernel/src')

/** Where people are answered. */
const services = globSync(
  [
    '{cases,tasks,drafts,files,identity}/**/*.ts',
    'ledger/{ledger-service,ledger-views,findings}.ts',
    'vault/{privacy-service,stored-about,holds}.ts',
  ],
  { cwd: kernel },
)
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => !file.endsWith('.test.ts'))

/** The owner's connection by the names it goes by: `platform`, or a part `sql` of the options. */
const owner =
  /readonly (?:sql|platform): KernelSql|\{[^{}]*\b(?:sql|platform)\b[^{}]*\}(?:: \w*(?:Options|Parts)| = (?:parts|options))|\boptions\.(?:sql|platform)\b/

const exceptions: Readonly<Record<string, string>> = {
  'cases/from-outside.ts':
    'a message wakes what waits for it: the runtime looks for receivers within the authorities of the sender',
  'cases/start-case.ts': 'declares the connection that the exceptions named here take',
  'identity/identity-parts.ts': 'declares it',
  'identity/members.ts': 'a new id is free in all authorities; which others are taken is told to nobody',
  'identity/pending-changes.ts': 'asks whether somebody has a right at this moment, of whichever authority',
  'identity/tokens.ts': 'whose token it is: nobody is known before',
  'ledger/ledger-service.ts': 'the tree over all entries, for proofs and the export; it holds hashes, no contents',
  'vault/privacy-service.ts': 'erasing is carried out by the platform, after a second person has agreed',
}

test('services that answer people take no connection of the owner', () => {
  const takers = services.filter((file) => owner.test(readFileSync(join(kernel, file), 'utf8')))
  expect(takers.toSorted()).toEqual(Object.keys(exceptions).toSorted())
})
