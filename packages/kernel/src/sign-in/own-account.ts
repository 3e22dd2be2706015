import { ok } from '@fachwerk/problem'
import type { Answer, Person } from '../api.ts'
import type { Accounts } from '../contract/sign-in.ts'
import { conflict, invalid, notFound } from '../refusal.ts'
import { erasedName } from '../vault/account-data.ts'
import { enrolmentLife, type AccountParts } from './account-parts.ts'
import type { Attempt } from './attempts.ts'
import { passwordFault } from './password-policy.ts'
import { isPrivileged } from './privileged-roles.ts'
import { noLocalAccount, passkeyRefused, signInRefused, stepOver, wrongCode } from './sign-in-refusals.ts'
import type { Step } from './steps.ts'
import { newTotpSecret, totpUri } from './totp.ts'

type OwnAccount = Pick<
  Accounts,
  | 'changePassword'
  | 'startTotp'
  | 'confirmTotp'
  | 'startPasskeyEnrolment'
  | 'confirmPasskey'
  | 'removePasskey'
  | 'overview'
  | 'newRecoveryCodes'
>

/** What people do with their own account. */
export function createOwnAccount(parts: AccountParts): OwnAccount {
  const { steps, totp, passkeys, recovery, clock, announcements } = parts
  const loginOf = async (personId: string): Promise<string | undefined> => {
    const account = await credentialOf(parts, personId)
    return account && shownLogin(parts, account)
  }
  /** May try passkeys out. Whom a provider vouches for may not: they would stay in after it has locked them out. */
  const isDemoPerson = async (id: string): Promise<boolean> => (await parts.people.demo()).some((person) => person.id === id)
  /** Setting up the first one is no news to who is doing it; a change to an account that has one may be somebody else's doing. */
  const hasFactor = async (id: string): Promise<boolean> => (await totp.has(id)) || (await passkeys.list(id)).length > 0
  return {
    changePassword: (old, next, person) => changePassword(parts, old, next, person),
    startTotp: async (person, setUp) => {
      const login = await loginOf(person.id)
      if (login === undefined) return noLocalAccount()
      const { step, secret } = await secretOfSetUp(parts, person.id, setUp)
      return ok({ step, secret, uri: totpUri(secret, login, 'Fachwerk') })
    },
    confirmTotp: async (name, code, person) => {
      const step = await steps.peek(name, 'totp-enrolment')
      const secret = step?.personId === person.id ? openSecret(parts, step) : undefined
      if (secret === undefined) return stepOver()
      const replaces = await hasFactor(person.id)
      if (!(await totp.enrol(person.id, secret, code))) return wrongCode()
      await steps.take(name, 'totp-enrolment')
      if (replaces) await announcements.announce(person.id, appSetUp)
      return ok({ recoveryCodes: await recovery.renew(person.id) })
    },
    startPasskeyEnrolment: async (person) => {
      const login = await loginOf(person.id)
      if (login === undefined && !(await isDemoPerson(person.id))) return noLocalAccount()
      const { challenge, options } = await passkeys.registrationOptions(person, login ?? person.name)
      const step = await steps.put({
        kind: 'passkey-enrolment',
        personId: person.id,
        data: { challenge },
        expiresAt: clock() + enrolmentLife,
      })
      return ok({ step, options })
    },
    confirmPasskey: async (name, response, label, person) => {
      const step = await steps.take(name, 'passkey-enrolment')
      if (step?.personId !== person.id) return stepOver()
      const known = label.trim().slice(0, 80) || 'Passkey'
      const isFurther = await hasFactor(person.id)
      if (!(await passkeys.register(person.id, response, String(step.data['challenge']), known))) return passkeyRefused()
      if (isFurther) await announcements.announce(person.id, passkeyAdded)
      return ok(undefined)
    },
    removePasskey: async (id, person) => {
      const own = await passkeys.list(person.id)
      if (!own.some((passkey) => passkey.id === id)) return notFound({ de: 'Passkey', en: 'Passkey' })
      const isLast = own.length === 1 && !(await totp.has(person.id))
      if (isLast && isPrivileged(person)) return conflict(lastFactor)
      await passkeys.remove(id, person.id)
      return ok(undefined)
    },
    overview: async (person) => {
      const [login, totpSince, provider] = await Promise.all([
        loginOf(person.id),
        totp.since(person.id),
        providerOf(parts, person.id),
      ])
      return {
        ...(login === undefined ? {} : { login }),
        ...(totpSince === undefined ? {} : { totpSince }),
        ...(provider && { provider: { issuer: provider.issuer, lastAt: provider.last_at } }),
        totp: totpSince !== undefined,
        passkeys: await passkeys.list(person.id),
        recoveryCodesLeft: await recovery.left(person.id),
        secondFactorRequired: isPrivileged(person),
      }
    },
    newRecoveryCodes: async (person) =>
      (await loginOf(person.id)) === undefined ? noLocalAccount() : ok({ recoveryCodes: await recovery.renew(person.id) }),
  }
}

