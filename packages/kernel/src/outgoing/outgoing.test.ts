import { createServer, type RequestListener, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { selfSigned } from '../test-kit/self-signed.ts'
import { createOutgoing, OutgoingError, type Lookup, type OutgoingOptions } from './outgoing.ts'
import { isReachable } from './reachable-address.ts'

let server: Server
let port: number
const asked: { readonly url: string; readonly headers: Readonly<Record<string, unknown>>; readonly body: string }[] = []
const answers: Record<string, RequestListener> = {
  '/da': (_request, response) =>
    response.writeHead(200, { 'content-type': 'text/plain', 'set-cookie': ['a=1', 'b=2'] }).end('guten Tag'),
  '/weiter': (_request, response) => response.writeHead(302, { location: '/da' }).end(),
  '/hinaus': (_request, response) => response.writeHead(302, { location: 'http://169.254.169.254/latest/meta-data' }).end(),
  '/anderswo': (_request, response) => response.writeHead(307, { location: `http://zweiter.example.de:${port}/da` }).end(),
  '/kreis': (_request, response) => response.writeHead(302, { location: '/kreis' }).end(),
  '/gross': (_request, response) => void response.end(Buffer.alloc(2000)),
  '/stumm': () => {},
  '/nichts': (_request, response) => response.writeHead(204).end(),
}
beforeAll(async () => {
  server = createServer((request, response) => {
    let body = ''
    request.on('data', (part) => (body += String(part)))
    request.on('end', () => {
      asked.push({ url: request.url!, headers: request.headers, body })
      answers[request.url!]!(request, response)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  port = (server.address() as AddressInfo).port
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

/** Every name lies on this machine, unless said otherwise. */
const here: Lookup = (_host, _options, done) => done(null, [{ address: '127.0.0.1', family: 4 }])
const outgoing = (options: Partial<OutgoingOptions> = {}) =>
  createOutgoing({
    allow: [`http://dienst.example.de:${port}`, `http://zweiter.example.de:${port}`],
    networks: ['127.0.0.0/8'],
    lookup: here,
    timeoutMs: 2000,
    maxBytes: 1000,
    ...options,
  })
const at = (path: string) => `http://dienst.example.de:${port}${path}`
const codeOf = async (call: Promise<unknown>) => {
  const error = await call.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  return error instanceof OutgoingError ? error.code : error
}

describe('a call', () => {
  test('reaches a listed host, and brings what it says', async () => {
    const response = await outgoing().fetch(at('/da'), { method: 'POST', headers: { authorization: 'Bearer x' }, body: 'a=ä' })
    expect([response.status, await response.text(), response.headers.getSetCookie()]).toEqual([200, 'guten Tag', ['a=1', 'b=2']])
    expect(asked.at(-1)).toMatchObject({ body: 'a=ä', headers: { authorization: 'Bearer x', host: `dienst.example.de:${port}` } })
    expect((await outgoing().fetch(at('/nichts'))).status).toBe(204)
    await outgoing().fetch(at('/da'), { method: 'post', body: new URLSearchParams({ a: '1' }) })
    expect(asked.at(-1)).toMatchObject({
      body: 'a=1',
      headers: { 'content-type': 'application/x-www-form-urlencoded;charset=UTF-8' },
    })
  })

  test('reaches nothing else: other hosts, ports, schemes, or with a name and password', async () => {
    for (const url of [
      `http://fremd.example.de:${port}/da`,
      'http://dienst.example.de/da',
      `https://dienst.example.de:${port}/da`,
      `http://nutzer:wort@dienst.example.de:${port}/da`,
      'file:///etc/passwd',
      'data:text/plain,x',
    ])
      expect([url, await codeOf(outgoing().fetch(url))]).toEqual([url, 'not-allowed'])
    expect(await codeOf(createOutgoing({ allow: [] }).fetch('https://example.de/'))).toBe('not-allowed')
  })

  test('speaks HTTPS unless the list says otherwise', async () => {
    const listed = outgoing({ allow: ['dienst.example.de'] })
    expect(await codeOf(listed.fetch('http://dienst.example.de/'))).toBe('not-allowed')
  })

  test('goes no further where the certificate is not to be trusted', async () => {
    const reached = { connections: 0, requests: 0 }
    const unknown = createTlsServer(selfSigned, (_request, response) => {
      reached.requests += 1
      response.end()
    })
    unknown.on('connection', () => (reached.connections += 1))
    await new Promise<void>((resolve) => unknown.listen(0, '127.0.0.1', resolve))
    const { port: tlsPort } = unknown.address() as AddressInfo
    const call = outgoing({ allow: [`localhost:${tlsPort}`] }).fetch(`https://localhost:${tlsPort}/`)
    expect([await codeOf(call), reached]).toEqual(['unreachable', { connections: 1, requests: 0 }])
    const { cause } = (await call.catch((error: unknown) => error)) as OutgoingError
    expect(cause).toMatchObject({ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' })
    await new Promise((resolve) => unknown.close(resolve))
  })

  test('a listed name that lies inside is refused when the connection is made', async () => {
    for (const address of ['127.0.0.1', '10.0.0.1', '169.254.169.254', '::1', '::ffff:10.0.0.1', 'fd00::1']) {
      const lookup: Lookup = (_host, _options, done) => done(null, [{ address, family: address.includes(':') ? 6 : 4 }])
      expect([address, await codeOf(outgoing({ networks: [], lookup }).fetch(at('/da')))]).toEqual([
        address,
        'address-not-allowed',
      ])
    }
  })

  test('a name that turns inward after it was asked once (DNS rebinding) is refused at the second call', async () => {
    let times = 0
    const lookup: Lookup = (_host, _options, done) =>
      done(null, [{ address: times++ === 0 ? '127.0.0.1' : '127.0.0.2', family: 4 }])
    const calls = outgoing({ lookup, networks: ['127.0.0.1/32'] })
    expect((await calls.fetch(at('/da'))).status).toBe(200)
    expect(await codeOf(calls.fetch(at('/da')))).toBe('address-not-allowed')
  })

  test('one inner address among several refuses all', async () => {
    const lookup: Lookup = (_host, _options, done) =>
      done(null, [
        { address: '127.0.0.1', family: 4 },
        { address: '10.0.0.1', family: 4 },
      ])
    expect(await codeOf(outgoing({ lookup }).fetch(at('/da')))).toBe('address-not-allowed')
  })

  test('addresses in place of names are checked as well', async () => {
    const allow = [`http://127.0.0.1:${port}`, `http://[::1]:${port}`, `http://2130706433:${port}`]
    expect(await codeOf(outgoing({ allow, networks: [] }).fetch(`http://127.0.0.1:${port}/da`))).toBe('address-not-allowed')
    expect(await codeOf(outgoing({ allow, networks: [] }).fetch(`http://[::1]:${port}/da`))).toBe('address-not-allowed')
    expect(await codeOf(outgoing({ allow, networks: [] }).fetch(`http://2130706433:${port}/da`))).toBe('address-not-allowed')
    expect((await outgoing({ allow }).fetch(`http://127.0.0.1:${port}/da`)).status).toBe(200)
  })

  test('redirects are not followed, or each step is checked', async () => {
    const { fetch } = outgoing()
    expect((await fetch(at('/weiter'))).status).toBe(302)
    expect(await (await fetch(at('/weiter'), { redirect: 'follow' })).text()).toBe('guten Tag')
    expect(await codeOf(fetch(at('/hinaus'), { redirect: 'follow' }))).toBe('not-allowed')
    expect(await codeOf(fetch(at('/kreis'), { redirect: 'follow' }))).toBe('redirect')
    expect(await codeOf(fetch(at('/weiter'), { redirect: 'error' }))).toBe('redirect')
  })

  test('what proves who we are does not go along to another host', async () => {
    await outgoing().fetch(at('/anderswo'), { redirect: 'follow', headers: { authorization: 'Bearer x', cookie: 'a=1' } })
    expect(asked.at(-1)!.headers).toMatchObject({ host: `zweiter.example.de:${port}` })
    expect(asked.at(-1)!.headers).not.toHaveProperty('authorization')
    expect(asked.at(-1)!.headers).not.toHaveProperty('cookie')
  })

  test('ends when the answer is too large, too slow, or nobody is there', async () => {
    expect(await codeOf(outgoing().fetch(at('/gross')))).toBe('too-large')
    expect(await codeOf(outgoing({ timeoutMs: 50 }).fetch(at('/stumm')))).toBe('timeout')
    expect(await codeOf(outgoing().fetch(at('/stumm'), { signal: AbortSignal.abort() }))).toBe('timeout')
    const nobody: Lookup = (_host, _options, done) => done(Object.assign(new Error('ENOTFOUND'), { code: 'ENOTFOUND' }), [])
    expect(await codeOf(outgoing({ lookup: nobody }).fetch(at('/da')))).toBe('unreachable')
  })

  test('its errors tell nothing of the address that was called', async () => {
    const error = await outgoing()
      .fetch('https://fremd.example.de/?name=Demir')
      .catch((thrown: unknown) => thrown)
    expect(String(error)).not.toMatch(/Demir|fremd/)
  })
})

test.each(['*', '*.example.de', 'https://example.de/pfad', 'ftp://example.de', 'https://a@example.de', 'a b'])(
  'the list takes no %s',
  (entry) => expect(() => createOutgoing({ allow: [entry] })).toThrow('no host'),
)
test('networks must be networks', () => expect(() => createOutgoing({ allow: [], networks: ['10.0.0.1'] })).toThrow())

describe('addresses', () => {
  test.each(['8.8.8.8', '193.99.144.80', '2a00:1450:4001::1'])('%s is public', (address) =>
    expect(isReachable(address, [])).toBe(true),
  )
  test.each([
    '0.0.0.0',
    '10.1.2.3',
    '127.0.0.1',
    '127.255.0.1',
    '169.254.169.254',
    '172.16.0.1',
    '192.168.1.1',
    '100.64.0.1',
    '192.0.2.1',
    '198.18.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    'fe80::1',
    'fc00::1',
    'ff02::1',
    '::ffff:127.0.0.1',
    '::ffff:a00:1',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    '2001::1',
    '2001:db8::1',
    'keine',
    '',
  ])('%s is not', (address) => expect(isReachable(address, [])).toBe(false))
  test('a network opens what lies within, and nothing beside', () => {
    expect(isReachable('10.1.2.3', ['10.1.0.0/16'])).toBe(true)
    expect(isReachable('10.2.2.3', ['10.1.0.0/16'])).toBe(false)
    expect(isReachable('::ffff:10.1.2.3', ['10.1.0.0/16'])).toBe(true)
    expect(isReachable('fd00::1', ['10.1.0.0/16', 'fd00::/8'])).toBe(true)
  })
})
