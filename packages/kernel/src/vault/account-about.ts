import type { DataCategory } from '@fachwerk/privacy'
import type { JsonValue, LocalText } from '@fachwerk/problem'
import { sql as statement } from 'kysely'
import type { Requests } from '../access/requests.ts'
import type { AccountOverview, Person, Role, SessionInfo, Sessions, StoredAbout } from '../api.ts'
import { roleNames } from '../identity/words.ts'
import type { Names } from '../people/people.ts'
import type { DeputyRow } from '../storage/tables.ts'
import type { Disclosure } from './disclosure.ts'
import type { Vault } from './vault.ts'

/** Where the account of a person is read from. */
export interface AccountSources {
  /** What a person reads of rights and authorities goes through row security. */
  readonly requests: Requests
  readonly vault: Vault
  readonly disclosure: Disclosure
  readonly names: Names
  readonly sessions: Pick<Sessions, 'list'>
  readonly overview: (person: Person) => Promise<AccountOverview>
}

type StoredField = StoredAbout['fields'][number]

interface AccountRow {
  readonly name: string
  readonly email: string | null
  readonly roles: readonly string[]
  readonly tenant: string | null
  readonly tenant_name: string | null
  readonly unit_name: string | null
  readonly group_names: readonly string[]
  readonly created_at: Date
}

/** What the account itself holds of a person: who, where, with which rights, how they sign in, who stands in for whom. */
export async function accountAbout(sources: AccountSources, person: Person): Promise<readonly StoredAbout[]> {
  const { id } = person
  const [stored] = await accountRow(sources, id, person)
  if (!stored) return []
  const [row] = await sources.vault.accounts.open([{ id, ...stored }])
  const [overview, sessions, deputies] = await Promise.all([
    sources.overview(person),
    sources.sessions.list(person),
    deputiesOf(sources, person),
  ])
  const fields = [...identityFields(row!), ...signInFields(overview), ...sessionFields(sessions), ...deputies]
  const categories = [...new Set(fields.map(({ category }) => category ?? 'other'))]
  return sources.disclosure.showOwnAccount(person, categories, async () => [
    {
      kind: 'account',
      id,
      title: 'Ihr Konto',
      purpose: 'Sie melden sich damit an, und danach richtet sich, was Sie sehen und bearbeiten dürfen.',
      legalBasis: 'Art. 6 Abs. 1 lit. e DSGVO i. V. m. § 3 NDSG',
      since: row!.created_at,
      period,
      fields,
      ...(row!.tenant === null ? {} : { tenant: row!.tenant }),
      ...(row!.tenant_name === null ? {} : { tenantName: row!.tenant_name }),
    },
  ])
}

const period: LocalText = {
  de: 'solange Ihr Konto besteht; Anmeldungen enden von selbst, spätestens nach zwölf Stunden',
  en: 'while you have an account; sessions end by themselves, after twelve hours at the latest',
}

async function accountRow({ requests }: AccountSources, id: string, person: Person): Promise<readonly AccountRow[]> {
  const { rows } = await statement<AccountRow>`
    select p.name, p.email, p.roles, p.tenant, p.created_at, t.name as tenant_name, u.name as unit_name,
      array(select g.name from kernel.membership m join kernel.person_group g on g.id = m.group_id
        where m.person_id = p.id order by 1) as group_names
    from kernel.person p left join kernel.tenant t on t.id = p.tenant left join kernel.unit u on u.id = p.unit_id
    where p.id = ${id}`.execute(requests(person))
  return rows
}

function identityFields(row: AccountRow): readonly StoredField[] {
  const roles = row.roles.filter((role): role is Role => Object.hasOwn(roleNames, role)).map((role) => roleNames[role])
  return [
    field('name', 'Name', 'name', row.name),
    ...present('email', 'E-Mail-Adresse', 'contact', row.email),
    ...present('authority', 'Behörde', 'employment', row.tenant_name),
    ...present('unit', 'Einheit', 'employment', row.unit_name),
    ...(row.group_names.length > 0
      ? [field('groups', 'Gruppen', 'employment', [...row.group_names], both(row.group_names.join('\n')))]
      : []),
    ...(roles.length > 0 ? [field('roles', 'Rollen', 'employment', [...row.roles], listed(roles))] : []),
  ]
}

function signInFields({ login, totpSince, provider, passkeys, recoveryCodesLeft }: AccountOverview): readonly StoredField[] {
  return [
    ...present('login', 'Anmeldename', 'contact', login),
    ...(provider
      ? [
          field(
            'provider',
            'Anmeldung über',
            'other',
            { issuer: provider.issuer, lastAt: provider.lastAt.toISOString() },
            say((on) => ({
              de: `${provider.issuer}, zuletzt am ${on(provider.lastAt)}`,
              en: `${provider.issuer}, last on ${on(provider.lastAt)}`,
            })),
          ),
        ]
      : []),
    ...(login === undefined && totpSince === undefined
      ? []
      : [field('totp', 'Authenticator-App', 'other', totpSince?.toISOString() ?? null, appText(totpSince))]),
    ...(passkeys.length > 0
      ? [field('passkeys', 'Passkeys', 'other', passkeys.map(passkeyValue), listed(passkeys.map(passkeyText)))]
      : []),
    ...(recoveryCodesLeft > 0 ? [field('recoveryCodes', 'Unbenutzte Wiederherstellungscodes', 'other', recoveryCodesLeft)] : []),
  ]
}

