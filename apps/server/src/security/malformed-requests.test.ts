import { connect, type AddressInfo } from 'node:net'
import type { InjectOptions } from 'fastify'
import type { RouteEntry } from '@fachwerk/web'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { openWholeServer, urlOf, type WholeServer } from '../test-kit/whole-server.ts'

// Whatever arrives, no route answers "our mistake" and none goes silent.
let server: WholeServer
let who: readonly string[]
let tokens: Readonly<Record<string, string>>
beforeAll(async () => {
  server = await openWholeServer()
  await server.app.listen({ port: 0, host: '127.0.0.1' })
  who = Object.keys(server.visitors)
  tokens = Object.fromEntries(await Promise.all(who.map(async (name) => [name, await server.visitors[name]!.csrf()] as const)))
}, 60_000)
afterAll(() => server.close())

vi.setConfig({ testTimeout: 180_000 })
const patience = 10_000
const never = () => new Promise<'silence'>((resolve) => setTimeout(resolve, patience, 'silence').unref())

/** One of those who are there, another with each route and question: all combinations would take minutes. */
function someone(route: RouteEntry, note: string): string {
  const sum = [...(route.method + route.url + note)].reduce((total, sign) => total + sign.charCodeAt(0), 0)
  return who[sum % who.length]!
}

/** Sends one request and notes whether an error of the server was heard, or nothing. */
async function complaints(route: RouteEntry, options: (token: string) => InjectOptions, note: string): Promise<string[]> {
  const name = someone(route, note)
  const { headers, ...rest } = options(tokens[name]!)
  const request = server.visitors[name]!.request({
    method: route.method as never,
    url: urlOf(route),
    headers: headers ?? {},
    ...rest,
  })
  const answer = await Promise.race([request, never()])
  const status = answer === 'silence' ? answer : answer.statusCode
  return status === 'silence' || status >= 500 ? [`${route.method} ${route.url} as ${name}, ${note}: ${status}`] : []
}

const odd: Readonly<Record<string, string>> = {
  'a zero byte': '%00',
  'broken UTF-8': '%ff%fe',
  'an overlong dot': '%c0%ae%c0%ae%2f',
  'a way up': '..%2f..%2f..%2fetc%2fpasswd',
  'a quotation mark': `%27%3b%20drop%20table%20x--`,
  'half a surrogate pair': '%ed%a0%80',
  'the prototype': '__proto__',
  'a word of JavaScript': 'constructor',
  'a long one': 'x'.repeat(290),
  'one beyond the limit': 'x'.repeat(5000),
  'an emoji': '%F0%9F%8F%9B',
  'a half escape': '%f',
}

describe('addresses', () => {
  test.each(Object.entries(odd))('with %s in place of every parameter', async (note, value) => {
    const found: string[] = []
    for (const route of server.app.routeTable)
      found.push(...(await complaints(route, () => ({ url: urlOf(route, value) }), note)))
    expect(found).toEqual([])
  })

  test.each(
    Object.entries({
      'zero bytes and huge numbers': '?lang=%00&text=%00&offset=-1&limit=99999999999999999999',
      'other types': '?lang=de&lang=en&text[]=a&text[b]=c&offset=x&limit=1e999',
      'the prototype': '?__proto__=1&constructor=2&text=%ff&seite=-1&state=%27&processKey=%00',
      'much of it': `?weiter=${'%2f'.repeat(3000)}&${'a=1&'.repeat(2000)}`,
    }),
  )('with %s in the query', async (note, query) => {
    const found: string[] = []
    for (const route of server.app.routeTable.filter(({ method }) => method === 'GET'))
      found.push(...(await complaints(route, () => ({ url: urlOf(route) + query }), note)))
    expect(found).toEqual([])
  })
})

