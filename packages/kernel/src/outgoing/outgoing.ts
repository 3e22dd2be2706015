/**
 * The one way out of the server. Everything that the platform or a module calls goes through here: only to places that the operator has
 * listed, only over HTTPS unless the list says otherwise, and only to addresses that are checked when the connection is made, so that a name
 * cannot turn to an inner address between the check and the call (server-side request forgery, DNS rebinding).
 */
import { lookup as systemLookup } from 'node:dns'
import { request as httpRequest, type IncomingMessage, type RequestOptions } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { isIP } from 'node:net'
import { everythingRecorded } from '../vault/held-answer.ts'
import { isSamePlace, placeOf, readAllowList, type AllowedPlace } from './allow-list.ts'
import { checkNetworks, isReachable, type Networks } from './reachable-address.ts'

export interface OutgoingOptions {
  /** `FACHWERK_OUTGOING_ALLOW`: hosts, with port and scheme where they are not 443 and HTTPS. Empty: nothing may be called. */
  readonly allow: readonly string[]
  /** `FACHWERK_OUTGOING_NETWORKS`: networks that are not public and may be reached nevertheless. */
  readonly networks?: Networks
  /** For one call from beginning to end. Default 10 seconds. */
  readonly timeoutMs?: number
  /** Of an answer. Default 5 MB. */
  readonly maxBytes?: number
  /** Asks for the addresses of a name; default the system's. */
  readonly lookup?: Lookup
  /** Certificates to trust beside the usual ones (an authority's own), PEM. */
  readonly ca?: string
}
export type Lookup = (
  host: string,
  options: { readonly all: true },
  done: (error: Error | null, addresses: readonly { readonly address: string; readonly family: number }[]) => void,
) => void

export interface OutgoingRequest {
  readonly method?: string
  readonly headers?: HeadersInit
  readonly body?: string | URLSearchParams | Uint8Array | null
  readonly signal?: AbortSignal | null
  /** `manual` (default) answers with the redirect itself, `follow` goes on, each step checked again, `error` throws. */
  readonly redirect?: 'manual' | 'follow' | 'error'
}
export interface Outgoing {
  /** As the `fetch` of the platform, with a response read to its end. Throws `OutgoingError`. */
  fetch(url: string | URL, request?: OutgoingRequest): Promise<Response>
}

export type OutgoingFault = 'not-allowed' | 'address-not-allowed' | 'redirect' | 'too-large' | 'timeout' | 'unreachable'

/** Says what was refused without the address and the data of the call: it may end in a log. */
export class OutgoingError extends Error {
  override readonly name = 'OutgoingError'
  readonly code: OutgoingFault
  constructor(code: OutgoingFault, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause })
    this.code = code
  }
}

const maxRedirects = 5
const redirects = new Set([301, 302, 303, 307, 308])

type Limits = Required<Pick<OutgoingOptions, 'networks' | 'timeoutMs' | 'maxBytes' | 'lookup'>> & Pick<OutgoingOptions, 'ca'>

export function createOutgoing(options: OutgoingOptions): Outgoing {
  const places = readAllowList(options.allow)
  const { networks = [], timeoutMs = 10_000, maxBytes = 5_000_000, lookup = systemLookup as Lookup, ca } = options
  checkNetworks(networks)
  const limits: Limits = { networks, timeoutMs, maxBytes, lookup, ...(ca !== undefined && { ca }) }
  return {
    fetch: async (url, request = {}) => {
      // What is sent elsewhere does not wait for the page: whatever was read for it is recorded first.
      await everythingRecorded()
      const deadline = AbortSignal.timeout(timeoutMs)
      const signal = request.signal ? AbortSignal.any([deadline, request.signal]) : deadline
      let step = firstStep(new URL(url), request)
      for (let taken = 0; taken <= maxRedirects; taken++) {
        checkPlace(step.url, places, networks)
        const response = await call(step, limits, signal)
        const target = response.headers.get('location')
        if (!redirects.has(response.status) || target === null || (request.redirect ?? 'manual') === 'manual') return response
        if (request.redirect === 'error') throw new OutgoingError('redirect', 'The called host redirects elsewhere.')
        step = redirected(step, response.status, target)
      }
      throw new OutgoingError('redirect', 'The called host redirects too often.')
    },
  }
}

interface Step {
  readonly url: URL
  readonly method: string
  readonly headers: Headers
  readonly body: Uint8Array | undefined
}

