/** A browser without a browser: keeps cookies and sends the token of the last page, as forms do. */
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify'
import { csrfTokenFor } from '../security/csrf.ts'

export interface SentFile {
  readonly field: string
  readonly name: string
  readonly content: string
  readonly type?: string
}
export interface Visitor {
  get(url: string): Promise<LightMyRequestResponse>
  /** Sends exactly these fields. */
  post(url: string, fields: Readonly<Record<string, string | string[]>>): Promise<LightMyRequestResponse>
  /** Sends the fields with the token. */
  send(url: string, fields: Readonly<Record<string, string | string[]>>): Promise<LightMyRequestResponse>
  multipart(url: string, fields: Readonly<Record<string, string>>, files: readonly SentFile[]): Promise<LightMyRequestResponse>
  csrf(): Promise<string>
  /** What the visitor keeps, by name; a test may put in what a thief has. */
  readonly cookies: Map<string, string>
  /** Anything else, with the cookies of this visitor. */
  request(options: InjectOptions): Promise<LightMyRequestResponse>
}

export function visitor(app: FastifyInstance): Visitor {
  const cookies = new Map<string, string>()
  const request = async (options: InjectOptions): Promise<LightMyRequestResponse> => {
    const headers = {
      accept: 'text/html',
      ...(cookies.size > 0 && { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') }),
      ...options.headers,
    }
    const answer = await app.inject({ ...options, headers })
    for (const { name, value, maxAge, expires } of answer.cookies) {
      if (maxAge === 0 || (expires && expires.getTime() <= Date.now())) cookies.delete(name)
      else cookies.set(name, value)
    }
    return answer
  }
  const get = (url: string) => request({ method: 'GET', url })
  const post: Visitor['post'] = (url, fields) => {
    const pairs = Object.entries(fields).flatMap(([name, value]) =>
      (Array.isArray(value) ? value : [value]).map((each): [string, string] => [name, each]),
    )
    return request({
      method: 'POST',
      url,
      payload: new URLSearchParams(pairs).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    })
  }
  // A page that does not exist has the frame: with a form for who is signed in, and with the visit cookie that the token of guests belongs to.
  const csrf = async () => {
    const { body } = await get('/test-kit/no-such-page')
    const visit = cookies.get('fachwerk-visit') ?? cookies.get('__Host-fachwerk-visit') ?? ''
    return /name="_csrf" value="([^"]+)"/.exec(body)?.[1] ?? csrfTokenFor(visit)
  }
  return {
    cookies,
    get,
    post,
    csrf,
    request,
    send: async (url, fields) => post(url, { _csrf: await csrf(), ...fields }),
    multipart: (url, fields, files) => {
      const boundary = 'fachwerk-test-boundary'
      return request({
        method: 'POST',
        url,
        payload: multipartBody(boundary, fields, files),
        headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
      })
    },
  }
}

function multipartBody(boundary: string, fields: Readonly<Record<string, string>>, files: readonly SentFile[]): Buffer {
  const part = (head: string, content: string) => `--${boundary}\r\nContent-Disposition: form-data; ${head}\r\n\r\n${content}\r\n`
  const texts = Object.entries(fields).map(([name, value]) => part(`name="${name}"`, value))
  const uploads = files.map(({ field, name, content, type = 'text/plain' }) =>
    part(`name="${field}"; filename="${name}"\r\nContent-Type: ${type}`, content),
  )
  return Buffer.from(`${[...texts, ...uploads].join('')}--${boundary}--\r\n`)
}