const appText = (since: Date | undefined): LocalText =>
  since
    ? say((on) => ({ de: `eingerichtet am ${on(since)}`, en: `set up on ${on(since)}` }))
    : { de: 'nicht eingerichtet', en: 'not set up' }

type Passkey = AccountOverview['passkeys'][number]
const passkeyValue = ({ name, createdAt, lastUsedAt }: Passkey): JsonValue => ({
  name,
  createdAt: createdAt.toISOString(),
  lastUsedAt: lastUsedAt?.toISOString() ?? null,
})
const passkeyText = ({ name, createdAt, lastUsedAt }: Passkey): LocalText =>
  say((on) => ({
    de: `„${name}“, seit ${on(createdAt)}, ${lastUsedAt ? `zuletzt benutzt am ${on(lastUsedAt)}` : 'noch nicht benutzt'}`,
    en: `“${name}”, since ${on(createdAt)}, ${lastUsedAt ? `last used on ${on(lastUsedAt)}` : 'not used yet'}`,
  }))

function sessionFields(sessions: readonly SessionInfo[]): readonly StoredField[] {
  if (sessions.length === 0) return []
  const value = sessions.map(({ device, method, createdAt, lastSeenAt, expiresAt }) => ({
    device: device ?? null,
    method,
    createdAt: createdAt.toISOString(),
    lastSeenAt: lastSeenAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
  }))
  return [field('sessions', 'Angemeldete Geräte', 'other', value, listed(sessions.map(sessionText)))]
}
const sessionText = ({ device, createdAt, lastSeenAt }: SessionInfo): LocalText =>
  say((_on, at) => ({
    de: `${device ?? 'Unbekanntes Gerät'}, angemeldet am ${at(createdAt)}, zuletzt benutzt am ${at(lastSeenAt)}`,
    en: `${device ?? 'Unknown device'}, signed in on ${at(createdAt)}, last used on ${at(lastSeenAt)}`,
  }))

/** Of all times that are still kept, ended ones too. */
async function deputiesOf({ requests, names }: AccountSources, person: Person): Promise<readonly StoredField[]> {
  const { rows } = await statement<DeputyRow>`select * from kernel.deputy where absent = ${person.id} or deputy = ${person.id}
    order by from_at desc limit 100`.execute(requests(person))
  const known = await names(rows.flatMap(({ absent, deputy }) => [absent, deputy]))
  const fieldOf = (path: string, label: string, own: 'absent' | 'deputy', other: 'absent' | 'deputy') => {
    const found = rows.filter((row) => row[own] === person.id)
    if (found.length === 0) return []
    const value = found.map((row) => {
      const { from, until } = periodOf(row)
      return { person: known[row[other]] ?? row[other], from: from.toISOString(), until: until.toISOString() }
    })
    return [field(path, label, 'employment', value, listed(found.map((row) => deputyText(known[row[other]] ?? row[other], row))))]
  }
  return [
    ...fieldOf('deputies', 'Sie werden vertreten von', 'absent', 'deputy'),
    ...fieldOf('deputyFor', 'Sie vertreten', 'deputy', 'absent'),
  ]
}
const periodOf = ({ from_at, until_at, ended_at }: DeputyRow) => ({
  from: from_at,
  until: ended_at && ended_at < until_at ? ended_at : until_at,
})
function deputyText(name: string, row: DeputyRow): LocalText {
  const { from, until } = periodOf(row)
  return say((on) => ({ de: `${name}, ${on(from)} bis ${on(until)}`, en: `${name}, ${on(from)} to ${on(until)}` }))
}

const field = (path: string, label: string, category: DataCategory, value: JsonValue, text?: LocalText): StoredField => ({
  path,
  label,
  category,
  value,
  ...(text && { text }),
})
const present = (path: string, label: string, category: DataCategory, value: string | null | undefined) =>
  value === null || value === undefined ? [] : [field(path, label, category, value)]

const both = (text: string): LocalText => ({ de: text, en: text })
/** One below the other. */
const listed = (texts: readonly LocalText[]): LocalText => ({
  de: texts.map(({ de }) => de).join('\n'),
  en: texts.map(({ en }) => en).join('\n'),
})

type Written = (date: Date) => string
/** `on` writes a day, `at` the time of the day too, each in the language it stands in. */
function say(words: (on: Written, at: Written) => LocalText): LocalText {
  const format = (locale: string, timeStyle?: 'short') =>
    new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'Europe/Berlin', ...(timeStyle && { timeStyle }) })
  const [de, en] = ['de-DE', 'en-GB'].map((locale) => [format(locale), format(locale, 'short')] as const)
  const german = words(
    (date) => de![0].format(date),
    (date) => `${de![1].format(date)} Uhr`,
  )
  const english = words(
    (date) => en![0].format(date),
    (date) => en![1].format(date),
  )
  return { de: german.de, en: english.en }
}
