/** One place that may be called: scheme, host and port, all three. */
export interface AllowedPlace {
  readonly protocol: 'https:' | 'http:'
  readonly host: string
  readonly port: number
}

const portOf = (protocol: string): number => (protocol === 'http:' ? 80 : 443)

/**
 * `sso.example.de` (HTTPS, 443), `register.example.de:8443`, `https://…`; plain HTTP only where it is written: `http://10.1.2.3:8080`.
 * Throws on anything else, so that a slip of the pen is no hole.
 */
export function readAllowList(entries: readonly string[]): readonly AllowedPlace[] {
  return entries.map((entry) => {
    const text = entry.includes('://') ? entry : `https://${entry}`
    const url = URL.canParse(text) ? new URL(text) : undefined
    const isPlace = url && /^https?:$/.test(url.protocol) && url.pathname === '/' && !url.search && !url.hash && !url.username
    if (!isPlace || url.hostname.includes('*'))
      throw new Error(`The allow-list of outgoing calls has an entry that is no host: "${entry}"`)
    return placeOf(url)
  })
}

export const placeOf = (url: URL): AllowedPlace => ({
  protocol: url.protocol as AllowedPlace['protocol'],
  host: url.hostname.replace(/\.$/, '').toLowerCase(),
  port: url.port === '' ? portOf(url.protocol) : Number(url.port),
})

export const isSamePlace = (one: AllowedPlace, other: AllowedPlace): boolean =>
  one.protocol === other.protocol && one.host === other.host && one.port === other.port
