import { MasterKeyError } from '@fachwerk/kernel'
import type { Database } from '@fachwerk/postgres'
import type { LocalText } from '@fachwerk/problem'
import { ConfigError, ConfigFaults, type Config } from './config.ts'
import { databaseFaults } from './database-connection.ts'
import { faultsText } from './environment.ts'
import { ledgerSettingsOf } from './ledger-settings.ts'
import { masterKeyOf } from './master-key.ts'

/** The settings of a server that is about to start. What cannot be read and what is unsafe is said at once. Throws ConfigError. */
export const settingsForStart = (read: () => Config): Config => {
  try {
    return read()
  } catch (error) {
    if (error instanceof ConfigFaults) refuseUnsafeProduction(error.config, error.faults)
    throw error
  }
}

/**
 * What a production server does not start with: settings that are fine on one's own machine and open a door in an authority. All that is
 * wrong is said at once, `unreadable` first. Throws ConfigError.
 */
export const refuseUnsafeProduction = (config: Config, unreadable: readonly LocalText[] = []): void => {
  if (config.demo) return
  const found = [
    ...unreadable,
    ...(config.https || config.tls ? [] : [plainHttp]),
    ...(config.publicUrl === undefined ? [noUrl] : config.publicUrl.startsWith('https:') ? [] : [plainUrl]),
    ...faultIn(() => masterKeyOf(config)),
    ...faultIn(() => ledgerSettingsOf(config)),
    ...(isWeak(config.signIn.openId?.clientSecret) ? [weakSecret('FACHWERK_OIDC_CLIENT_SECRET')] : []),
    ...(isGuessed(passwordOf(config.databaseUrl)) ? [weakSecret('DATABASE_URL')] : []),
    ...databaseFaults(config.databaseUrl),
  ]
  // A variable that cannot be read is not missing as well.
  const named = unreadable.map(({ de }) => /^FACHWERK_[A-Z_]+/.exec(de)?.[0]).filter((name) => name !== undefined)
  const faults = found.filter((fault) => unreadable.includes(fault) || !(fault === noUrl && named.includes('FACHWERK_URL')))
  if (faults.length > 0) throw new ConfigError(faultsText(notLikeThis, faults))
}
const notLikeThis: LocalText = {
  de: 'So startet Fachwerk nicht mit FACHWERK_MODE=production:',
  en: 'Fachwerk does not start like this with FACHWERK_MODE=production:',
}

/** Keys are read here as they will be read at the start: production makes none up, so nothing is written. */
function faultIn(read: () => unknown): readonly LocalText[] {
  try {
    read()
    return []
  } catch (error) {
    if (error instanceof ConfigError || error instanceof MasterKeyError) return [error.text]
    throw error
  }
}

/** How many demo people lie in the database of a production server; they cannot sign in and are nobody's. */
export const countDemoPeople = async (database: Database): Promise<number> => {
  const { count } = await database.kysely
    .selectFrom('kernel.person')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('demo', 'is not', null)
    .executeTakeFirstOrThrow()
  return Number(count)
}

export const demoPeopleIgnored = (count: number): LocalText => ({
  de: `Hinweis: In der Datenbank stehen ${count} Personen aus dem Demobetrieb. Sie werden nicht beachtet und können sich nicht anmelden. Für den Echtbetrieb gehört eine leere Datenbank.`,
  en: `Note: the database holds ${count} people from demo mode. They are ignored and cannot sign in. Production belongs on an empty database.`,
})

const guessed = new Set([
  '',
  'secret',
  'geheim',
  'password',
  'passwort',
  'changeme',
  'change-me',
  'postgres',
  'fachwerk',
  'admin',
  'test',
  'demo',
])
const isGuessed = (text: string | undefined): boolean => text !== undefined && guessed.has(text.toLowerCase())
const isWeak = (text: string | undefined): boolean =>
  text !== undefined && (text.length < 16 || new Set(text).size < 6 || isGuessed(text))

/** Undefined where there is none: the server then knows its client otherwise (socket, certificate). */
const passwordOf = (url: string | undefined): string | undefined => {
  if (url === undefined || !URL.canParse(url)) return undefined
  return decodeURIComponent(new URL(url).password) || undefined
}

const plainHttp: LocalText = {
  de: 'Ohne HTTPS wären Passwörter und Sitzungen mitzulesen. Entweder steht ein Proxy davor, der HTTPS spricht (FACHWERK_HTTPS=1), oder der Server tut es selbst (FACHWERK_TLS_CERT_FILE und FACHWERK_TLS_KEY_FILE).',
  en: 'Without HTTPS passwords and sessions could be read on the way. Either a proxy in front speaks HTTPS (FACHWERK_HTTPS=1), or the server does (FACHWERK_TLS_CERT_FILE and FACHWERK_TLS_KEY_FILE).',
}
const noUrl: LocalText = {
  de: 'Es fehlt FACHWERK_URL, die Adresse, unter der die Menschen den Server erreichen, etwa https://fachwerk.example.de. Passkeys, Einladungen und die Anmeldung mit Landeskennung hängen an ihr.',
  en: 'FACHWERK_URL is missing, the address where people reach the server, such as https://fachwerk.example.de. Passkeys, invitations and OpenID Connect depend on it.',
}
const plainUrl: LocalText = {
  de: 'FACHWERK_URL beginnt nicht mit https://.',
  en: 'FACHWERK_URL does not begin with https://.',
}
const weakSecret = (name: string): LocalText => ({
  de: `Das Geheimnis in ${name} ist zu kurz oder leicht zu erraten. Ein neues macht „openssl rand -base64 32“.`,
  en: `The secret in ${name} is too short or easily guessed. "openssl rand -base64 32" makes a new one.`,
})
