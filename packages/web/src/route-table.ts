import type { FastifyContextConfig, FastifyInstance } from 'fastify'

/** One way into the server, as it runs. */
export interface RouteEntry {
  readonly method: string
  /** Pattern: `/vorgaenge/:id`. */
  readonly url: string
  readonly config: FastifyContextConfig
}

/** Notes every route that is registered after it; tests ask each of them the same questions. HEAD beside GET is left out. */
export function registerRouteTable(app: FastifyInstance): void {
  const table: RouteEntry[] = []
  app.decorate('routeTable', table)
  app.addHook('onRoute', ({ method, url, config = {} }) => {
    for (const each of [method].flat())
      if (each !== 'HEAD') table.push({ method: each, url, config: config as FastifyContextConfig })
  })
}

declare module 'fastify' {
  interface FastifyInstance {
    /** All routes of this server, in the order of registration. */
    readonly routeTable: readonly RouteEntry[]
  }
}
