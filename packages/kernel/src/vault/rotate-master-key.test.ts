import { openDatabase, type Database, type DatabaseOptions } from '@fachwerk/postgres'
import { createServerDatabase } from '@fachwerk/postgres/test-kit'
import { sql } from 'kysely'
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import type { Kernel } from '../api.ts'
import { startKernel } from '../start-kernel.ts'
import { value } from '../test-kit/house.ts'
import { bpmn, file } from '../test-kit/models.ts'
import { citizen, clerk, everybody, modeller, otherCitizen } from '../test-kit/people.ts'
import { rotateMasterKey } from './rotate-master-key.ts'

const child = new URL('../test-kit/rotation-child.ts', import.meta.url).pathname
const [first, second, third] = [randomBytes(32), randomBytes(32), randomBytes(32)]

const antrag = file(
  'antrag.bpmn',
  bpmn(`<bpmn:process xmlns:fachwerk="https://fachwerk.dev/schema/1.0/bpmn" id="antrag" name="Antrag" isExecutable="true"
      fachwerk:purpose="Bearbeitung des Antrags" fachwerk:legalBasis="§ 3 NDSG" fachwerk:retention="P1Y">
    <bpmn:extensionElements><fachwerk:personalData variable="ort" category="address" subject="starter" searchable="true" /></bpmn:extensionElements>
    <bpmn:startEvent id="start" /><bpmn:endEvent id="end" />
    <bpmn:userTask id="check" name="Prüfen"><bpmn:extensionElements><zeebe:assignmentDefinition candidateGroups="buero" /></bpmn:extensionElements></bpmn:userTask>
    <bpmn:sequenceFlow id="f1" sourceRef="start" targetRef="check" /><bpmn:sequenceFlow id="f2" sourceRef="check" targetRef="end" />
  </bpmn:process>`),
)

interface Place {
  readonly options: DatabaseOptions
  drop(): Promise<unknown>
}
const onDisk = async (): Promise<Place> => {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'rotation-'))
  return { options: { dataDirectory }, drop: () => rm(dataDirectory, { recursive: true }) }
}
const onServer = async (): Promise<Place> => {
  const { url, drop } = await createServerDatabase(inject('postgresUrl')!)
  return { options: { url, poolSize: 4 }, drop }
}
const places: readonly { readonly kind: Database['kind']; readonly create: () => Promise<Place> }[] = [
  { kind: 'pglite', create: onDisk },
  ...(inject('postgresUrl') ? [{ kind: 'postgresql' as const, create: onServer }] : []),
]

