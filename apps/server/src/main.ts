import { randomBytes } from 'node:crypto'
import { rmSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { createOutgoing, type OutgoingRequest } from '@fachwerk/kernel'
import { createOpenIdProvider, createServer, usualRateLimits } from '@fachwerk/web'
import type { LocalText } from '@fachwerk/problem'
import { commandLineRoute } from './command-line-route.ts'
import type { Config } from './config.ts'
import { createJsonLog, securityStream } from './json-log.ts'
import { ledgerRoutes } from './ledger-routes.ts'
import { navigation, routes } from './module-pages.ts'
import { openPlatform } from './platform.ts'
import { countDemoPeople, demoPeopleIgnored, refuseUnsafeProduction } from './production-checks.ts'

export interface RunningServer {
  /** What a person opens, e.g. `http://localhost:8080`. */
  readonly url: string
  /** What whoever started it should know. */
  readonly notices: readonly LocalText[]
  /** Answers what is under way, writes what is open, closes the database. */
  stop(): Promise<void>
}

/** Composes the whole house and listens. Throws (with a bilingual `text`) where it cannot. */
export const startServer = async (config: Config): Promise<RunningServer> => {
  refuseUnsafeProduction(config)
  const level = process.env['FACHWERK_LOG'] ?? 'warn'
  const log = createJsonLog(level, undefined, securityStream(process.env['FACHWERK_SECURITY_LOG']))
  // A server on port 0 knows its address only once it listens; nobody asks for a passkey before.
  let origin = config.publicUrl ?? `http://localhost:${config.port}`
  const outgoing = createOutgoing(config.outgoing)
  const platform = await openPlatform(config, { seed: true, log, outgoing, origin: () => origin })
  const token = randomBytes(32).toString('base64url')
  try {
    const app = await createServer({
      kernel: platform.kernel,
      routes: [...routes, ledgerRoutes, commandLineRoute(token)],
      navigation,
      demo: config.demo,
      https: config.https,
      ...(log.security && { securityLog: log.security }),
      ...(config.tls && { tls: config.tls }),
      signIn: {
        ...(config.signIn.openId && { provider: createOpenIdProvider({ ...config.signIn.openId, fetch: fetchFor(config) }) }),
        breakGlass: config.signIn.breakGlass !== undefined,
      },
      trustProxy: config.trustProxy,
      ...(config.publicUrl === undefined ? {} : { publicUrl: config.publicUrl }),
      ...(config.rateLimits ? { rateLimits: usualRateLimits } : {}),
      log: { level },
    })
    await app.listen({ port: config.port, host: config.host })
    const { port } = app.server.address() as AddressInfo
    const url = `${config.tls ? 'https' : 'http'}://${config.host === '127.0.0.1' ? 'localhost' : config.host}:${port}`
    origin = config.publicUrl ?? url
    const strangers = config.demo ? 0 : await countDemoPeople(platform.database)
    // With a certificate of its own the server is called by the name that stands in it.
    const own = config.tls ? origin : `http://127.0.0.1:${port}`
    const forget = announce(join(config.dataDirectory, 'server.json'), { url: own, token })
    return {
      url,
      notices: strangers === 0 ? [] : [demoPeopleIgnored(strangers)],
      stop: async () => {
        forget()
        await app.close()
        await platform.close()
      },
    }
  } catch (error) {
    await platform.close()
    throw error
  }
}

/**
 * How the sign-in service is called: it may be, because it was set up, beside whatever else is on the list. One on this machine is for
 * trying out.
 */
const fetchFor = ({ outgoing, signIn, demo }: Config): NonNullable<Parameters<typeof createOpenIdProvider>[0]['fetch']> => {
  const allow = [...outgoing.allow, ...(signIn.openId ? [new URL(signIn.openId.issuer).origin] : [])]
  const networks = [...outgoing.networks, ...(demo ? ['127.0.0.0/8', '::1/128'] : [])]
  const { fetch } = createOutgoing({ allow, networks })
  // The library types bodies as streams too; it sends forms and nothing.
  return (url, request) => fetch(url, request as OutgoingRequest)
}

/** Where `fachwerk deploy` finds this server; readable by its own user only. */
const announce = (file: string, content: { readonly url: string; readonly token: string }): (() => void) => {
  try {
    rmSync(file, { force: true })
    writeFileSync(file, JSON.stringify(content), { mode: 0o600 })
  } catch {
    // A data folder that does not exist (PostgreSQL, read-only disk): the command line then opens the database itself.
    return () => {}
  }
  return () => rmSync(file, { force: true })
}
