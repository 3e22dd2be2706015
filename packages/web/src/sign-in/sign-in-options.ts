import type { OpenIdProvider } from './open-id-provider.ts'

/** What this house offers besides local accounts. */
export interface SignInOptions {
  readonly provider?: OpenIdProvider
  /** There is an emergency account. */
  readonly breakGlass: boolean
}

declare module 'fastify' {
  interface FastifyInstance {
    signInOptions: SignInOptions
  }
}
