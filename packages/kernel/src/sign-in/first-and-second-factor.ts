import { ok } from '@fachwerk/problem'
import type { Answer, Person } from '../api.ts'
import type { Accounts, SignInOutcome } from '../contract/sign-in.ts'
import { storable } from '../people/people.ts'
import { enrolmentLife, stepLife, type AccountParts } from './account-parts.ts'
import { addressBlock, type Attempt } from './attempts.ts'
import { isPrivileged } from './privileged-roles.ts'
import { loginDigest } from './sign-in-keys.ts'
import { passkeyRefused, signInRefused, stepOver } from './sign-in-refusals.ts'
import type { Step } from './steps.ts'

type SignIn = Pick<
  Accounts,
  'signIn' | 'awaiting' | 'finishTotp' | 'finishRecovery' | 'finishEnrolment' | 'startPasskey' | 'finishPasskey'
>

/** Login names are compared without case and without space around them. */
export const loginKey = (login: string): string => storable(login).normalize('NFKC').trim().toLowerCase().slice(0, 200)

export const addressAttempt = (address: string): Attempt => ({ kind: 'address', value: addressBlock(address) })

/** Password, then code; or a passkey alone. Each way ends with a person, for whom the caller makes a session. */
export function createSignIn(parts: AccountParts): SignIn {
  return {
    signIn: (login, password, address) => signInByPassword(parts, loginDigest(parts.keys, loginKey(login)), password, address),
    awaiting: async (name) => {
      const step = await parts.steps.peek(name, 'second-factor', 'enrolment')
      const person = step?.personId ? await parts.people.get(step.personId) : undefined
      if (!step || !person) return undefined
      return { kind: step.kind as 'second-factor' | 'enrolment', person, ...(await factorsOf(parts, person.id)) }
    },
    finishTotp: (name, code, address) => finish(parts, name, address, (personId) => parts.totp.accept(personId, code), 'code'),
    finishRecovery: async (name, code, address) => {
      const outcome = await finish(parts, name, address, (personId) => parts.recovery.accept(personId, code), 'recovery-code')
      if (outcome.ok && outcome.value.kind === 'signed-in') await tellOfRecovery(parts, outcome.value.person.id)
      return outcome
    },
    finishEnrolment: (name) => finishEnrolment(parts, name),
    startPasskey: async () => {
      const { challenge, options } = await parts.passkeys.authenticationOptions()
      const step = await parts.steps.put({
        kind: 'passkey',
        personId: null,
        data: { challenge },
        expiresAt: parts.clock() + stepLife,
      })
      return { step, options }
    },
    finishPasskey: (name, response, address) => signInByPasskey(parts, name, response, address),
  }
}

async function signInByPassword(parts: AccountParts, digest: string, password: string, address: string): Answer<SignInOutcome> {
  const { sql, attempts, hasher, people, log } = parts
  const [byAddress, byLogin]: Attempt[] = [addressAttempt(address), { kind: 'login', value: digest }]
  const mayTry = (await attempts.begin(byAddress!)) && (await attempts.begin(byLogin!))
  const account = await sql.selectFrom('credential').selectAll().where('login_digest', '=', digest).executeTakeFirst()
  // Also while waiting and for names that do not exist: the time it takes tells nothing.
  const isRight = await hasher.verify(password, account?.password)
  const person = account && (await people.get(account.person_id))
  if (!mayTry || !isRight || !person) {
    log.info('sign-in refused')
    log.security?.(mayTry ? 'sign-in-refused' : 'lock-out', { method: 'password' })
    return signInRefused()
  }
  await attempts.succeeded(byLogin!)
  await attempts.succeeded(byAddress!)
  if (hasher.isOutdated(account.password)) {
    const renewed = await hasher.hash(password)
    await sql.updateTable('credential').set({ password: renewed }).where('person_id', '=', person.id).execute()
  }
  return nextStep(parts, person)
}

async function nextStep(parts: AccountParts, person: Person): Answer<SignInOutcome> {
  const { totp, passkey } = await factorsOf(parts, person.id)
  const now = parts.clock()
  const put = (kind: Step['kind'], life: number) =>
    parts.steps.put({ kind, personId: person.id, data: {}, expiresAt: now + life })
  if (totp || passkey) return ok({ kind: 'needs-totp', step: await put('second-factor', stepLife) })
  if (isPrivileged(person)) return ok({ kind: 'needs-enrolment', step: await put('enrolment', enrolmentLife) })
  parts.log.info('sign-in by password')
  parts.log.security?.('sign-in', { method: 'password' })
  return ok({ kind: 'signed-in', person })
}

