import { connect } from 'node:net'
import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { collectFile, readForm } from '../read-form.ts'
import { defineRoutes } from '../routes.ts'
import { createServer } from '../server.ts'
import { fakeKernel } from '../test-kit/fake-kernel.ts'

const routes = defineRoutes((app) => {
  app.post('/api/senden', { config: { policy: 'public' } }, async (request) => ({ got: request.body }))
  app.post('/api/hochladen', { config: { policy: 'public', multipart: true } }, async (request) => ({
    got: await readForm(request, async (file) => void (await collectFile(file, 100_000_000))),
  }))
})

let app: FastifyInstance
let port: number
beforeAll(async () => {
  app = await createServer({ kernel: fakeKernel(), routes: [routes], demo: true })
  await app.listen({ port: 0, host: '127.0.0.1' })
  port = (app.server.address() as AddressInfo).port
})
afterAll(() => app.close())

/** Sends everything and reads only then, as simple programs do; a connection broken meanwhile is an error. */
const sendAll = (path: string, type: string, body: Buffer): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1')
    const answer: Buffer[] = []
    socket.pause()
    socket.on('error', reject)
    socket.on('data', (chunk: Buffer) => void answer.push(chunk)).on('end', () => resolve(Buffer.concat(answer).toString()))
    socket.write(
      `POST ${path} HTTP/1.1\r\nhost: localhost\r\ncontent-type: ${type}\r\ncontent-length: ${body.length}\r\nconnection: close\r\n\r\n`,
    )
    socket.write(body, () => socket.resume())
  })

const megabytes = (count: number): Buffer => Buffer.alloc(count * 1_000_000, 'x')

test('who sends too much reads the answer, although they read only after sending all of it', async () => {
  expect(await sendAll('/api/senden', 'application/json', megabytes(30))).toMatch(/^HTTP\/1\.1 413 /)
  const part = '--b\r\ncontent-disposition: form-data; name="datei"; filename="plan.pdf"\r\ncontent-type: application/pdf\r\n\r\n'
  const form = Buffer.concat([Buffer.from(part), megabytes(60), Buffer.from('\r\n--b--\r\n')])
  // Without a token of the form it is refused before the file is looked at.
  expect(await sendAll('/api/hochladen', 'multipart/form-data; boundary=b', form)).toMatch(/^HTTP\/1\.1 403 /)
})
