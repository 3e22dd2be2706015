import { connect, type ConnectionOptions } from 'node:tls'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { selfSigned } from '../../../kernel/src/test-kit/self-signed.ts'
import { createServer } from '../server.ts'
import { fakeKernel } from '../test-kit/fake-kernel.ts'

test('takes TLS 1.2 and above and nothing older', async () => {
  const app = await createServer({ kernel: fakeKernel(), routes: [], demo: true, https: true, tls: selfSigned })
  await app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = app.server.address() as AddressInfo
  /** The protocol that both agree on, or why they do not. */
  const shake = (options: ConnectionOptions): Promise<string | null> =>
    new Promise((resolve) => {
      const socket = connect({ port, host: '127.0.0.1', rejectUnauthorized: false, ...options }, () => {
        resolve(socket.getProtocol())
        socket.destroy()
      })
      socket.on('error', (error) => resolve('code' in error ? String(error.code) : error.message))
    })
  const old = { minVersion: 'TLSv1', ciphers: 'ALL:@SECLEVEL=0' } as const
  expect(await shake({})).toBe('TLSv1.3')
  expect(await shake({ maxVersion: 'TLSv1.2' })).toBe('TLSv1.2')
  for (const maxVersion of ['TLSv1.1', 'TLSv1'] as const) expect(await shake({ ...old, maxVersion })).toMatch(/PROTOCOL_VERSION/)
  await app.close()
})
