import type { LedgerEntry, Relation } from '@fachwerk/ledger'
import { retentionEnd, type DeclaredField, type ProcessingActivity, type Purpose } from '@fachwerk/privacy'
import { prepared } from '@fachwerk/postgres'
import { setImmediate } from 'node:timers/promises'
import { CompiledQuery } from 'kysely'
import type { Person } from '../api.ts'
import { notAllowed } from '../refusal.ts'
import type { HotInstance } from '../runtime/hot-instance.ts'
import type { InstanceRow, KernelSql, PersonRow } from '../storage/tables.ts'
import { caseKeyId, partKeyId, personKeyId } from './key-ring.ts'
import { heldAnswer, type HeldAnswer } from './held-answer.ts'
import type { Opening } from './opening.ts'
import { PurposeRefused } from './purpose-refused.ts'
import { subjectOfPart, type Declared } from './declarations.ts'
import { actorOf, keeperOf, type Actor } from './actor.ts'
import { ownedTask, type OwnedTask, type ShownInstance } from './case-tasks.ts'
import { Surnames } from './surnames.ts'
import type { Vault } from './vault.ts'

/** A case of which something is shown. `title`: what it is about, in a list. `whole`: what it holds. `file`: a file handed in with it. */
export interface Showing {
  readonly row: Shown
  readonly extent: 'title' | 'whole' | 'file'
  /** Of a file: the declared field that asked for it; absent: none did. */
  readonly field?: DeclaredField | undefined
}
/** `case_tasks`: absent, they are looked up. */
type Shown = Pick<
  InstanceRow,
  'id' | 'tenant' | 'number' | 'root' | 'process_key' | 'process_name' | 'version_id' | 'started_by' | 'subject'
> &
  Partial<Pick<ShownInstance, 'case_tasks'>>

/** An account of which something is shown to who keeps it. */
export type ShownAccount = Pick<PersonRow, 'id' | 'tenant' | 'kind' | 'name' | 'email'>

const platformTenant = 'land'

interface DisclosureOptions {
  readonly sql: KernelSql
  readonly vault: Vault
  /** The engine's own view of an instance. */
  readonly load: (id: string) => Promise<HotInstance | undefined>
  readonly record: (entries: readonly LedgerEntry[]) => Promise<void>
  readonly clock: () => number
}

/**
 * The storage port through which personal data is shown to anybody: whoever wants to read what is sealed says who asks and about which
 * cases, and gets the means to open it only here. The ledger entry is written while the answer is computed. Where the answer as a whole is
 * held back until then (`HeldAnswer`, the web server), the data is given at once and what is shown twice is recorded once; everywhere else
 * it is given when the entry is committed. What the engine loads to go on with a case, and what people read of their own drafts, is shown to nobody else and
 * does not come through here.
 */
export class Disclosure {
  readonly #options: DisclosureOptions
  readonly #surnames: Surnames

  constructor(options: DisclosureOptions) {
    this.#options = options
    this.#surnames = new Surnames(options.vault.ring, options.clock)
  }

