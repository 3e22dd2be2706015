/** The server as it is composed, all modules and routes, on an embedded database without demo cases: for tests that ask every route. */
import { randomBytes } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { startKernel, type Module } from '@fachwerk/kernel'
import type { Database } from '@fachwerk/postgres'
import { testDatabases } from '@fachwerk/postgres/test-kit'
import { createServer, type RouteEntry, type ServerOptions } from '@fachwerk/web'
import { visitor, type Visitor } from '../../../../packages/web/src/test-kit/visitor.ts'
import { commandLineRoute } from '../command-line-route.ts'
import { ledgerRoutes } from '../ledger-routes.ts'
import { navigation, routes } from '../module-pages.ts'
import { modules } from '../modules.ts'

export interface WholeServer {
  readonly app: FastifyInstance
  readonly database: Database
  /** By id of the demo person, and `guest`. */
  readonly visitors: Readonly<Record<string, Visitor>>
  close(): Promise<void>
}

export async function openWholeServer(options: Partial<ServerOptions> = {}, more: readonly Module[] = []): Promise<WholeServer> {
  const { database, drop } = await testDatabases()[0]!.create()
  const empty = modules.map((module) => ({ ...module, ...(module.demo && { demo: { ...module.demo, seed: async () => {} } }) }))
  const kernel = await startKernel({ database, modules: [...empty, ...more], demo: true, masterKey: randomBytes(32) })
  const app = await createServer({
    kernel,
    routes: [...routes, ledgerRoutes, commandLineRoute('test-token')],
    navigation,
    demo: true,
    ...options,
  })
  return {
    app,
    database,
    visitors: await signedIn(app),
    close: async () => {
      await app.close()
      await kernel.stop()
      await drop()
    },
  }
}

/** A guest, and of every set of roles one person. */
async function signedIn(app: FastifyInstance): Promise<Record<string, Visitor>> {
  const visitors: Record<string, Visitor> = { guest: visitor(app) }
  await visitors['guest']!.csrf()
  const ofRoles = new Map((await app.kernel.people.demo()).map(({ id, roles }) => [roles.join(), id]))
  for (const id of ofRoles.values()) {
    const one = visitor(app)
    const answer = await one.send('/anmelden', { person: id })
    if (answer.statusCode !== 303) throw new Error(`${id} could not sign in: ${answer.statusCode}`)
    visitors[id] = one
  }
  return visitors
}

/** What there is, so that routes go beyond looking it up. */
const existing: Readonly<Record<string, string>> = { ':key': 'bewohnerparkausweis', ':page': 'person' }

/** The address of a route with something in place of its parameters. */
export const urlOf = ({ url }: Pick<RouteEntry, 'url'>, parameter?: string): string =>
  url.replaceAll(/:[A-Za-z]+(\([^)]*\))?|\*/g, (name) => parameter ?? existing[name] ?? 'gibt-es-nicht')
