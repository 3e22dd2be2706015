import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { Kernel, ModelFile, Module, Person } from './api.ts'
import { putDemo, putSystemPerson } from './people/put-demo.ts'
import { systemPerson } from './runtime/timer-queue.ts'
import type { AccountData } from './vault/account-data.ts'
import type { KernelSql } from './storage/tables.ts'

/** In whose name the platform itself publishes. */
const system: Person = { id: systemPerson, name: 'Fachwerk', groups: [], roles: ['operator', 'modeller'] }

/** Publishes what modules bring and, in demo mode, puts in their people and once their cases. */
export async function setUpModules(
  kernel: Kernel,
  database: KernelSql,
  accounts: AccountData,
  modules: readonly Module[],
  demo: boolean,
  clock: () => number,
): Promise<void> {
  await putSystemPerson(database, accounts, system)
  if (demo)
    await putDemo(
      database,
      accounts,
      modules.flatMap(({ demo: own }) => own ?? []),
      clock(),
    )
  for (const { models, publisher } of modules) {
    const files = (await Promise.all(models.map(readModels))).flat()
    if (files.length > 0) await publishOrThrow(kernel, files, await knownTenant(database, publisher))
  }
  if (!demo) return
  if (await mayFill(database, clock)) for (const module of modules) await seedOnce(kernel, database, module, clock)
}

async function knownTenant(database: KernelSql, id: string | undefined): Promise<string | undefined> {
  if (id === undefined) return undefined
  return (await database.selectFrom('tenant').select('id').where('id', '=', id).executeTakeFirst())?.id
}

async function publishOrThrow(kernel: Kernel, files: readonly ModelFile[], tenant: string | undefined): Promise<void> {
  const deployed = await kernel.models.deploy(files, tenant === undefined ? system : { ...system, tenant })
  if (deployed.ok) return
  const errors = (deployed.error.problems ?? []).filter(({ severity }) => severity === 'error')
  const lines = errors.map(
    ({ file, line, element, message }) => `${file ?? ''}${line ? `:${line}` : ''} ${element ?? ''} ${message.en}`,
  )
  throw new Error(`The models of the modules cannot be published: ${deployed.error.detail.en}\n${lines.join('\n')}`)
}

async function readModels(path: string): Promise<readonly ModelFile[]> {
  if (!(await stat(path)).isDirectory()) return [{ name: basename(path), content: new Uint8Array(await readFile(path)) }]
  const names = (await readdir(path, { recursive: true })).filter((name) => /\.(bpmn|dmn|form|form\.json)$/.test(name)).toSorted()
  return Promise.all(
    names.map(async (name) => ({ name: basename(name), content: new Uint8Array(await readFile(join(path, name))) })),
  )
}

/** Only a house without cases is filled, or one whose filling was cut short: real cases get no demo ones beside them. */
async function mayFill(database: KernelSql, clock: () => number): Promise<boolean> {
  if (await isDone(database, 'fill')) return true
  if (await database.selectFrom('instance').select('id').limit(1).executeTakeFirst()) return false
  await noteDone(database, 'fill', clock)
  return true
}

async function seedOnce(kernel: Kernel, database: KernelSql, { id, demo }: Module, clock: () => number): Promise<void> {
  if (!demo || (await isDone(database, `seed ${id}`))) return
  await demo.seed(kernel)
  await kernel.settle()
  await noteDone(database, `seed ${id}`, clock)
}

const isDone = async (database: KernelSql, what: string): Promise<boolean> =>
  (await database.selectFrom('done_once').select('what').where('what', '=', what).executeTakeFirst()) !== undefined

async function noteDone(database: KernelSql, what: string, clock: () => number): Promise<void> {
  await database
    .insertInto('done_once')
    .values({ what, at: new Date(clock()) })
    .execute()
}
