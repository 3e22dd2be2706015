import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createServer } from '@fachwerk/web'
import type { FastifyInstance } from 'fastify'
import { sampleKernel } from '../cases/test-kit/sample-case.ts'
import { toolRoutes } from './routes.tsx'

const kernel = sampleKernel()
const url = '/werkzeuge/feel'
let app: FastifyInstance
let cookie: string

beforeAll(async () => {
  app = await createServer({ kernel, routes: [toolRoutes], demo: true, now: () => new Date('2026-11-24T09:00:00Z') })
  cookie = `fachwerk-session=${await kernel.sessions.create('aylin')}`
})
afterAll(() => app.close())

const get = (query = '') => app.inject({ url: url + query, headers: { accept: 'text/html', cookie } })

async function post(fields: Record<string, string>) {
  const csrf = /name="_csrf" value="([^"]+)"/.exec((await get()).body)?.[1] ?? ''
  return app.inject({
    method: 'POST',
    url,
    payload: new URLSearchParams({ ...fields, _csrf: csrf }).toString(),
    headers: { accept: 'text/html', cookie, 'content-type': 'application/x-www-form-urlencoded' },
  })
}
const valueIn = (html: string): string | undefined => /fw-playground__value"><code>([^<]*)</.exec(html)?.[1]

describe('the playground of FEEL without JavaScript', () => {
  it('is for those who are signed in', async () => {
    expect((await app.inject({ url, headers: { accept: 'text/html' } })).statusCode).toBe(303)
  })

  it('opens with an example that is evaluated', async () => {
    const { statusCode, body } = await get('?beispiel=genau')
    expect(statusCode).toBe(200)
    expect(valueIn(body)).toBe('true')
    expect(body).toContain('islands/feel-playground.js')
  })

  it('evaluates what was sent and keeps it in the form', async () => {
    const { body } = await post({ expression: 'a * 2', context: '{"a": 21}', mode: 'expression', dialect: 'feel', tested: '' })
    expect(valueIn(body)).toBe('42')
    expect(body).toContain('>a * 2</textarea>')
  })

  it('says where an expression is wrong, and takes nothing for markup', async () => {
    const { body } = await post({ expression: '"</script><b>" + (', context: '{}', mode: 'expression', dialect: 'feel' })
    expect(body).toContain('Der Ausdruck hört zu früh auf.')
    expect(body).not.toContain('<b>')
  })
})