  /** Rejects with `LedgerUnavailable` or `PurposeRefused`; then nothing may be shown. */
  async show<T>(
    person: Person,
    showings: readonly Showing[],
    compute: (reader: Opening) => Promise<T>,
    channel: LedgerEntry['channel'] = person.access?.channel ?? 'page',
  ): Promise<T> {
    const { opening } = this.#options.vault
    if (showings.length === 0) return compute(opening)
    const stated = person.access?.purpose
    if (stated !== undefined) await this.#allow(stated, showings)
    const answer = heldAnswer()
    const fresh = answer ? showings.filter((showing) => isNews(answer, person, showing, channel)) : showings
    return this.#recorded(
      answer,
      () => compute(opening),
      () => this.#entries(person, fresh, channel),
    )
  }

  /** Computes beside the recording; what is computed is given once the entries are committed or, where an answer is held back, at once. */
  async #recorded<T>(
    answer: HeldAnswer | undefined,
    compute: () => Promise<T>,
    entries: () => Promise<readonly LedgerEntry[]>,
  ): Promise<T> {
    const recording = entries().then((made) => this.#options.record(made))
    if (answer?.take(recording)) {
      // What the recording asks of the database goes first: once the page is being put together, nothing else gets a turn.
      await setImmediate()
      return compute()
    }
    return (await Promise.all([compute(), recording]))[0]
  }

  async #allow(purpose: Purpose, showings: readonly Showing[]): Promise<void> {
    for (const version of new Set(showings.map(({ row }) => row.version_id))) {
      const { activity, fits } = await this.#options.vault.declarations.of(version)
      if (!fits(purpose)) throw otherPurpose(activity, purpose)
    }
  }

  /** An open case as the engine has it, whose `tasks` have been read; `undefined`: there is none, or it cannot be opened. */
  async showInstance<T>(
    person: Person,
    id: string,
    tasks: readonly OwnedTask[],
    compute: (hot: HotInstance) => Promise<T>,
  ): Promise<T | undefined> {
    const hot = await this.#options.load(id)
    return hot && this.show(person, [{ row: { ...hot.row, case_tasks: tasks }, extent: 'whole' }], () => compute(hot))
  }

  /** Before a handler gets what a case holds: to the person it says which service worked on it. */
  async showToService(type: string, row: Shown): Promise<void> {
    const { record } = this.#options
    const actor: Actor = { id: `service:${type}`, role: 'Automatischer Arbeitsschritt', unit: type, relation: 'group' }
    const showing: Showing = { row, extent: 'whole' }
    const access: Access = { actor, purpose: 'case-work', channel: 'job', sameSurname: false }
    await record(await this.#entriesOf(showing, access, await this.#keysOf([showing])))
  }

  /**
   * Accounts of people, to those who keep an authority's accounts: one entry for each, all of one page in one group. Programs are no data
   * subjects, and one's own account is not news.
   */
  async showAccounts<T>(by: Person, accounts: readonly ShownAccount[], compute: () => Promise<T>): Promise<T> {
    const people = accounts.filter(({ id, kind }) => kind === 'person' && id !== by.id)
    if (people.length === 0) return compute()
    const answer = heldAnswer()
    const fresh = answer ? people.filter(({ id }) => answer.isNews(`account/${by.id}/${id}`)) : people
    return this.#recorded(answer, compute, () => this.#accountEntries(by, fresh))
  }

  /**
   * One's own account, to oneself: an entry at one's authority, under the pseudonym like every look at one's own data. Who belongs to none
   * has the account from the Land, which runs the platform.
   */
  async showOwnAccount<T>(person: Person, categories: readonly string[], compute: () => Promise<T>): Promise<T> {
    const { vault, clock } = this.#options
    const tenant = person.tenant ?? platformTenant
    const key = (await vault.ring.load([personKeyId(person.id)])).get(personKeyId(person.id))
    const answer = heldAnswer()
    if (!key || answer?.isNews(`own-account/${person.id}`) === false) return compute()
    const subject = vault.ring.pseudonym(key, tenant)
    const { supervises: _supervises, ...actor } = actorOf(person, { started_by: person.id, subject: person.id }, [])
    const entry: LedgerEntry = {
      at: clock(),
      tenant,
      subject,
      actor: unnamed(actor, 'starter', subject),
      channel: person.access?.channel ?? 'page',
      categories,
      purpose: 'own-data',
      purposeText: 'Auskunft über das eigene Konto',
      legalBasis: 'Art. 15 DSGVO',
    }
    return this.#recorded(answer, compute, async () => [entry])
  }

  async #accountEntries(by: Person, accounts: readonly ShownAccount[]): Promise<readonly LedgerEntry[]> {
    if (accounts.length === 0) return []
    const { vault, clock } = this.#options
    const [keys, nameAt] = await Promise.all([
      vault.ring.ofPeople(accounts.map(({ id }) => id)),
      vault.actors.pseudonyms(
        by.id,
        accounts.map(({ tenant }) => tenant ?? ''),
      ),
    ])
    const at = clock()
    return accounts.map(({ id, tenant, email, name }) => ({
      at,
      tenant: tenant ?? '',
      subject: vault.ring.pseudonym(keys.get(personKeyId(id))!, tenant ?? ''),
      actor: { ...keeperOf(by), id: nameAt(tenant ?? '') },
      channel: 'administration' as const,
      categories: email === null ? ['name'] : ['name', 'contact'],
      purpose: by.access?.purpose ?? 'administration',
      purposeText: 'Verwaltung der Zugänge',
      legalBasis: 'Art. 32 DSGVO, § 12 NDSG',
      ...(surnameOf(name) === surnameOf(by.name) ? { sameSurname: true } : {}),
    }))
  }

  async #entries(person: Person, showings: readonly Showing[], channel: LedgerEntry['channel']): Promise<readonly LedgerEntry[]> {
    if (showings.length === 0) return []
    const [{ tasks, surnames }, keys] = await Promise.all([this.#around(showings, person), this.#keysOf(showings)])
    const actors = await this.#actorsOf(person, showings, tasks)
    const entries = await Promise.all(
      showings.map((showing, index) => {
        const { row } = showing
        const actor = actors[index]!
        const purpose = person.access?.purpose ?? purposeOf(actor)
        const way = actor.relation === 'operator' && channel === 'page' ? 'administration' : channel
        const sameSurname = !actor.self && row.subject !== null && surnames.get(row.subject) === surnameOf(person.name)
        return this.#entriesOf(showing, { actor, purpose, channel: way, sameSurname }, keys)
      }),
    )
    return entries.flat()
  }

  /** Under the pseudonym of each authority; who looks at the own case is named as its data subject (`unnamed`). */
  async #actorsOf(person: Person, showings: readonly Showing[], tasks: Around['tasks']): Promise<readonly Actor[]> {
    const actors = showings.map(({ row }) => actorOf(person, row, row.case_tasks ?? tasks.get(row.root) ?? []))
    const tenants = showings.flatMap(({ row }, index) => (actors[index]!.self ? [] : [row.tenant]))
    if (tenants.length === 0) return actors
    const nameAt = await this.#options.vault.actors.pseudonyms(person.id, tenants)
    return actors.map((actor, index) => (actor.self ? actor : { ...actor, id: nameAt(showings[index]!.row.tenant) }))
  }

  /** One entry for each person it is about. */
  async #entriesOf(showing: Showing, access: Access, keys: Keys): Promise<readonly LedgerEntry[]> {
    const { vault, clock } = this.#options
    const { row } = showing
    const declared = await vault.declarations.of(row.version_id)
    const { activity, parts, fits } = declared
    if (!fits(access.purpose)) throw otherPurpose(activity, access.purpose)
    const thirds = thirdsIn(showing, parts)
    const { tenant } = row
    const mainKey = keys.get(mainKeyId(row))
    const of = (subject: string, key: Uint8Array | undefined): readonly LedgerEntry[] => {
      if (!key) return []
      const pseudonym = vault.ring.pseudonym(key, subject === 'starter' ? tenant : `${tenant}\n${subject}`)
      return [
        entryOf({
          row,
          access: { ...access, actor: unnamed(access.actor, subject, mainKey && vault.ring.pseudonym(mainKey, tenant)) },
          activity,
          at: clock(),
          subject: pseudonym,
          categories: categoriesOf(showing, declared, subject),
        }),
      ]
    }
    const present = (subject: string) =>
      parts.some(({ part }) => subjectOfPart(part) === subject && keys.has(partKeyId(row.root, part)))
    const caseKey = keys.get(caseKeyId(row.root))
    return [...of('starter', mainKey), ...thirds.filter(present).flatMap((subject) => of(subject, caseKey))]
  }

  /** Those that exist, of all showings at once. Only who sees more than a title may see something of a third person. */
  async #keysOf(showings: readonly Showing[]): Promise<Keys> {
    const { vault } = this.#options
    const ids = await Promise.all(
      showings.map(async ({ row, extent }) => {
        if (extent === 'title') return [mainKeyId(row)]
        const { parts } = await vault.declarations.of(row.version_id)
        return [mainKeyId(row), caseKeyId(row.root), ...parts.map(({ part }) => partKeyId(row.root, part))]
      }),
    )
    return vault.ring.load(ids.flat())
  }

  /** What tells how near the person stands to the cases, as far as it is not known yet: their tasks, and the surnames of those whose cases they are. */
  async #around(showings: readonly Showing[], { id }: Person): Promise<Around> {
    const roots = new Set(id === '' ? [] : showings.flatMap(({ row }) => (row.case_tasks ? [] : [row.root])))
    const others = new Set(showings.flatMap(({ row: { subject } }) => (subject === null || subject === id ? [] : [subject])))
    const surnames = new Map([...others].map((other) => [other, this.#surnames.of(other)]))
    const unknown = [...others].filter((other) => surnames.get(other) === undefined)
    if (roots.size + unknown.length === 0) return { tasks: new Map(), surnames }
    const { rows } = await this.#options.sql.executeQuery<{
      readonly tasks: readonly (OwnedTask & { readonly root: string })[] | null
      readonly people: readonly Pick<PersonRow, 'id' | 'name'>[] | null
    }>(CompiledQuery.raw(around, [[...roots], unknown]))
    const { tasks, people } = rows[0]!
    for (const person of await this.#options.vault.accounts.open(people ?? []))
      surnames.set(person.id, this.#surnames.keep(person.id, surnameOf(person.name)))
    return { tasks: Map.groupBy(tasks ?? [], ({ root }) => root), surnames }
  }
}

interface Around {
  readonly tasks: ReadonlyMap<string, readonly OwnedTask[]>
  readonly surnames: ReadonlyMap<string, string | undefined>
}

const around = prepared(`select
  (select json_agg(json_build_object('root', root, ${ownedTask})) from kernel.task where root = any($1::text[])) as tasks,
  (select json_agg(json_build_object('id', id, 'name', name)) from kernel.person where id = any($2::text[])) as people`)

/**
 * The person whose case it is stands in the entries as the pseudonym, never with the account: one line with both would say whose all the
 * others are. To a third person of the case that one is somebody else.
 */
function unnamed(actor: Actor, subject: string, pseudonym: string | undefined): Actor {
  if (!actor.self) return actor
  const { self: _self, ...rest } = actor
  return { ...rest, id: pseudonym ?? 'self', ...(subject === 'starter' ? { self: true } : {}) }
}

type Keys = ReadonlyMap<string, Buffer>

/** Of the person whose case it is; of the case where an authority began it. */
const mainKeyId = ({ subject, root }: Shown): string => (subject === null ? caseKeyId(root) : personKeyId(subject))

interface Access {
  readonly actor: Actor
  readonly purpose: Purpose
  readonly channel: LedgerEntry['channel']
  readonly sameSurname: boolean
}

const surnameOf = (name: string): string => name.trim().split(/\s+/).at(-1)?.toLowerCase() ?? ''

/** A page that shows the same of a case in two places is one access; its title is part of the whole. */
function isNews(answer: HeldAnswer, person: Person, showing: Showing, channel: LedgerEntry['channel']): boolean {
  const { row, extent, field } = showing
  const what = (part: string) => `case/${person.id}/${person.access?.purpose ?? ''}/${channel}/${row.id}/${part}`
  if (extent === 'title' && answer.has(what('whole'))) return false
  return answer.isNews(what(field ? `${extent}/${field.path}` : extent))
}

/** Where nobody states a purpose: what the person's part in the case implies. */
const purposes: Readonly<Record<Relation, Purpose>> = {
  starter: 'own-data',
  assignee: 'case-work',
  group: 'case-work',
  deputy: 'case-work',
  operator: 'operations',
  none: 'case-work',
}
const purposeOf = (actor: Actor): Purpose =>
  actor.self ? 'own-data' : actor.supervises ? 'privacy-control' : purposes[actor.relation]

function otherPurpose(activity: ProcessingActivity, purpose: Purpose): PurposeRefused {
  const declared = activity.purpose
  const refusal = notAllowed({
    de: `Die Daten dieses Vorgangs dürfen dafür nicht verwendet werden. ${declared ? `Erklärt ist der Zweck „${declared}“` : 'Ein weiterer Zweck ist nicht erklärt'}; angefragt war: ${purposeText[purpose].de}.`,
    en: `The data of this case may not be used for that. ${declared ? `The declared purpose is "${declared}"` : 'No further purpose is declared'}; asked for was: ${purposeText[purpose].en}.`,
  })
  return new PurposeRefused(refusal.error)
}

const purposeText: Readonly<Record<Purpose, { readonly de: string; readonly en: string }>> = {
  'case-work': { de: 'Bearbeitung des Vorgangs', en: 'work on the case' },
  'own-data': { de: 'Auskunft über eigene Daten', en: 'access to own data' },
  administration: { de: 'Verwaltung der Zugänge', en: 'administration of access' },
  operations: { de: 'Betrieb der Plattform', en: 'operation of the platform' },
  'privacy-control': { de: 'Datenschutzaufsicht', en: 'data protection supervision' },
  disclosure: { de: 'Übermittlung an eine andere Stelle', en: 'disclosure to another authority' },
  statistics: { de: 'Statistik', en: 'statistics' },
}

/** Third persons of whom something may be shown: with a title of nobody, with a file of whomever its field is about. */
function thirdsIn({ extent, field }: Showing, parts: Declared['parts']): readonly string[] {
  if (extent === 'title') return []
  const all = [...new Set(parts.map(({ part }) => subjectOfPart(part)))].filter((subject) => subject !== 'starter')
  return field ? all.filter((subject) => subject === field.subject) : all
}

/** Undeclared data is recorded as `other`: that it was opened is said in any case. */
function categoriesOf({ extent, field }: Showing, { activity, titleCategories }: Declared, subject: string): readonly string[] {
  if (extent === 'title') return titleCategories
  const opened = extent === 'file' ? (field ? [field] : []) : activity.fields
  const categories = new Set(opened.filter((one) => one.subject === subject).map(({ category }) => category))
  return categories.size > 0 ? [...categories] : ['other']
}

interface EntryParts {
  readonly row: Shown
  readonly access: Access
  readonly activity: ProcessingActivity
  readonly at: number
  readonly subject: string
  readonly categories: readonly string[]
}

/** What is not done for the case itself rests on something else than the case does. */
const ownBasis: Partial<Readonly<Record<Purpose, string>>> = { operations: 'Art. 32 DSGVO', 'privacy-control': 'Art. 39 DSGVO' }

function entryOf({ row, access, activity, at, subject, categories }: EntryParts): LedgerEntry {
  const { supervises: _supervises, ...actor } = access.actor
  const withheld = actor.self ? undefined : activity.withheld
  const own = ownBasis[access.purpose]
  const text = own ? purposeText[access.purpose].de : activity.purpose
  const legalBasis = own ?? activity.legalBasis
  return {
    at,
    tenant: row.tenant,
    subject,
    actor,
    channel: access.channel,
    categories,
    purpose: access.purpose,
    ...(text === undefined ? {} : { purposeText: text }),
    ...(legalBasis === undefined ? {} : { legalBasis }),
    case: { id: row.root, number: row.number, process: row.process_name },
    ...(access.sameSurname ? { sameSurname: true } : {}),
    ...(withheld
      ? { withheld: { until: retentionEnd(at, withheld.period), ground: withheld.ground, legalBasis: withheld.legalBasis } }
      : {}),
  }
}
