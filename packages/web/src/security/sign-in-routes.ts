import { defineRoutes } from '../routes.ts'
import { seeOther } from '../page.tsx'
import { problemOf } from '../problem.ts'
import { sendProblem } from '../refusal.tsx'
import { signIn, signOut } from './session.ts'

/** One-click sign-in as one of the demo people; refused outside of demo mode. */
export const signInRoutes = defineRoutes((app) => {
  app.post<{ Body: { person?: string; weiter?: string } }>(
    '/anmelden',
    { config: { policy: 'public' }, schema: { summary: 'Sign in as a demo person', tags: ['session'] } },
    async (request, reply) => {
      const wanted = request.body.person
      const known = app.demo ? (await app.kernel.people.demo()).find((person) => person.id === wanted) : undefined
      if (!known) return sendProblem(request, reply, problemOf(403))
      if (request.sessionToken) await app.kernel.sessions.end(request.sessionToken)
      await signIn(reply, known.id)
      return seeOther(reply, localPath(request.body.weiter))
    },
  )
  app.post(
    '/abmelden',
    { config: { policy: 'public' }, schema: { summary: 'Sign out', tags: ['session'] } },
    async (request, reply) => {
      await signOut(request, reply)
      return seeOther(reply, '/')
    },
  )
})

/** Only addresses of this server, so that nobody is sent elsewhere after signing in. */
function localPath(given: string | undefined): string {
  if (!given?.startsWith('/') || /[\\\s]/.test(given)) return '/'
  const target = new URL(given, 'http://localhost')
  return target.origin === 'http://localhost' ? target.pathname + target.search : '/'
}