describe.each(places)('the master key is replaced on $kind', ({ create }) => {
  let place: Place
  let database: Database
  beforeAll(async () => {
    place = await create()
    database = await openDatabase(place.options)
  }, 60_000)
  afterAll(async () => {
    await database.close()
    await place.drop()
  })

  const label = { de: '', en: '' }
  const people = everybody.map((person) => ({ ...person, label, description: label }))
  const modules = [{ id: 'test', models: [], jobs: {}, demo: { people, seed: async () => {} } }]
  const open = (masterKey: Uint8Array): Promise<Kernel> => startKernel({ database, modules, demo: true, masterKey })
  const within = async <T>(masterKey: Uint8Array, run: (kernel: Kernel) => Promise<T>): Promise<T> => {
    const kernel = await open(masterKey)
    try {
      return await run(kernel)
    } finally {
      await kernel.stop()
    }
  }
  const underMasters = async (): Promise<readonly number[]> => {
    const { rows } = await sql<{ n: string }>`select count(*) as n from vault.key where starts_with(wrapped_by, 'master/')
      group by wrapped_by order by n`.execute(database.kysely)
    return rows.map(({ n }) => Number(n))
  }
  let begun: readonly string[] = []
  /** All that hangs on keys: cases of citizens and of the authority, names, and the search, whose digests hang on a derived one. */
  const readable = async (kernel: Kernel) => {
    for (const id of begun) expect(value(await kernel.cases.get(id, clerk)).variables).toMatchObject({ ort: 'Celle' })
    expect((await kernel.people.get(citizen.id))?.name).toBe(citizen.name)
    expect((await kernel.people.get(clerk.id))?.name).toBe(clerk.name)
    expect((await kernel.cases.list(clerk, { text: 'celle' })).items.map(({ id }) => id).toSorted()).toEqual(begun.toSorted())
  }

  test('nothing is there yet: the new one is simply used', async () => {
    await expect(rotateMasterKey({ database, from: first, to: second })).rejects.toThrow(/Starten Sie einfach mit dem neuen/)
  })

  test('while a server runs it says so and changes nothing', async () => {
    await within(first, async (kernel) => {
      value(await kernel.models.deploy([antrag], modeller))
      const cases = await Promise.all(
        [citizen, otherCitizen, clerk, clerk].map((by, index) =>
          kernel.cases.start('antrag', { ort: 'Celle' }, by, `r-${index}`),
        ),
      )
      begun = cases.map((one) => value(one).id)
      await readable(kernel)
      // On PGlite another process cannot even open the folder.
      if (database.kind === 'postgresql') {
        const other = await openDatabase(place.options)
        await expect(rotateMasterKey({ database: other, from: first, to: second })).rejects.toThrow(/läuft noch ein Fachwerk/)
        await other.close()
      }
      await readable(kernel)
    })
    expect(await underMasters()).toHaveLength(1)
  }, 60_000)

  test('the same key, and one that was never this house’s, change nothing', async () => {
    await expect(rotateMasterKey({ database, from: first, to: first })).rejects.toThrow(/derselbe/)
    await expect(rotateMasterKey({ database, from: third, to: second })).rejects.toThrow(
      /gehört zu dem mit der Kennung [0-9a-f]{16}/,
    )
    await within(first, readable)
  })

  test('killed at any moment it loses nothing: no server starts half way, and the next run goes on', async () => {
    const [all] = await underMasters()
    expect(all).toBeGreaterThan(6)
    for (const killAfter of [1, 3]) {
      await database.close()
      const argument = JSON.stringify({
        options: place.options,
        from: first.toString('hex'),
        to: second.toString('hex'),
        killAfter,
      })
      const victim = spawn(process.execPath, [child, argument], { stdio: 'inherit' })
      await once(victim, 'close')
      expect(victim.signalCode).toBe('SIGKILL')
      database = await openDatabase(place.options)
      const counts = await underMasters()
      expect([counts.length, counts.reduce((sum, n) => sum + n, 0)]).toEqual([2, all])
      await expect(open(first)).rejects.toThrow(/gehört zu dem mit der Kennung/)
      await expect(open(second)).rejects.toThrow(/nicht zu Ende/)
    }
    const seen: number[] = []
    const { broken } = await rotateMasterKey({ database, from: first, to: second, atOnce: 2, moved: (keys) => seen.push(keys) })
    expect(broken).toEqual([])
    expect(seen.length).toBeGreaterThan(1)
    expect(await underMasters()).toEqual([all])
    await within(second, readable)
    await expect(open(first)).rejects.toThrow(/gehört zu dem mit der Kennung/)
    // Once more does no harm, and says that nothing was left.
    expect(await rotateMasterKey({ database, from: first, to: second })).toEqual({ moved: 0, broken: [] })
  }, 120_000)

  test('a key that somebody altered keeps its bytes, is named, and stops nobody', async () => {
    const moved = 'file/altered'
    // Bound to its place, it does not open at another one.
    await sql`insert into vault.key select ${moved}, wrapped_by, wrapped from vault.key where id = ${`person/${citizen.id}`}`.execute(
      database.kysely,
    )
    const bytes = async () =>
      (await sql<{ wrapped: string }>`select wrapped from vault.key where id = ${moved}`.execute(database.kysely)).rows[0]!
        .wrapped
    const before = await bytes()
    expect((await rotateMasterKey({ database, from: second, to: third })).broken).toEqual([moved])
    expect(await bytes()).toBe(before)
    await within(third, readable)
  })
})
