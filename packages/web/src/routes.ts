/**
 * The contract between the HTTP server and the pages of a domain. A domain exports `defineRoutes((app) => { … })` and lists it where the
 * server is composed; nothing registers itself by being imported.
 */
import type { FastifyInstance } from 'fastify'
import type { AccessContext, Action, Kernel, Logger, Person, Relation, Resource, Role } from '@fachwerk/kernel'
import type { Purpose } from '@fachwerk/privacy'
import type { LocalText } from '@fachwerk/problem'
import type { Language } from './messages/messages.ts'

/**
 * What a route is for, given as `config.policy`; every route has one. `'public'`: anybody may call it. Otherwise what it does to what, as
 * the policy of the kernel (`decideAccess`) knows it. `purpose` where the page serves one only: it is recorded with every access to
 * personal data, and processing that does not fit is refused; absent, the role and the relation to the case say it. `relation`: how far
 * the page reaches at least; a list of an authority's people is not for those who may see themselves only.
 * A visitor who is not signed in is sent to the start page and comes back after signing in; API clients get 401.
 */
export type Policy = 'public' | RoutePolicy
export interface RoutePolicy {
  readonly action: Action
  readonly resource: Resource
  readonly purpose?: Purpose
  readonly relation?: Relation
  /** How the data leaves; default `api` below `/api/`, else `page`. */
  readonly channel?: AccessContext['channel']
}

declare module 'fastify' {
  interface FastifyInstance {
    kernel: Kernel
    demo: boolean
    navigation: readonly NavigationItem[]
    /** Where people reach the server, where it knows; links in letters and sign-in begin with it, never with the `Host` of a request. */
    publicUrl: string | undefined
    securityLog: NonNullable<Logger['security']>
    /** The clock of the pages; a fixed one in tests. */
    now: () => Date
  }
  interface FastifyRequest {
    /** Absent for visitors who have not signed in. */
    person: Person | undefined
    language: Language
    /** Goes into the hidden field `_csrf` of every form; `<Form>` does it. */
    csrfToken: string
    sessionToken: string | undefined
  }
  interface FastifyContextConfig {
    policy?: Policy
    /** The route takes `multipart/form-data` and reads it with `readForm`. */
    multipart?: boolean
    /** What is sent proves by a signature who sent it, and cookies count for nothing: no form token is asked for. */
    signed?: boolean
  }
}

/** Fastify itself, with the kernel at hand: `app.kernel`, `request.person`, `request.language`. */
export type FachwerkApp = FastifyInstance
export type Routes = (app: FachwerkApp) => void

/** Gives a domain's routes their type. */
export const defineRoutes = (routes: Routes): Routes => routes

/** An entry of the main navigation; shown to those who have one of the roles (absent: all who are signed in). */
export interface NavigationItem {
  /** Same name as `section` of `<Layout>`. */
  readonly section: string
  readonly href: string
  readonly label: LocalText
  readonly roles?: readonly Role[]
  /** `account`: a link of „Mein Konto“ instead of the header; what one does for oneself, seldom. */
  readonly place?: 'account'
}
