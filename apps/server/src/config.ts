import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { LocalText } from '@fachwerk/problem'

/** Settings of one server process; from environment variables, secrets also from `NAME_FILE`. */
export interface Config {
  /** 0 lets the system choose (tests). */
  readonly port: number
  /** Default 127.0.0.1: reachable from this machine only until somebody decides otherwise. */
  readonly host: string
  /** PostgreSQL; absent: embedded database in `dataDirectory`. */
  readonly databaseUrl?: string
  readonly dataDirectory: string
  /** Demo people and demo cases, permanent banner. */
  readonly demo: boolean
  /** People reach it over HTTPS (a proxy in front): cookies are `Secure`, HSTS is sent, `X-Forwarded-*` of the proxy is believed. */
  readonly https: boolean
}

export class ConfigError extends Error {
  readonly text: LocalText
  constructor(text: LocalText) {
    super(text.de)
    this.text = text
  }
}

type Environment = Readonly<Record<string, string | undefined>>

/** `NAME`, or the content of the file that `NAME_FILE` names. */
const secret = (environment: Environment, name: string): string | undefined => {
  const file = environment[`${name}_FILE`]
  if (file === undefined || file === '') return environment[name] || undefined
  try {
    return readFileSync(file, 'utf8').trim()
  } catch {
    throw new ConfigError({
      de: `${name}_FILE nennt „${file}“; die Datei lässt sich nicht lesen.`,
      en: `${name}_FILE names "${file}", which cannot be read.`,
    })
  }
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

/** Command-line options win over the environment, the environment over defaults. Throws ConfigError. */
export const readConfig = (
  environment: Environment,
  options: { readonly port?: string; readonly data?: string },
  root: string,
): Config => {
  const databaseUrl = databaseUrlOf(secret(environment, 'DATABASE_URL'))
  return {
    port: portOf(options.port ?? environment['PORT'] ?? '8080'),
    host: environment['HOST'] ?? '127.0.0.1',
    ...(databaseUrl === undefined ? {} : { databaseUrl }),
    dataDirectory: resolve(options.data ?? environment['FACHWERK_DATA'] ?? join(root, 'data')),
    demo: modeOf(environment['FACHWERK_MODE'] || 'demo') === 'demo',
    https: (environment['FACHWERK_HTTPS'] ?? '') === '1',
  }
}

/** Spelled wrong must not mean demo people on a real server. */
const modeOf = (mode: string): 'demo' | 'production' => {
  if (mode === 'demo' || mode === 'production') return mode
  throw new ConfigError({
    de: `FACHWERK_MODE ist „${mode}“; möglich sind „demo“ und „production“.`,
    en: `FACHWERK_MODE is "${mode}"; possible are "demo" and "production".`,
  })
}
