import { ok } from '@fachwerk/problem'
import type { Answer, Person } from '../api.ts'
import type { Accounts } from '../contract/sign-in.ts'
import { noteChange } from '../identity/admin-log.ts'
import { nameOf } from '../identity/names-in-texts.ts'
import { isPrivileged } from '../identity/who-may.ts'
import { storable } from '../people/people.ts'
import { randomId } from '../random-id.ts'
import { invalid, notAllowed, notFound } from '../refusal.ts'
import type { KernelSql, KernelTables } from '../storage/tables.ts'
import type { AccountParts } from './account-parts.ts'
import { loginKey } from './first-and-second-factor.ts'
import { passwordFault } from './password-policy.ts'
import { hashOfSecret, randomSecret } from './secrets.ts'
import { loginDigest } from './sign-in-keys.ts'
import { invitationOver } from './sign-in-refusals.ts'
import { sql as statement } from 'kysely'

const life = 7 * 24 * 3_600_000

type Invitations = Pick<Accounts, 'invite' | 'invited' | 'acceptInvitation' | 'createAdministrator'>

/** How a person comes to a local account, or to a new one after losing password and factors: a link, once, within seven days. */
export function createInvitations(parts: AccountParts): Invitations {
  const { sql, people, clock } = parts
  const find = async (secret: string): Promise<Person | undefined> => {
    const row = await sql.selectFrom('invitation').selectAll().where('secret_hash', '=', hashOfSecret(secret)).executeTakeFirst()
    if (!row || row.expires_at.getTime() <= clock()) return undefined
    const person = await people.get(row.person_id)
    return person && mayHandOver(await inviterOf(parts, row.by_person), person) ? person : undefined
  }
  return {
    invite: async (personId, by) => {
      const person = await people.get(personId)
      if (!person || !mayInvite(by, person)) return notFound({ de: 'Person', en: 'Person' })
      if (!mayHandOver(by, person)) return byOperatorsOnly()
      return ok(await putInvitation(parts, person, by))
    },
    invited: find,
    acceptInvitation: (secret, login, password) => accept(parts, find, secret, login, password),
    createAdministrator: (administrator, by) => createAdministrator(parts, administrator, by),
  }
}

/** Own people only; the operator for all. Nobody invites the emergency account. */
const mayInvite = (by: Person, person: Person): boolean =>
  by.roles.includes('operator') || (by.roles.includes('administrator') && by.tenant !== undefined && by.tenant === person.tenant)

/**
 * Whoever has the link becomes the person it is for. An administrator who could do this to another administrator, to the privacy officer or
 * to an operator would be both pairs of the four eyes, whether or not that person has signed in before: for these accounts the operators
 * hand the link over. Asked again when the link is used, because rights may have been given or taken since.
 */
const mayHandOver = (by: Pick<Person, 'roles'> | undefined, person: Person): boolean =>
  by !== undefined && (by.roles.includes('operator') || !person.roles.some(isPrivileged))

/** With the rights of now. The command line is no stored person: whoever runs the machine acts as an operator. */
async function inviterOf({ sql, people }: AccountParts, id: string): Promise<Pick<Person, 'roles'> | undefined> {
  const stored = await sql.selectFrom('person').select('id').where('id', '=', id).executeTakeFirst()
  return stored ? people.get(id) : { roles: ['operator'] }
}

const byOperatorsOnly = () =>
  notAllowed({
    de: 'Diese Person hat besondere Rechte. Damit niemand ihr Konto übernehmen kann, lädt in diesem Fall der Betrieb der Plattform ein. Oder Sie laden jemanden erst ein und geben die Rolle danach: Dann stimmt eine zweite Person zu.',
    en: 'This person has special rights. So that nobody can take the account over, the operators of the platform invite in this case. Or invite somebody first and give the role afterwards: a second person then approves.',
  })

/** Stands in the log of the authority with the link itself, and is told to the person and to the other administrators. */
async function putInvitation(parts: AccountParts, person: Person, by: Person) {
  const { sql, clock } = parts
  const secret = randomSecret()
  const now = clock()
  const expiresAt = new Date(now + life)
  await sql.transaction().execute(async (trx) => {
    await statement`insert into kernel.invitation (secret_hash, person_id, by_person, expires_at)
      values (${hashOfSecret(secret)}, ${person.id}, ${by.id}, ${expiresAt})
      on conflict (person_id) do update set secret_hash = excluded.secret_hash, by_person = excluded.by_person, expires_at = excluded.expires_at`.execute(
      trx,
    )
    const { tenant } = person
    if (tenant !== undefined) await noteChange(trx, { tenant, subject: person.id, text: invitedText(person.id) }, by, now)
  })
  await announceInvitation(parts, person, by)
  return { secret, expiresAt }
}

const invitedText = (id: string) => ({
  de: `Einladungslink für ${nameOf(id)} erstellt.`,
  en: `Invitation link for ${nameOf(id)} made.`,
})

