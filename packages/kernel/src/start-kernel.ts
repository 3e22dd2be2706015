import { migrate, type Database } from '@fachwerk/postgres'
import type { LedgerEntry } from '@fachwerk/ledger'
import { sql as statement } from 'kysely'
import type { JobHandler, Kernel, Module } from './api.ts'
import { requestsOn } from './access/requests.ts'
import { createCaseTenants, type CaseTenants } from './cases/case-tenant.ts'
import { createCases } from './cases/cases.ts'
import { findCase } from './cases/find-case.ts'
import { createDrafts } from './drafts/drafts.ts'
import { createFiles } from './files/files.ts'
import { createAuthorities, type Authorities } from './identity/authorities.ts'
import { createIdentity } from './identity/identity.ts'
import { createLedger, type Ledger, type LedgerSettings } from './ledger/start-ledger.ts'
import { silent, type Logger } from './log.ts'
import { actorsOf, pseudonymsOf } from './ledger/pseudonyms.ts'
import { ModelRegistry } from './models/model-registry.ts'
import { createModels } from './models/models.ts'
import { createPeople, namesOf } from './people/people.ts'
import { Runtime } from './runtime/runtime.ts'
import { SessionMemory } from './sessions/session-memory.ts'
import { createSessions, type Opened } from './sessions/sessions.ts'
import { createAccounts, type SignInSettings } from './sign-in/accounts.ts'
import { createAnnouncements } from './sign-in/announcements.ts'
import { setUpBreakGlass } from './sign-in/break-glass.ts'
import { createPasswordHasher } from './sign-in/password-hasher.ts'
import { createOutgoing, type Outgoing } from './outgoing/outgoing.ts'
import { setUpModules } from './set-up-modules.ts'
import { kernelMigrations } from './storage/kernel-migrations.ts'
import type { InstanceRow, KernelSql } from './storage/tables.ts'
import { TaskLookUp } from './tasks/task-look-up.ts'
import { createTasks } from './tasks/tasks.ts'
import { approvedChanges } from './vault/approved-changes.ts'
import { Disclosure } from './vault/disclosure.ts'
import { OwnDrafts } from './vault/own-drafts.ts'
import { createPrivacy } from './vault/privacy-service.ts'
import { Retention } from './vault/retention.ts'
import { openVault, type Vault } from './vault/vault.ts'

export interface KernelOptions {
  readonly database: Database
  readonly modules: readonly Module[]
  /** 32 bytes; whoever has them and the database can read everything. See docs/how-to/keys-and-backups.md. */
  readonly masterKey: Uint8Array
  /** Demo people may sign on, and modules fill an empty database with cases. */
  readonly demo: boolean
  /** Milliseconds since the epoch; default the system's clock. */
  readonly clock?: () => number
  readonly log?: Logger
  readonly signIn?: SignInSettings
  readonly ledger?: LedgerSettings
  /** What job handlers may call; default nothing. */
  readonly outgoing?: Outgoing
}

/**
 * Migrates the kernel's schema and those of the modules, publishes the modules' models, takes the partition and goes on with what was
 * open. Throws `MigrationError` where schema and program do not fit, and when another node keeps the partition.
 */
export async function startKernel(options: KernelOptions): Promise<Kernel> {
  const { database, modules, demo, masterKey, clock = Date.now, log = silent, signIn = {} } = options
  const outgoing = options.outgoing ?? createOutgoing({ allow: [] })
  await migrate(database, kernelMigrations)
  for (const { id, migrations } of modules)
    if (migrations) await migrate(database, { owner: id.replaceAll('-', '_'), directory: migrations })
  const sql = database.kysely.withSchema('kernel') as KernelSql
  const handlers = handlersOf(modules, outgoing, () => kernel)
  const registry = new ModelRegistry(sql, log)
  await registry.refresh()
  const requests = requestsOn(database)
  const vault = await openVault({ sql, masterKey, registry, log })
  const names = (ids: Iterable<string>) => namesOf(sql, vault.accounts, ids)
  const ledger = createLedger({
    sql,
    requests,
    names,
    clock,
    log,
    pseudonyms: pseudonymsOf(sql, vault.ring),
    actors: actorsOf(vault.ring),
    maySeeCase: async (caseId, person) => (await findCase(requests, caseId, person)) !== undefined,
    ...(options.ledger ? { settings: options.ledger } : {}),
  })
  const disclosure: Disclosure = new Disclosure({
    sql,
    vault,
    clock,
    load: (id) => runtime.instances.committed(id),
    record: (entries) => ledger.writer.record(entries, systemOf(entries)),
  })
  const disclose = (type: string, row: InstanceRow) => disclosure.showToService(type, row)
  const retention = new Retention({ sql, vault, log })
  const daily = async (now: number) => {
    await runtime.kept.dropExpired(now)
    return retention.runDue(now)
  }
  const exclusive = database.kind === 'pglite'
  const [tenants, authorities] = [createCaseTenants(sql), createAuthorities(sql)]
  const runtime: Runtime = new Runtime({
    sql,
    exclusive,
    registry,
    vault,
    tenants,
    authorities,
    handlers,
    disclose,
    daily,
    clock,
    log,
  })
  const kernel: Kernel = assemble({
    database,
    sql,
    registry,
    vault,
    tenants,
    authorities,
    disclosure,
    ledger,
    runtime,
    handlers,
    demo,
    clock,
    log,
    signIn,
  })
  await ledger.start()
  try {
    await runtime.start()
  } catch (error) {
    await ledger.stop()
    throw error
  }
  try {
    await setUpModules(kernel, sql, vault.accounts, modules, demo, clock)
    await setUpBreakGlass(sql, vault.accounts, signIn.breakGlass)
  } catch (error) {
    await kernel.stop()
    throw error
  }
  return kernel
}