function firstStep(url: URL, { method = 'GET', headers: given, body }: OutgoingRequest): Step {
  const headers = new Headers(given)
  // What `fetch` does: a form names itself.
  if (body instanceof URLSearchParams && !headers.has('content-type'))
    headers.set('content-type', 'application/x-www-form-urlencoded;charset=UTF-8')
  const bytes = typeof body === 'string' || body instanceof URLSearchParams ? new TextEncoder().encode(String(body)) : body
  return { url, method: method.toUpperCase(), headers, body: bytes ?? undefined }
}

function checkPlace(url: URL, places: readonly AllowedPlace[], networks: Networks): void {
  const place = placeOf(url)
  if (url.username !== '' || !places.some((allowed) => isSamePlace(allowed, place)))
    throw new OutgoingError('not-allowed', 'This host is not on the list of hosts that may be called (FACHWERK_OUTGOING_ALLOW).')
  const literal = place.host.replace(/^\[|\]$/g, '')
  // Names are checked when they are resolved; an address is resolved by nobody.
  if (isIP(literal) !== 0 && !isReachable(literal, networks)) throw addressNotAllowed()
}

const addressNotAllowed = () =>
  new OutgoingError('address-not-allowed', 'The host lies in a network that may not be called (FACHWERK_OUTGOING_NETWORKS).')

/** RFC 9110, section 15.4: 303 turns into GET, as 301 and 302 do in practice; what proves who we are stays with the host it was meant for. */
function redirected(step: Step, status: number, target: string): Step {
  if (!URL.canParse(target, step.url))
    throw new OutgoingError('redirect', 'The called host redirects to something that is no address.')
  const url = new URL(target, step.url)
  const headers = new Headers(step.headers)
  if (!isSamePlace(placeOf(url), placeOf(step.url))) for (const name of ['authorization', 'cookie']) headers.delete(name)
  if (status === 307 || status === 308 || step.method === 'HEAD') return { ...step, url, headers }
  for (const name of ['content-type', 'content-length']) headers.delete(name)
  return { url, headers, method: 'GET', body: undefined }
}

function call(step: Step, limits: Limits, signal: AbortSignal): Promise<Response> {
  const { url, method, headers, body } = step
  headers.set('accept-encoding', 'identity')
  const options: RequestOptions & { ca?: string } = {
    method,
    headers: { ...Object.fromEntries(headers), ...(body && { 'content-length': String(body.byteLength) }) },
    // No connection is kept: the next call is checked anew.
    agent: false,
    signal,
    lookup: checkedLookup(limits) as unknown as NonNullable<RequestOptions['lookup']>,
    ...(limits.ca !== undefined && { ca: limits.ca }),
  }
  return new Promise((resolve, reject) => {
    const fail = (error: unknown) => reject(faultOf(error, signal))
    const outgoing = (url.protocol === 'https:' ? httpsRequest : httpRequest)(url, options, (answer) => {
      readBounded(answer, limits.maxBytes).then((content) => resolve(responseOf(answer, method, content)), fail)
    })
    outgoing.on('error', fail)
    outgoing.end(body)
  })
}

/** The socket connects to an address that was checked, or not at all. One bad address among several refuses all. */
const checkedLookup =
  ({ lookup, networks }: Limits) =>
  (host: string, options: { all?: boolean }, done: (error: Error | null, ...found: unknown[]) => void): void =>
    lookup(host, { all: true }, (error, addresses) => {
      if (error || addresses.length === 0)
        return done(error ?? new OutgoingError('unreachable', 'The name has no address.'), '', 4)
      if (!addresses.every(({ address }) => isReachable(address, networks))) return done(addressNotAllowed(), '', 4)
      if (options.all) return done(null, addresses)
      return done(null, addresses[0]!.address, addresses[0]!.family)
    })

async function readBounded(answer: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of answer as AsyncIterable<Buffer>) {
    size += part.byteLength
    if (size > maxBytes) {
      answer.destroy()
      throw new OutgoingError('too-large', 'The answer of the called host is larger than allowed.')
    }
    parts.push(part)
  }
  return Buffer.concat(parts)
}

function responseOf(answer: IncomingMessage, method: string, content: Buffer): Response {
  const headers = new Headers()
  for (const [name, values] of Object.entries(answer.headersDistinct))
    for (const value of values ?? []) headers.append(name, value)
  const status = answer.statusCode ?? 502
  const hasBody = method !== 'HEAD' && ![204, 205, 304].includes(status)
  return new Response(hasBody ? new Uint8Array(content) : null, { status, headers })
}

function faultOf(error: unknown, signal: AbortSignal): OutgoingError {
  if (error instanceof OutgoingError) return error
  if (signal.aborted) return new OutgoingError('timeout', 'The called host did not answer in time.', error)
  return new OutgoingError('unreachable', 'The called host could not be reached.', error)
}