async function announceInvitation({ sql, announcements }: AccountParts, person: Person, by: Person): Promise<void> {
  const stored = await sql.selectFrom('person').select('id').where('id', '=', by.id).executeTakeFirst()
  const who = stored ? nameOf(by.id) : by.name
  await announcements.announce(person.id, {
    de: `${who} hat einen Einladungslink für Ihr Konto erstellt. Haben Sie ihn nicht bekommen, wenden Sie sich an den Betrieb der Plattform.`,
    en: `${who} made an invitation link for your account. If you did not get it, turn to the operators of the platform.`,
  })
  if (person.tenant === undefined) return
  const { rows } = await statement<{ id: string }>`select id from kernel.person where tenant = ${person.tenant}
    and state = 'active' and 'administrator' = any(roles) and id not in (${by.id}, ${person.id})`.execute(sql)
  for (const { id } of rows)
    await announcements.announce(id, {
      de: `${who} hat einen Einladungslink für ${nameOf(person.id)} erstellt.`,
      en: `${who} made an invitation link for ${nameOf(person.id)}.`,
    })
}

async function accept(
  parts: AccountParts,
  find: (secret: string) => Promise<Person | undefined>,
  secret: string,
  login: string,
  password: string,
): Answer<Person> {
  const person = await find(secret)
  if (!person) return invitationOver()
  const key = loginKey(login)
  if (!/^[\p{L}\p{N}][\p{L}\p{N}._@+-]{2,99}$/u.test(key)) return invalid(oddLogin)
  const fault = passwordFault(password, [key, person.name])
  if (fault) return invalid(fault)
  const digest = loginDigest(parts.keys, key)
  if (await isTaken(parts.sql, digest, person.id)) return invalid(takenLogin)
  const hadAccount =
    (await parts.sql.selectFrom('credential').select('person_id').where('person_id', '=', person.id).executeTakeFirst()) !==
    undefined
  const account = {
    person_id: person.id,
    login_digest: digest,
    sealed_login: await parts.data.sealLogin(person.id, key),
    password: await parts.hasher.hash(password),
    changed_at: new Date(parts.clock()),
  }
  if (!(await setUpAnew(parts, account, hashOfSecret(secret)))) return invitationOver()
  await parts.sessions.endAll(person.id, person)
  if (hadAccount) await parts.announcements.announce(person.id, accountSetUp)
  parts.log.info('invitation accepted')
  return ok(person)
}

const isTaken = async (sql: KernelSql, digest: string, personId: string): Promise<boolean> =>
  (await sql
    .selectFrom('credential')
    .select('person_id')
    .where('login_digest', '=', digest)
    .where('person_id', '<>', personId)
    .executeTakeFirst()) !== undefined

/** All in one transaction; false when somebody else was faster with the same link. */
const setUpAnew = ({ sql }: AccountParts, account: KernelTables['credential'], secretHash: string) =>
  sql.transaction().execute(async (trx) => {
    const taken = await trx.deleteFrom('invitation').where('secret_hash', '=', secretHash).executeTakeFirst()
    if (taken.numDeletedRows !== 1n) return false
    for (const table of ['credential', 'totp', 'passkey', 'recovery_code'] as const)
      await trx.deleteFrom(table).where('person_id', '=', account.person_id).execute()
    await trx.insertInto('credential').values(account).execute()
    return true
  })

async function createAdministrator(
  parts: AccountParts,
  { name, email, tenant }: Parameters<Accounts['createAdministrator']>[0],
  by: Person,
): ReturnType<Accounts['createAdministrator']> {
  const { sql, people, data, announcements, clock, log } = parts
  if (!by.roles.includes('operator')) return notFound({ de: 'Behörde', en: 'Authority' })
  const known = await statement<{ id: string }>`select id from kernel.tenant where id = ${storable(tenant)}`.execute(sql)
  if (known.rows.length === 0) return notFound({ de: 'Behörde', en: 'Authority' })
  if (name.trim() === '' || !/^[^\s@]{1,100}@[^\s@]{1,200}$/.test(email)) return invalid(nameAndEmail)
  const id = randomId('p')
  const sealed = await data.seal(id, { name: storable(name.trim()).slice(0, 200), email: storable(email) })
  await statement`insert into kernel.person (id, name, email, groups, roles, tenant, created_at)
    values (${id}, ${sealed.name}, ${sealed.email}, '{}', '{administrator}', ${tenant}, ${new Date(clock())})`.execute(sql)
  await announcements.announce(null, {
    de: `Auf der Kommandozeile des Servers wurde ein Zugang zur Administration angelegt: ${nameOf(id)} (${tenant}).`,
    en: `An administrator was created on the server's command line: ${nameOf(id)} (${tenant}).`,
  })
  log.warn('administrator created on the command line', { tenant })
  const person = (await people.get(id))!
  return ok({ person, ...(await putInvitation(parts, person, by)) })
}

const oddLogin = {
  de: 'Der Anmeldename braucht mindestens drei Zeichen und darf aus Buchstaben, Ziffern, Punkt, Binde- und Unterstrich bestehen; eine E-Mail-Adresse ist auch möglich.',
  en: 'The login name needs at least three characters: letters, digits, dot, hyphen and underscore; an e-mail address is possible, too.',
}
const takenLogin = {
  de: 'Diesen Anmeldenamen hat schon jemand anderes. Bitte wählen Sie einen anderen.',
  en: 'Somebody else has this login name. Please choose another one.',
}
const nameAndEmail = {
  de: 'Bitte geben Sie einen Namen und eine gültige E-Mail-Adresse an.',
  en: 'Please give a name and a valid e-mail address.',
}
const accountSetUp = {
  de: 'Ihr Konto wurde über eine Einladung neu eingerichtet: Anmeldename und Passwort sind neu, frühere zweite Faktoren gelten nicht mehr.',
  en: 'Your account was set up by invitation: login and password are new, earlier second factors are void.',
}