/** Under which name the kernel's own entries are counted (`kernelSystems`). */
const systemOf = ([first]: readonly LedgerEntry[]): string =>
  first?.channel === 'job' ? 'jobs' : first?.case === undefined ? 'accounts' : 'cases'

interface Parts extends Required<Pick<KernelOptions, 'database' | 'demo' | 'clock' | 'log' | 'signIn'>> {
  readonly sql: KernelSql
  readonly registry: ModelRegistry
  readonly vault: Vault
  readonly tenants: CaseTenants
  readonly authorities: Authorities
  readonly disclosure: Disclosure
  readonly ledger: Ledger
  readonly runtime: Runtime
  readonly handlers: ReadonlyMap<string, JobHandler>
}

function assemble(parts: Parts): Kernel {
  const { database, sql, registry, vault, tenants, authorities, disclosure, ledger, runtime, handlers, demo, clock, log } = parts
  const names = (ids: Iterable<string>) => namesOf(sql, vault.accounts, ids)
  const people = createPeople(sql, vault.accounts, demo, clock)
  const memory = new SessionMemory<Opened>(clock)
  const announcements = memory.forgetting(createAnnouncements(sql, names, clock), ['list', 'count'])
  const sessions = createSessions({ sql, people, announcements, memory, clock, log })
  const hasher = createPasswordHasher()
  const accounts = createAccounts({
    sql,
    data: vault.accounts,
    people,
    sessions,
    announcements,
    hasher,
    clock,
    log,
    secret: vault.ring.derived('sign-in'),
    settings: parts.signIn,
  })
  const requests = requestsOn(database)
  const taskLookUp = new TaskLookUp(requests)
  const options = { sql, requests, names, taskLookUp, registry, vault, tenants, authorities, disclosure, runtime, clock, log }
  return {
    models: createModels({
      sql,
      registry,
      authorities,
      jobTypes: new Set(handlers.keys()),
      clock,
      log,
      published: () => {
        vault.declarations.forget()
        runtime.timersChanged()
      },
    }),
    cases: createCases(options),
    tasks: createTasks(options),
    drafts: createDrafts({ ...options, drafts: new OwnDrafts(sql, vault) }),
    files: createFiles(options),
    people,
    identity: memory.forgetting(
      createIdentity({
        requests: options.requests,
        platform: sql,
        names,
        accounts: vault.accounts,
        disclosure,
        announcements,
        clock,
        log,
        executors: approvedChanges(options),
      }),
      ['personOfToken'],
    ),
    privacy: memory.forgetting(createPrivacy({ ...options, sessions, overview: (person) => accounts.overview(person) }), [
      'storedAbout',
      'register',
      'holds',
      'holdsAgainst',
      'deletions',
    ]),
    sessions,
    accounts: memory.forgetting(accounts),
    ledger: ledger.service,
    status: () => status(database, sql),
    settle: () => runtime.settle(),
    stop: async () => {
      await runtime.stop()
      await ledger.stop()
      await hasher.stop()
    },
  }
}

/** Two modules with a handler for the same job type are a mistake in the list of modules. */
function handlersOf(modules: readonly Module[], outgoing: Outgoing, running: () => Kernel): ReadonlyMap<string, JobHandler> {
  const handlers = new Map<string, JobHandler>()
  for (const { id, jobs } of modules) {
    for (const [type, handler] of Object.entries(jobs)) {
      if (handlers.has(type)) throw new Error(`Module ${id}: job type ${type} has a handler already.`)
      handlers.set(type, (job) => handler({ ...job, outgoing }, running()))
    }
  }
  return handlers
}

async function status({ kind, version }: Database, sql: KernelSql): ReturnType<Kernel['status']> {
  try {
    const counts = statement<{
      open: number
      incidents: number
    }>`select count(*) as open, count(*) filter (where incident) as incidents from kernel.instance where state = 'active'`
    const { open, incidents } = (await counts.execute(sql)).rows[0]!
    return { database: 'up', kind, version, openInstances: open, incidents }
  } catch {
    return { database: 'down', kind, version, openInstances: 0, incidents: 0 }
  }
}
