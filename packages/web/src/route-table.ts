import type { FastifyContextConfig, FastifyInstance, RouteOptions } from 'fastify'

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
  app.addHook('onRoute', (route) => {
    for (const method of [route.method].flat()) if (method !== 'HEAD') table.push(entryOf(method, route))
  })
}

/** The config is looked up when it is asked for: a plugin that serves a folder adds its own after the hooks out here have run. */
const entryOf = (method: string, route: RouteOptions): RouteEntry => ({
  method,
  url: route.url,
  get config() {
    return (route.config ?? {}) as FastifyContextConfig
  },
})

declare module 'fastify' {
  interface FastifyInstance {
    /** All routes of this server, in the order of registration. */
    readonly routeTable: readonly RouteEntry[]
  }
}