/**
 * One secret for one set-up, however often its page is shown: after a mistyped code the app that has scanned the first picture is still the
 * right one. Sealed for the set-up, so that the row opens nothing anywhere else; found by a name that only this house can work out.
 */
async function secretOfSetUp({ steps, keys, clock }: AccountParts, personId: string, setUp: string) {
  const name = keys.lookup('totp-set-up', `${personId}\0${setUp}`)
  const step = await steps.keep(name, {
    kind: 'totp-enrolment',
    personId,
    data: { sealed: Buffer.from(keys.seal(Buffer.from(newTotpSecret()), setUpOwner(personId))).toString('base64') },
    expiresAt: clock() + enrolmentLife,
  })
  const secret = openSecret({ keys }, step)
  if (secret === undefined) throw new Error('A set-up found by our own key does not open with it')
  return { step: name, secret }
}

function openSecret({ keys }: Pick<AccountParts, 'keys'>, { personId, data }: Step): string | undefined {
  const secret = keys.open(Buffer.from(String(data['sealed']), 'base64'), setUpOwner(personId!))
  return secret && Buffer.from(secret).toString('utf8')
}

const setUpOwner = (personId: string): string => `totp-set-up ${personId}`

const credentialOf = ({ sql }: AccountParts, personId: string) =>
  sql.selectFrom('credential').selectAll().where('person_id', '=', personId).executeTakeFirst()

const providerOf = ({ sql }: AccountParts, personId: string) =>
  sql
    .selectFrom('oidc_subject')
    .select(['issuer', 'last_at'])
    .where('person_id', '=', personId)
    .orderBy('last_at', 'desc')
    .executeTakeFirst()

/** The account remains when the key of the person is gone; its name does not. */
const shownLogin = async (
  { data }: AccountParts,
  { person_id, sealed_login }: { readonly person_id: string; readonly sealed_login: string },
): Promise<string> => (await data.openLogin(person_id, sealed_login)) ?? erasedName

async function changePassword(parts: AccountParts, old: string, next: string, person: Person): Answer<void> {
  const { sql, hasher, attempts, sessions, announcements, clock } = parts
  const account = await credentialOf(parts, person.id)
  if (!account) return noLocalAccount()
  const fault = passwordFault(next, [await shownLogin(parts, account), person.name])
  if (fault) return invalid(fault)
  const attempt: Attempt = { kind: 'login', value: account.login_digest }
  const mayTry = await attempts.begin(attempt)
  if (!(await hasher.verify(old, account.password)) || !mayTry) return signInRefused()
  await attempts.succeeded(attempt)
  await sql
    .updateTable('credential')
    .set({ password: await hasher.hash(next), changed_at: new Date(clock()) })
    .where('person_id', '=', person.id)
    .execute()
  await sessions.endAll(person.id, person)
  await announcements.announce(person.id, passwordChanged)
  return ok(undefined)
}

const lastFactor = {
  de: 'Das ist Ihr einziger zweiter Faktor, und Ihre Rolle verlangt einen. Richten Sie zuerst eine Authenticator-App oder einen weiteren Passkey ein.',
  en: 'This is your only second factor, and your role needs one. Set up an authenticator app or another passkey first.',
}
const appSetUp = {
  de: 'Für Ihr Konto wurde eine Authenticator-App eingerichtet. Codes der vorigen App und alte Wiederherstellungscodes gelten nicht mehr.',
  en: 'An authenticator app was set up for your account. Codes of the previous app and old recovery codes are void.',
}
const passkeyAdded = {
  de: 'Ihrem Konto wurde ein Passkey hinzugefügt. Waren Sie das nicht, entfernen Sie ihn und melden Sie sich überall ab.',
  en: 'A passkey was added to your account. If that was not you, remove it and sign out everywhere.',
}
const passwordChanged = {
  de: 'Ihr Passwort wurde geändert; alle Geräte wurden abgemeldet.',
  en: 'Your password was changed; all devices were signed out.',
}
