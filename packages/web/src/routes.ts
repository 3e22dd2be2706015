/**
 * The contract between the HTTP server and the pages of a domain. A domain exports `defineRoutes((app) => { … })` and lists it where the
 * server is composed; nothing registers itself by being imported.
 */
import type { FastifyInstance } from 'fastify'
import type { Kernel, Person, Role } from '@fachwerk/kernel'
import type { LocalText } from '@fachwerk/problem'
import type { Language } from './messages/messages.ts'

/**
 * Who may call a route, given as `config.access`. Absent means `signed-in`: forgetting it locks a page, never opens it.
 * A visitor who is not signed in is sent to the start page and comes back after signing in; API clients get 401.
 */
export type Access = 'public' | 'signed-in' | readonly Role[]

declare module 'fastify' {
  interface FastifyInstance {
    kernel: Kernel
    demo: boolean
    navigation: readonly NavigationItem[]
    /** Where people reach the server, where it knows; links in letters and sign-in begin with it, never with the `Host` of a request. */
    publicUrl: string | undefined
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
    access?: Access
    /** The route takes `multipart/form-data` and reads it with `readForm`. */
    multipart?: boolean
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
}
