import { isIP } from 'node:net'
import { join, resolve } from 'node:path'
import { collectFaults, ConfigError, faultsText, secret, type Environment } from './environment.ts'
import type { LocalText } from '@fachwerk/problem'
import { readSignInConfig, type SignInConfig } from './sign-in-config.ts'

export { ConfigError } from './environment.ts'

/** Settings of one server process; from environment variables, secrets also from `NAME_FILE`. */
export interface Config {
  /** 0 lets the system choose (tests). */
  readonly port: number
  /** Default 127.0.0.1: reachable from this machine only until somebody decides otherwise. */
  readonly host: string
  /** PostgreSQL; absent: embedded database in `dataDirectory`. */
  readonly databaseUrl?: string
  readonly dataDirectory: string
  /** As text, not yet checked; see `masterKeyOf`. */
  readonly masterKey?: string
  /** As text, not yet checked; see `ledgerSettingsOf`. */
  readonly ledger: {
    readonly key?: string
    readonly origin?: string
    readonly witnesses: readonly string[]
    readonly retention?: string
  }
  /** Demo people and demo cases, permanent banner. */
  readonly demo: boolean
  /** People reach it over HTTPS (a proxy in front): cookies are `Secure`, HSTS is sent. */
  readonly https: boolean
  /** Own certificate and key in PEM, where no proxy speaks HTTPS. */
  readonly tls?: { readonly cert: string; readonly key: string }
  readonly signIn: SignInConfig
  /** Addresses and networks of the proxies whose `X-Forwarded-*` is believed; false: nobody's. */
  readonly trustProxy: string | false
  /** Where people reach it, without a path: `https://fachwerk.example.de`. Other host names are then refused. */
  readonly publicUrl?: string
  /** Requests per person and address are counted; off for measurements only. */
  readonly rateLimits: boolean
  /** Hosts that the server itself may call, and private networks that it may reach while doing so (`createOutgoing`). */
  readonly outgoing: { readonly allow: readonly string[]; readonly networks: readonly string[] }
}

const portOf = (text: string): number => {
  const port = Number(text)
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port
  throw new ConfigError({ de: `„${text}“ ist kein Port (1 bis 65535).`, en: `"${text}" is not a port (1 to 65535).` })
}

