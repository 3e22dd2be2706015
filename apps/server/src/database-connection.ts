import { readFileSync } from 'node:fs'
import type { LocalText } from '@fachwerk/problem'

/** Modes of libpq in which the client encrypts and checks whom it talks to; the driver checks the name in all three. */
const checked: ReadonlySet<string> = new Set(['verify-full', 'verify-ca', 'require'])
/** With the driver's `uselibpqcompat` the weaker of them are as weak as libpq has them. */
const checkedLikeLibpq: ReadonlySet<string> = new Set(['verify-full'])

/**
 * What is wrong with the way to PostgreSQL: to another machine it is encrypted and the server proves who it is (`sslmode=verify-full`), or
 * somebody says in so many words that it is not to be (`sslmode=disable`, in a network that protects it otherwise).
 */
export function databaseFaults(databaseUrl: string | undefined): readonly LocalText[] {
  if (databaseUrl === undefined || !URL.canParse(databaseUrl)) return []
  const url = new URL(databaseUrl)
  const ca = url.searchParams.get('sslrootcert')
  const unread = ca === null || isReadable(ca) ? [] : [unreadable(ca)]
  const mode = url.searchParams.get('sslmode') ?? ''
  if (isOnThisMachine(url) || mode === 'disable') return unread
  const strong = url.searchParams.get('uselibpqcompat') === 'true' ? checkedLikeLibpq : checked
  return strong.has(mode) ? unread : [notEncrypted, ...unread]
}

/** A socket (`?host=/run/postgresql`, no host at all) or the loopback address. */
function isOnThisMachine({ hostname, searchParams }: URL): boolean {
  const host = searchParams.get('host') ?? decodeURIComponent(hostname)
  return host === '' || host.startsWith('/') || /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/.test(host)
}

function isReadable(file: string): boolean {
  try {
    return readFileSync(file, 'utf8').includes('BEGIN CERTIFICATE')
  } catch {
    return false
  }
}

const notEncrypted: LocalText = {
  de: 'DATABASE_URL führt auf eine andere Maschine, aber nicht über geprüftes TLS. Hängen Sie ?sslmode=verify-full&sslrootcert=/pfad/zur/ca.pem an; ohne sslrootcert gelten die Zertifizierungsstellen des Systems. Soll die Verbindung unverschlüsselt sein, schreiben Sie ?sslmode=disable.',
  en: 'DATABASE_URL leads to another machine, but not over verified TLS. Append ?sslmode=verify-full&sslrootcert=/path/to/ca.pem; without sslrootcert the certificate authorities of the system count. If the connection is to be unencrypted, write ?sslmode=disable.',
}
const unreadable = (file: string): LocalText => ({
  de: `DATABASE_URL nennt mit sslrootcert „${file}“; dort ist kein Zertifikat (PEM) zu lesen.`,
  en: `DATABASE_URL names "${file}" as sslrootcert; no certificate (PEM) can be read there.`,
})
