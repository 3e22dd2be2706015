import { writeFileSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { rootCertificates, TLSSocket } from 'node:tls'
import { openDatabase } from '@fachwerk/postgres'
import { selfSigned } from '@fachwerk/kernel/test-kit/self-signed'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { databaseFaults } from './database-connection.ts'

const folder = mkdtempSync(join(tmpdir(), 'fachwerk-ca-'))
const own = join(folder, 'ca.pem')
const other = join(folder, 'other.pem')
const faults = (url: string) => databaseFaults(url).map(({ de }) => de)

beforeAll(() => writeFileSync(own, selfSigned.cert))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('what a production server is refused for', () => {
  test.each([
    'postgres://fachwerk:x@db.example.de/fachwerk',
    'postgres://fachwerk:x@10.0.0.7:5432/fachwerk?application_name=fachwerk',
    'postgres://db.example.de/fachwerk?sslmode=prefer',
    'postgres://db.example.de/fachwerk?sslmode=no-verify',
    'postgres://db.example.de/fachwerk?sslmode=require&uselibpqcompat=true',
    'postgres://localhost/fachwerk?host=db.example.de',
    'postgres://localhost.example.de/fachwerk',
  ])('%s', (url) => expect(faults(url)).toEqual([expect.stringContaining('sslmode=verify-full')]))

  test.each([
    'postgres://fachwerk:x@localhost/fachwerk',
    'postgres://fachwerk:x@127.0.0.1/fachwerk',
    'postgres://fachwerk:x@[::1]/fachwerk',
    'postgres:///fachwerk?host=/run/postgresql',
    'postgres://%2Frun%2Fpostgresql/fachwerk',
    'postgres://db.example.de/fachwerk?sslmode=verify-full',
    `postgres://db.example.de/fachwerk?sslmode=verify-full&sslrootcert=${own}`,
    'postgres://db.example.de/fachwerk?sslmode=require',
    'postgres://db.example.de/fachwerk?sslmode=disable',
  ])('%s is taken', (url) => expect(faults(url)).toEqual([]))

  test('a certificate authority that cannot be read is named', () => {
    const url = `postgres://db.example.de/fachwerk?sslmode=verify-full&sslrootcert=${join(folder, 'missing.pem')}`
    expect(faults(url)).toEqual([expect.stringContaining('missing.pem')])
  })
})

describe('sslmode=verify-full', () => {
  let server: Server
  let port = 0
  /** What a client says once it trusts the server; nothing, where it does not. */
  const told: Buffer[] = []
  beforeAll(async () => {
    writeFileSync(other, rootCertificates[0]!)
    // As PostgreSQL answers: to the request for TLS (protocol 3.0, section 55.2.10) with S, then the handshake.
    server = createServer((socket) => {
      socket.on('error', () => {})
      socket.once('data', () => {
        socket.write('S')
        const secure = new TLSSocket(socket, { isServer: true, ...selfSigned })
        secure.on('error', () => {})
        secure.on('data', (said) => {
          told.push(said)
          secure.destroy()
        })
      })
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    port = (server.address() as AddressInfo).port
  })
  afterAll(() => void server.close())
  const connect = async (host: string, ca: string): Promise<unknown> => {
    const url = `postgres://fachwerk:geheim@${host}:${port}/fachwerk?sslmode=verify-full&sslrootcert=${ca}`
    return openDatabase({ url }).then(
      (database) => database.close(),
      (error: unknown) => error,
    )
  }

  test('talks to the server whose authority it was given, and to no other', async () => {
    await connect('localhost', other)
    expect(told).toEqual([])
    await connect('127.0.0.1', own)
    expect(told).toEqual([])
    await connect('localhost', own)
    expect(Buffer.concat(told).toString('latin1')).toContain('fachwerk')
  })
})