const databaseUrlOf = (url: string | undefined): string | undefined => {
  if (url === undefined || /^postgres(ql)?:\/\//.test(url)) return url
  throw new ConfigError({
    de: 'DATABASE_URL muss mit postgres:// oder postgresql:// beginnen.',
    en: 'DATABASE_URL must start with postgres:// or postgresql://.',
  })
}

/** Settings with faults; `config` is what could be read beside them. */
export class ConfigFaults extends ConfigError {
  readonly faults: readonly LocalText[]
  readonly config: Config
  constructor(faults: readonly LocalText[], config: Config) {
    super(faults.length === 1 ? faults[0]! : faultsText(severalFaults, faults))
    this.faults = faults
    this.config = config
  }
}
const severalFaults: LocalText = { de: 'Mehrere Einstellungen stimmen nicht:', en: 'Several settings are wrong:' }

/** Command-line options win over the environment, the environment over defaults. Throws ConfigFaults, which names all that is wrong. */
export const readConfig = (
  environment: Environment,
  options: { readonly port?: string; readonly data?: string },
  root: string,
): Config => {
  const faults: LocalText[] = []
  const read = collectFaults(faults)
  const databaseUrl = read(() => databaseUrlOf(secret(environment, 'DATABASE_URL')), undefined)
  const masterKey = read(() => secret(environment, 'FACHWERK_MASTER_KEY'), undefined)
  const demo = read(() => modeOf(environment['FACHWERK_MODE'] || 'demo'), 'production') === 'demo'
  const tls = read(() => tlsOf(environment), undefined)
  const https = (environment['FACHWERK_HTTPS'] ?? '') === '1' || tls !== undefined
  const publicUrl = read(() => publicUrlOf(environment['FACHWERK_URL']), undefined)
  const config: Config = {
    port: read(() => portOf(options.port ?? environment['PORT'] ?? '8080'), 8080),
    host: environment['HOST'] ?? '127.0.0.1',
    ...(databaseUrl === undefined ? {} : { databaseUrl }),
    ...(masterKey === undefined ? {} : { masterKey }),
    ledger: read(() => ledgerOf(environment), { witnesses: [] }),
    dataDirectory: resolve(options.data ?? environment['FACHWERK_DATA'] ?? join(root, 'data')),
    demo,
    https,
    ...(tls === undefined ? {} : { tls }),
    signIn: readSignInConfig(environment, read),
    trustProxy: read(() => trustProxyOf(environment['FACHWERK_TRUST_PROXY'], https && tls === undefined), false),
    ...(publicUrl === undefined ? {} : { publicUrl }),
    rateLimits: read(() => rateLimitsOf(environment['FACHWERK_RATE_LIMIT'] || 'on', demo), true),
    outgoing: {
      allow: listOf(environment['FACHWERK_OUTGOING_ALLOW']),
      networks: listOf(environment['FACHWERK_OUTGOING_NETWORKS']),
    },
  }
  if (faults.length > 0) throw new ConfigFaults(faults, config)
  return config
}

/** Certificate and key belong together; both are files, for the key is a secret. */
const tlsOf = (environment: Environment): Config['tls'] => {
  const [cert, key] = [secret(environment, 'FACHWERK_TLS_CERT'), secret(environment, 'FACHWERK_TLS_KEY')]
  if (cert === undefined && key === undefined) return undefined
  if (cert !== undefined && key !== undefined) return { cert, key }
  throw new ConfigError({
    de: 'Für eigenes TLS braucht es beide: FACHWERK_TLS_CERT_FILE und FACHWERK_TLS_KEY_FILE.',
    en: 'TLS of its own needs both: FACHWERK_TLS_CERT_FILE and FACHWERK_TLS_KEY_FILE.',
  })
}

const ledgerOf = (environment: Environment): Config['ledger'] => {
  const key = secret(environment, 'FACHWERK_LEDGER_KEY')
  const origin = environment['FACHWERK_LEDGER_ORIGIN'] || undefined
  const retention = environment['FACHWERK_LEDGER_RETENTION'] || undefined
  return {
    ...(key === undefined ? {} : { key }),
    ...(origin === undefined ? {} : { origin }),
    ...(retention === undefined ? {} : { retention }),
    witnesses: listOf(environment['FACHWERK_LEDGER_WITNESSES']),
  }
}

const listOf = (text = ''): readonly string[] => text.split(/[\s,]+/).filter((part) => part !== '')

/** A proxy that speaks HTTPS for us stands on this machine or in the network behind the firewall, unless it is named. */
const trustProxyOf = (text: string | undefined, https: boolean): string | false => {
  if (text === undefined || text === '') return https ? 'loopback, linklocal, uniquelocal' : false
  const parts = listOf(text)
  const wrong = parts.find((part) => !/^(loopback|linklocal|uniquelocal)$/.test(part) && !isNetwork(part))
  if (wrong === undefined) return parts.join(', ')
  throw new ConfigError({
    de: `FACHWERK_TRUST_PROXY nennt „${wrong}“; möglich sind Adressen (10.0.0.7), Netze (10.0.0.0/8) und „loopback“, „linklocal“, „uniquelocal“.`,
    en: `FACHWERK_TRUST_PROXY names "${wrong}"; possible are addresses (10.0.0.7), networks (10.0.0.0/8) and "loopback", "linklocal", "uniquelocal".`,
  })
}

const isNetwork = (text: string): boolean => {
  const [address = '', bits, more] = text.split('/')
  const version = isIP(address)
  if (version === 0 || more !== undefined) return false
  // Trusting everybody means trusting nobody's word about where a request comes from.
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) >= 1 && Number(bits) <= (version === 4 ? 32 : 128))
}

const publicUrlOf = (text: string | undefined): string | undefined => {
  if (text === undefined || text === '') return undefined
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url && /^https?:$/.test(url.protocol) && url.pathname === '/' && url.search === '' && url.username === '') return url.origin
  throw new ConfigError({
    de: `FACHWERK_URL ist „${text}“; erwartet wird eine Adresse ohne Pfad wie https://fachwerk.example.de.`,
    en: `FACHWERK_URL is "${text}"; expected is an address without a path such as https://fachwerk.example.de.`,
  })
}

/** Measuring without limits is for one's own machine. */
const rateLimitsOf = (text: string, demo: boolean): boolean => {
  if (text === 'on' || (text === 'off' && demo)) return text === 'on'
  throw text === 'off'
    ? new ConfigError({
        de: 'FACHWERK_RATE_LIMIT=off ist nur im Demobetrieb möglich, nicht mit FACHWERK_MODE=production.',
        en: 'FACHWERK_RATE_LIMIT=off is possible in demo mode only, not with FACHWERK_MODE=production.',
      })
    : new ConfigError({
        de: `FACHWERK_RATE_LIMIT ist „${text}“; möglich sind „on“ und „off“.`,
        en: `FACHWERK_RATE_LIMIT is "${text}"; possible are "on" and "off".`,
      })
}

/** Spelled wrong must not mean demo people on a real server. */
const modeOf = (mode: string): 'demo' | 'production' => {
  if (mode === 'demo' || mode === 'production') return mode
  throw new ConfigError({
    de: `FACHWERK_MODE ist „${mode}“; möglich sind „demo“ und „production“.`,
    en: `FACHWERK_MODE is "${mode}"; possible are "demo" and "production".`,
  })
}