const factorsOf = async ({ totp, passkeys, recovery }: AccountParts, personId: string) => ({
  totp: await totp.has(personId),
  passkey: (await passkeys.list(personId)).length > 0,
  recoveryCodes: (await recovery.left(personId)) > 0,
})

/** A wrong code uses the step up and opens another one, which ends when the first would have. */
async function finish(
  parts: AccountParts,
  name: string,
  address: string,
  accept: (personId: string) => Promise<boolean>,
  method: 'code' | 'recovery-code',
): Answer<SignInOutcome> {
  const { steps, attempts, people, log } = parts
  const step = await steps.take(name, 'second-factor')
  const person = step?.personId ? await people.get(step.personId) : undefined
  if (!step || !person) return stepOver()
  const byCode: Attempt = { kind: 'code', value: person.id }
  const byAddress = addressAttempt(address)
  const mayTry = (await attempts.begin(byAddress)) && (await attempts.begin(byCode))
  if (!mayTry || !(await accept(person.id))) {
    log.security?.(mayTry ? 'sign-in-refused' : 'lock-out', { method })
    if ((await attempts.failures(byCode)) === 5) await parts.announcements.announce(person.id, passwordIsKnown)
    return ok({ kind: 'needs-totp', step: await steps.put(step) })
  }
  await attempts.succeeded(byCode)
  await attempts.succeeded(byAddress)
  log.info(method === 'code' ? 'sign-in by password and code' : 'sign-in by recovery code')
  log.security?.('sign-in', { method })
  return ok({ kind: 'signed-in', person })
}

async function finishEnrolment(parts: AccountParts, name: string): Answer<Person> {
  const step = await parts.steps.peek(name, 'enrolment')
  if (!step?.personId) return stepOver()
  const { totp, passkey } = await factorsOf(parts, step.personId)
  const person = await parts.people.get(step.personId)
  if (!(totp || passkey) || !person || !(await parts.steps.take(name, 'enrolment'))) return stepOver()
  parts.log.info('sign-in by password, second factor set up')
  parts.log.security?.('sign-in', { method: 'password', reason: 'second-factor-set-up' })
  return ok(person)
}

async function signInByPasskey(parts: AccountParts, name: string, response: unknown, address: string): Answer<SignInOutcome> {
  const { steps, attempts, passkeys, people, log } = parts
  const step = await steps.take(name, 'passkey')
  if (!step) return passkeyRefused()
  const byAddress = addressAttempt(address)
  const mayTry = await attempts.begin(byAddress)
  const personId = mayTry ? await passkeys.verify(response, String(step.data['challenge'])) : undefined
  const person = personId === undefined ? undefined : await people.get(personId)
  if (!person) {
    log.info('sign-in by passkey refused')
    log.security?.(mayTry ? 'sign-in-refused' : 'lock-out', { method: 'passkey' })
    return passkeyRefused()
  }
  await attempts.succeeded(byAddress)
  log.info('sign-in by passkey')
  log.security?.('sign-in', { method: 'passkey' })
  return ok({ kind: 'signed-in', person })
}

async function tellOfRecovery({ recovery, announcements }: AccountParts, personId: string): Promise<void> {
  const left = await recovery.left(personId)
  await announcements.announce(personId, {
    de: `Mit einem Wiederherstellungscode wurde Ihr Konto geöffnet; es sind noch ${left} übrig. Waren Sie das nicht, ändern Sie Ihr Passwort und melden Sie sich überall ab.`,
    en: `Your account was opened with a recovery code; ${left} are left. If that was not you, change your password and sign out everywhere.`,
  })
}

const passwordIsKnown = {
  de: 'Jemand hat Ihr Passwort richtig und danach fünfmal einen falschen Code eingegeben. Waren Sie das nicht, ändern Sie bitte Ihr Passwort.',
  en: 'Somebody entered your password correctly and then a wrong code five times. If that was not you, please change your password.',
}
