import fastify from 'fastify'
import { expect, test } from 'vitest'
import { sendDownload } from './send-download.ts'

const fetched = async (name: string) => {
  const app = fastify()
  app.get('/', (_request, reply) => sendDownload(reply, name, new TextEncoder().encode('<script>alert(1)</script>')))
  return app.inject({ url: '/' })
}

test('a file is saved and never shown, whatever is in it', async () => {
  const { headers, body } = await fetched('Größe „1“.html')
  expect(headers).toMatchObject({
    'content-type': 'application/octet-stream',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
    'x-content-type-options': 'nosniff',
    'cache-control': 'private, no-store',
    'content-disposition': `attachment; filename="Gr__e _1_.html"; filename*=UTF-8''Gr%C3%B6%C3%9Fe%20%E2%80%9E1%E2%80%9C.html`,
  })
  expect(body).toContain('script')
})

test('no name ends the header early or begins another', async () => {
  const name = 'a";\r\nset-cookie: x=1; b="\\(1)\'*\ud800.pdf'
  const disposition = String((await fetched(name)).headers['content-disposition'])
  expect(disposition).toMatch(/^attachment; filename="[^"\\\r\n%]*"; filename\*=UTF-8''[\w.%~!-]+$/)
  expect((await fetched(name)).headers['set-cookie']).toBeUndefined()
})
