import { startKernel, type Kernel } from '@fachwerk/kernel'
import { openDatabase, type Database } from '@fachwerk/postgres'
import type { JsonValue } from '@fachwerk/problem'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testMasterKey } from '../../../packages/kernel/src/test-kit/house.ts'
import { storedTexts } from '../../../packages/kernel/src/test-kit/stored-texts.ts'
import { assistants } from '../module.ts'
import { betrieb, people } from './people.ts'

let database: Database
let kernel: Kernel
beforeAll(async () => {
  database = await openDatabase({ dataDirectory: 'memory://' })
  kernel = await startKernel({ database, modules: [assistants], demo: true, masterKey: testMasterKey })
}, 60_000)
afterAll(async () => {
  await kernel.stop()
  await database.close()
})

/** Words of a value that tell something; ids and types of files tell nothing. */
function words(value: JsonValue): readonly string[] {
  if (typeof value === 'string') return value.length >= 4 && !/^f_|^application\/pdf$/.test(value) ? [value] : []
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap((inner: JsonValue) => words(inner)) : []
}

/** Not within a run of characters such as sealed texts are: in a megabyte of those, any four letters turn up by chance. */
function stands(word: string, text: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const around = `${text[at - 1] ?? ' '}${text[at + word.length] ?? ' '}`
    if (!/[\w+/=-]/.test(around)) return true
  }
  return false
}

const tables = (text: string) => !/^(source|model)\./.test(text)

test('nothing that people of the demo wrote can be read in the database', async () => {
  const cases = (await kernel.cases.list(betrieb, { limit: 200 })).items
  const written = new Set<string>()
  for (const { id } of cases) {
    const details = await kernel.cases.get(id, betrieb)
    if (!details.ok) throw new Error(details.error.detail.en)
    for (const event of details.value.events)
      if ('by' in event && event.by !== undefined && 'variables' in event)
        for (const [name, value] of Object.entries(event.variables))
          // Who began it is the id of an account, which the platform needs to find the case.
          if (name !== 'starter') for (const word of words(value)) written.add(word)
  }
  // Choices of a form are words of the model, not of a person.
  const models = (await storedTexts(database)).filter(({ table }) => table === 'source.content').map(({ text }) => text)
  const own = [...written].filter((word) => !models.some((text) => text.includes(word)))
  expect(own.length).toBeGreaterThan(40)
  expect(own).toEqual(expect.arrayContaining([expect.stringMatching(/^CE-/)]))
  const stored = (await storedTexts(database)).filter(({ table }) => tables(table))
  const found = own.filter((word) => stored.some(({ text }) => stands(word, text)))
  expect(found).toEqual([])
})

test('nobody is named in the database: not in the accounts, the rights, the log of administrators, the ledger', async () => {
  // Login names are often addresses: everybody gets an account under one.
  const logins = people.map(({ id }) => `konto.${id}@post.example`)
  for (const [index, { id }] of people.entries()) {
    const invitation = await kernel.accounts.invite(id, betrieb)
    if (!invitation.ok) throw new Error(invitation.error.detail.en)
    const accepted = await kernel.accounts.acceptInvitation(invitation.value.secret, logins[index]!, 'Der Deich hält seit 1962')
    expect(accepted.ok).toBe(true)
  }
  const stored = (await storedTexts(database)).filter(({ table }) => tables(table))
  const names = [...people.map(({ name }) => name), ...logins]
  expect(names.length).toBeGreaterThan(10)
  const found = stored.flatMap(({ table, text }) =>
    names.filter((name) => text.includes(name)).map((name) => `${table}: ${name}`),
  )
  expect(found).toEqual([])
})
