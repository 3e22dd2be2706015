import { readFileSync } from 'node:fs'
import { isPasswordHash, type GroupMapping, type GroupMappings, type Role } from '@fachwerk/kernel'
import type { LocalText } from '@fachwerk/problem'
import { ConfigError, secret, type Environment, type ReadSetting } from './environment.ts'

/** How people sign in besides local accounts. */
export interface SignInConfig {
  /** Argon2id hash of the emergency secret. */
  readonly breakGlass?: string
  readonly openId?: {
    readonly issuer: string
    readonly clientId: string
    readonly clientSecret: string
    readonly groupsClaim: string
    readonly scope: string
    readonly groups: GroupMappings
  }
}

/** `FACHWERK_BREAK_GLASS` and `FACHWERK_OIDC_*`; `read` takes what is wrong, without it ConfigError is thrown. */
export const readSignInConfig = (environment: Environment, read: ReadSetting = (setting) => setting()): SignInConfig => {
  const breakGlass = read(() => breakGlassOf(environment), undefined)
  const openId = read(() => openIdOf(environment, read), undefined)
  return { ...(breakGlass !== undefined && { breakGlass }), ...(openId && { openId }) }
}

const breakGlassOf = (environment: Environment): string | undefined => {
  const breakGlass = secret(environment, 'FACHWERK_BREAK_GLASS')
  if (breakGlass !== undefined && !isPasswordHash(breakGlass)) throw new ConfigError(noHash)
  return breakGlass
}

const openIdOf = (environment: Environment, read: ReadSetting): SignInConfig['openId'] => {
  const [issuer, clientId] = [environment['FACHWERK_OIDC_ISSUER'], environment['FACHWERK_OIDC_CLIENT_ID']]
  const clientSecret = secret(environment, 'FACHWERK_OIDC_CLIENT_SECRET')
  if (!issuer && !clientId && !clientSecret) return undefined
  if (!issuer || !clientId || !clientSecret) throw new ConfigError(incomplete)
  return {
    issuer: read(() => issuerOf(issuer), issuer),
    clientId,
    clientSecret,
    groupsClaim: environment['FACHWERK_OIDC_GROUPS_CLAIM'] || 'groups',
    scope: environment['FACHWERK_OIDC_SCOPE'] ?? '',
    groups: read(() => groupsOf(groupsText(environment['FACHWERK_OIDC_GROUPS'])), {}),
  }
}

/** Plain HTTP to a provider on one's own machine only: whoever reads the traffic reads the codes. */
const issuerOf = (text: string): string => {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const isLocal = url !== undefined && /^(localhost|127\.0\.0\.1|\[::1\])$/.test(url.hostname)
  if (url?.protocol === 'https:' || (url?.protocol === 'http:' && isLocal)) return text
  throw new ConfigError({
    de: `FACHWERK_OIDC_ISSUER ist „${text}“; erwartet wird eine Adresse mit https://.`,
    en: `FACHWERK_OIDC_ISSUER is "${text}"; expected is an address with https://.`,
  })
}

/** JSON itself, or the name of a file with it. */
const groupsText = (text: string | undefined): string => {
  if (!text) throw new ConfigError(noGroups)
  if (text.trimStart().startsWith('{')) return text
  try {
    return readFileSync(text, 'utf8')
  } catch {
    throw wrongGroups(`„${text}“`, { de: 'Die Datei lässt sich nicht lesen.', en: 'The file cannot be read.' })
  }
}

const roles: readonly Role[] = ['citizen', 'clerk', 'modeller', 'administrator', 'privacy-officer', 'operator']
const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'string')

const groupsOf = (text: string): GroupMappings => {
  let mappings: unknown
  try {
    mappings = JSON.parse(text)
  } catch {
    throw wrongGroups('', { de: 'Das ist kein gültiges JSON.', en: 'This is not valid JSON.' })
  }
  if (typeof mappings !== 'object' || mappings === null || Array.isArray(mappings))
    throw wrongGroups('', { de: 'Erwartet wird ein JSON-Objekt.', en: 'A JSON object is expected.' })
  return Object.fromEntries(Object.entries(mappings).map(([name, mapping]) => [name, mappingOf(name, mapping)]))
}

const mappingOf = (name: string, mapping: unknown): GroupMapping => {
  const { tenant, unit, groups = [], roles: given } = (mapping ?? {}) as Record<string, unknown>
  const fault = (de: string, en: string) => wrongGroups(`„${name}“`, { de, en })
  if (typeof tenant !== 'string' || tenant === '') throw fault('Es fehlt „tenant“.', '"tenant" is missing.')
  if (unit !== undefined && typeof unit !== 'string') throw fault('„unit“ ist kein Text.', '"unit" is no text.')
  if (!isTexts(groups)) throw fault('„groups“ ist keine Liste von Texten.', '"groups" is no list of texts.')
  const wrong = isTexts(given) ? given.find((role) => !roles.includes(role as Role)) : ''
  if (wrong !== undefined)
    throw fault(
      `„roles“ ist eine Liste aus: ${roles.join(', ')}${wrong ? `; „${wrong}“ gibt es nicht` : ''}.`,
      `"roles" is a list of: ${roles.join(', ')}${wrong ? `; there is no "${wrong}"` : ''}.`,
    )
  return { tenant, ...(unit !== undefined && { unit }), groups, roles: given as readonly Role[] }
}

const wrongGroups = (where: string, why: LocalText): ConfigError =>
  new ConfigError({ de: `FACHWERK_OIDC_GROUPS ${where}: ${why.de}`, en: `FACHWERK_OIDC_GROUPS ${where}: ${why.en}` })
const noHash: LocalText = {
  de: 'FACHWERK_BREAK_GLASS ist kein Argon2id-Hash. Erwartet wird, was „fachwerk break-glass hash“ ausgibt, nie das Kennwort selbst.',
  en: 'FACHWERK_BREAK_GLASS is no Argon2id hash. Expected is what "fachwerk break-glass hash" prints, never the secret itself.',
}
const incomplete: LocalText = {
  de: 'Für OpenID Connect braucht es alle drei: FACHWERK_OIDC_ISSUER, FACHWERK_OIDC_CLIENT_ID und FACHWERK_OIDC_CLIENT_SECRET (oder FACHWERK_OIDC_CLIENT_SECRET_FILE).',
  en: 'OpenID Connect needs all three: FACHWERK_OIDC_ISSUER, FACHWERK_OIDC_CLIENT_ID and FACHWERK_OIDC_CLIENT_SECRET (or FACHWERK_OIDC_CLIENT_SECRET_FILE).',
}
const noGroups: LocalText = {
  de: 'FACHWERK_OIDC_GROUPS fehlt: ohne Zuordnung von Gruppen zu Rollen kann sich niemand anmelden. Erwartet wird JSON oder der Name einer Datei damit.',
  en: 'FACHWERK_OIDC_GROUPS is missing: without a mapping of groups to roles nobody can sign in. Expected is JSON or the name of a file with it.',
}
