import type { FastifyInstance } from 'fastify'

/** No script and no style but our own files; nobody may frame the pages; forms go to ourselves only. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "form-action 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** What a browser could lend to a page and no page of ours asks for. Passkeys (WebAuthn) are all that we use, and for ourselves only. */
const unused = [
  'accelerometer',
  'attribution-reporting',
  'autoplay',
  'bluetooth',
  'browsing-topics',
  'camera',
  'compute-pressure',
  'display-capture',
  'encrypted-media',
  'fullscreen',
  'gamepad',
  'geolocation',
  'gyroscope',
  'hid',
  'identity-credentials-get',
  'idle-detection',
  'keyboard-map',
  'local-fonts',
  'magnetometer',
  'microphone',
  'midi',
  'otp-credentials',
  'payment',
  'picture-in-picture',
  'screen-wake-lock',
  'serial',
  'storage-access',
  'sync-xhr',
  'usb',
  'web-share',
  'window-management',
  'xr-spatial-tracking',
]
const permissionsPolicy = [
  ...unused.map((feature) => `${feature}=()`),
  'publickey-credentials-create=(self)',
  'publickey-credentials-get=(self)',
].join(', ')

/** Two years, as the preload lists of the browsers ask for at least one. */
const strictTransport = `max-age=${2 * 365 * 86_400}; includeSubDomains`

const always = {
  'content-security-policy': contentSecurityPolicy,
  'permissions-policy': permissionsPolicy,
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'x-permitted-cross-domain-policies': 'none',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
  'origin-agent-cluster': '?1',
  // Nothing is kept by browsers and proxies unless a route says that it is the same for everybody (`assets.ts`).
  'cache-control': 'no-store',
} as const

/** The headers of every answer. Over HTTPS also HSTS (RFC 6797), and links that still say `http:` are taken as `https:`. */
export const securityHeaders = (https: boolean): Readonly<Record<string, string>> =>
  https
    ? {
        ...always,
        'content-security-policy': `${contentSecurityPolicy}; upgrade-insecure-requests`,
        'strict-transport-security': strictTransport,
      }
    : always

export function registerSecurityHeaders(app: FastifyInstance, options: { readonly https: boolean }): void {
  const headers = securityHeaders(options.https)
  app.addHook('onRequest', async (_request, reply) => {
    reply.headers(headers)
  })
}
