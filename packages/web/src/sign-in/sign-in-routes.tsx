import type { FastifyReply, FastifyRequest } from 'fastify'
import type { ProviderSession, SignInMethod, SignInOutcome } from '@fachwerk/kernel'
import { say } from '../messages/messages.ts'
import { page, seeOther } from '../page.tsx'
import { problemOf } from '../problem.ts'
import { readForm } from '../read-form.ts'
import { sendProblem } from '../refusal.tsx'
import { defineRoutes } from '../routes.ts'
import { rememberStep, signIn, signOut } from '../security/session.ts'
import { BreakGlassPage } from './break-glass-page.tsx'
import { formText } from './form-text.ts'
import { localPath, withNext } from './local-path.ts'
import { SignInPage, type SignInPageProps } from './sign-in-page.tsx'

const open = (summary: string) => ({ config: { policy: 'public' }, schema: { summary, tags: ['session'] } }) as const

interface SignInQuery {
  readonly weiter?: string
  readonly erneut?: string
  readonly hinweis?: string
}

/** Signing in and out: demo people by one click, local accounts by password or passkey, the emergency account. */
export const signInRoutes = defineRoutes((app) => {
  app.get<{ Querystring: SignInQuery }>('/anmelden', open('Sign in'), async (request, reply) =>
    signInPage(request, reply, request.query),
  )
  app.post('/anmelden', open('Sign in as a demo person, or by name and password'), async (request, reply) => {
    const fields = await readForm(request)
    const next = localPath(fields['weiter'])
    if (fields['person'] !== undefined) return signInAsDemoPerson(request, reply, formText(fields, 'person'), next)
    const login = formText(fields, 'login')
    const outcome = await app.kernel.accounts.signIn(login, formText(fields, 'password'), request.ip)
    if (outcome.ok) return followOutcome(request, reply, outcome.value, 'password', next)
    const error = say(outcome.error.detail, request.language)
    return signInPage(request, reply, { weiter: next }, { login, error })
  })
  app.post('/anmelden/passkey/optionen', open('What a passkey has to sign'), async () => app.kernel.accounts.startPasskey())
  app.post('/anmelden/passkey', open('Sign in with a passkey'), async (request, reply) => {
    const fields = await readForm(request)
    const next = localPath(fields['weiter'])
    const response = jsonOf(formText(fields, 'response'))
    const outcome = await app.kernel.accounts.finishPasskey(formText(fields, 'step'), response, request.ip)
    if (outcome.ok) return followOutcome(request, reply, outcome.value, 'passkey', next)
    return signInPage(request, reply, { weiter: next }, { error: say(outcome.error.detail, request.language) })
  })
  app.get('/anmelden/notfall', open('Emergency access'), async (request, reply) =>
    app.signInOptions.breakGlass ? page(request, reply, <BreakGlassPage />) : sendProblem(request, reply, problemOf(404)),
  )
  app.post('/anmelden/notfall', open('Open the emergency access'), async (request, reply) => {
    const fields = await readForm(request)
    const reason = formText(fields, 'reason')
    const opened = await app.kernel.accounts.breakGlass(formText(fields, 'secret'), reason, request.ip)
    if (opened.ok) return enter(request, reply, opened.value.id, 'break-glass', '/')
    const error = say(opened.error.detail, request.language)
    return page(request, reply, <BreakGlassPage error={error} reason={reason} />, { status: 422 })
  })
  app.post('/abmelden', open('Sign out'), async (request, reply) => {
    await signOut(request, reply)
    return seeOther(reply, '/')
  })
})

/** The passkey's answer, as the script put it into a field. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** In with a new session. */
export async function enter(
  request: FastifyRequest,
  reply: FastifyReply,
  personId: string,
  method: SignInMethod,
  next: string,
  provider?: ProviderSession,
): Promise<FastifyReply> {
  await signIn(request, reply, personId, method, provider)
  return seeOther(reply, next)
}

/** Where an outcome of the kernel leads. */
export async function followOutcome(
  request: FastifyRequest,
  reply: FastifyReply,
  outcome: SignInOutcome,
  method: SignInMethod,
  next: string,
): Promise<FastifyReply> {
  if (outcome.kind === 'signed-in') return enter(request, reply, outcome.person.id, method, next)
  rememberStep(reply, outcome.step)
  return seeOther(reply, withNext(outcome.kind === 'needs-totp' ? '/anmelden/code' : '/anmelden/einrichten', next))
}

async function signInPage(
  request: FastifyRequest,
  reply: FastifyReply,
  query: SignInQuery,
  refused: Pick<SignInPageProps, 'login' | 'error'> = {},
): Promise<FastifyReply> {
  const { hinweis, erneut, weiter } = query
  const props: SignInPageProps = {
    ...refused,
    next: localPath(weiter),
    outside: request.server.signInOptions.provider !== undefined,
    emergency: request.server.signInOptions.breakGlass,
    demoPeople: request.server.demo ? await request.server.kernel.people.demo() : [],
    again: erneut !== undefined && request.person !== undefined,
    ...((hinweis === 'away' || hinweis === 'refused') && { notice: hinweis }),
  }
  return page(request, reply, <SignInPage {...props} />, { status: refused.error === undefined ? 200 : 422 })
}

/** Refused outside of demo mode, whatever rows the database has. */
async function signInAsDemoPerson(
  request: FastifyRequest,
  reply: FastifyReply,
  wanted: string,
  next: string,
): Promise<FastifyReply> {
  const { demo, kernel } = request.server
  const known = demo ? (await kernel.people.demo()).find(({ id }) => id === wanted) : undefined
  return known ? enter(request, reply, known.id, 'demo', next) : sendProblem(request, reply, problemOf(403))
}