describe('bodies', () => {
  const form = { 'content-type': 'application/x-www-form-urlencoded' }
  const json = { 'content-type': 'application/json' }
  const files = { 'content-type': 'multipart/form-data; boundary=b' }
  const field = (name: string, content: string) => `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${content}\r\n`
  const deep = '['.repeat(100_000) + ']'.repeat(100_000)
  const everyField = [
    'name',
    'id',
    'text',
    'files',
    'variables',
    'processKey',
    'submission',
    'person',
    'content',
    'reason',
    '_draft',
    '_revision',
  ]
  const bodies: readonly (readonly [string, (token: string) => InjectOptions])[] = [
    [
      'a form with zero bytes',
      (token) => ({ headers: form, payload: `_csrf=${token}&${everyField.map((name) => `${name}=%00`).join('&')}` }),
    ],
    [
      'a form with broken UTF-8',
      (token) => ({ headers: form, payload: `_csrf=${token}&${everyField.map((name) => `${name}=%ff%ed%a0%80`).join('&')}` }),
    ],
    [
      'a form that names the prototype',
      (token) => ({ headers: form, payload: `_csrf=${token}&__proto__=1&constructor=1&a.__proto__.b=1&toString=2` }),
    ],
    [
      'a form with everything twice',
      (token) => ({ headers: form, payload: `_csrf=${token}&${everyField.map((name) => `${name}=1&${name}=2`).join('&')}` }),
    ],
    ['a form of 20,000 fields', (token) => ({ headers: form, payload: `_csrf=${token}&${'a=1&'.repeat(20_000)}` })],
    ['JSON that is none', () => ({ headers: json, payload: '{"a":' })],
    [
      'JSON with zero bytes',
      () => ({ headers: json, payload: JSON.stringify(Object.fromEntries(everyField.map((name) => [name, '\0\ud800']))) }),
    ],
    [
      'JSON of other types',
      () => ({ headers: json, payload: JSON.stringify(Object.fromEntries(everyField.map((name) => [name, [[{ a: 1e308 }]]]))) }),
    ],
    ['JSON with nothing in it', () => ({ headers: json, payload: '' })],
    ['a JSON list', () => ({ headers: json, payload: '[1]' })],
    ['a JSON text', () => ({ headers: json, payload: '"x"' })],
    ['JSON null', () => ({ headers: json, payload: 'null' })],
    [
      'JSON that names the prototype',
      () => ({ headers: json, payload: '{"__proto__":{"a":1},"constructor":{"prototype":{"b":1}}}' }),
    ],
    ['JSON 100,000 levels deep', () => ({ headers: json, payload: deep })],
    [
      'JSON variables 100,000 levels deep',
      () => ({ headers: json, payload: `{"processKey":"bewohnerparkausweis","submission":"x","variables":{"a":${deep}}}` }),
    ],
    ['bytes that are no JSON', () => ({ headers: json, payload: Buffer.from([0xff, 0xfe, 0, 0x7b]) })],
    ['files without a boundary', () => ({ headers: { 'content-type': 'multipart/form-data' }, payload: 'x' })],
    [
      'files that break off',
      (token) => ({
        headers: files,
        payload: `${field('_csrf', token)}--b\r\nContent-Disposition: form-data; name="a"; filename="a.pdf"\r\n\r\n%PDF`,
      }),
    ],
    [
      'files with odd names',
      (token) => ({
        headers: files,
        payload: `${field('_csrf', token)}${field('__proto__', 'x')}--b\r\nContent-Disposition: form-data; name="\0"; filename="\0../../a\r.pdf"\r\n\r\n%PDF\r\n--b--\r\n`,
      }),
    ],
    ['a type nobody knows', () => ({ headers: { 'content-type': 'application/x-unknown' }, payload: 'x' })],
    ['a type that is none', () => ({ headers: { 'content-type': ';;;=' }, payload: 'x' })],
    [
      'a charset nobody knows',
      (token) => ({
        headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-99' },
        payload: `_csrf=${token}`,
      }),
    ],
  ]

  test.each(bodies)('%s', async (note, body) => {
    const found: string[] = []
    for (const route of server.app.routeTable.filter(({ method }) => method !== 'GET'))
      found.push(...(await complaints(route, body, note)))
    expect(found).toEqual([])
  })
})

describe('lines that are no HTTP', () => {
  /** Everything that the server says to these bytes before it hangs up. */
  const say = (bytes: string): Promise<string> =>
    new Promise((resolve, reject) => {
      const socket = connect((server.app.server.address() as AddressInfo).port, '127.0.0.1', () => socket.write(bytes, 'latin1'))
      let heard = ''
      socket.setTimeout(patience, () => socket.destroy(new Error(`silence after ${JSON.stringify(bytes.slice(0, 60))}`)))
      socket.on('data', (part) => (heard += part.toString('latin1')))
      socket.on('error', reject)
      socket.on('close', () => resolve(heard))
    })
  const end = 'Host: localhost\r\nConnection: close\r\n\r\n'

  test.each([
    ['nonsense', 'nonsense\r\n\r\n', 400],
    ['a header of 17,000 characters', `GET / HTTP/1.1\r\nX-Long: ${'x'.repeat(17_000)}\r\n${end}`, 431],
    ['a cookie of 17,000 characters', `GET / HTTP/1.1\r\nCookie: fachwerk-session=${'x'.repeat(17_000)}\r\n${end}`, 431],
    ['5,000 headers', `GET / HTTP/1.1\r\n${Array.from({ length: 5000 }, (_, i) => `X-${i}: 1\r\n`).join('')}${end}`, 431],
    ['a zero byte in a header', `GET / HTTP/1.1\r\nX-Odd: a\0b\r\n${end}`, 400],
    ['two lengths', `POST /anmelden HTTP/1.1\r\nContent-Length: 3\r\nContent-Length: 4\r\n${end}abc`, 400],
    ['a length and chunks', `POST /anmelden HTTP/1.1\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n${end}0\r\n\r\n`, 400],
    ['no host', 'GET / HTTP/1.1\r\nConnection: close\r\n\r\n', 400],
    ['a long address', `GET /${'x'.repeat(12_000)} HTTP/1.1\r\n${end}`, 404],
    ['odd cookies', `GET / HTTP/1.1\r\nCookie: fachwerk-session=%ff%00; fachwerk-visit=;;;=; fachwerk-language=%\r\n${end}`, 200],
    ['odd accepted kinds', `GET /gibt-es-nicht HTTP/1.1\r\nAccept: ,,;q=;text/html;;\r\nAccept-Encoding: \xff\r\n${end}`, 404],
    [
      'a forwarded address that is none',
      `GET /healthz HTTP/1.1\r\nX-Forwarded-For: ,,<script>\r\nX-Forwarded-Host: \xff\r\n${end}`,
      200,
    ],
  ])('%s', async (_, bytes, status) => expect(Number((await say(bytes)).split(' ')[1])).toBe(status))

  test('the server is well after all that', async () => {
    expect((await server.visitors['guest']!.get('/readyz')).statusCode).toBe(200)
  })
})
