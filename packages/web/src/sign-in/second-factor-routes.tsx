import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Awaited } from '@fachwerk/kernel'
import { page, seeOther } from '../page.tsx'
import { readForm } from '../read-form.ts'
import { refuse } from '../refusal.tsx'
import { defineRoutes } from '../routes.ts'
import { rememberStep, signIn, stepOf } from '../security/session.ts'
import { CodePage, RecoveryPage } from './code-page.tsx'
import { EnrolmentPage, RecoveryCodesPage } from './enrolment-page.tsx'
import { formText } from './form-text.ts'
import { OverPage } from './invitation-page.tsx'
import { localPath, withNext } from './local-path.ts'
import { enter, jsonOf } from './sign-in-routes.tsx'
import { qrPicture } from './totp-set-up.tsx'

const open = (summary: string) => ({ config: { policy: 'public' }, schema: { summary, tags: ['session'] } }) as const
interface Query {
  readonly weiter?: string
  readonly falsch?: string
}

/** Between password and session: a code, a recovery code, or the setting up of a second factor. */
export const secondFactorRoutes = defineRoutes((app) => {
  const { accounts } = app.kernel
  for (const [path, finish] of [
    ['/anmelden/code', accounts.finishTotp],
    ['/anmelden/wiederherstellung', accounts.finishRecovery],
  ] as const) {
    const method = path === '/anmelden/code' ? 'password+totp' : 'recovery-code'
    app.get<{ Querystring: Query }>(path, open('Second factor'), async (request, reply) => {
      const waiting = await accounts.awaiting(stepOf(request))
      if (waiting?.kind !== 'second-factor') return over(request, reply)
      return page(request, reply, secondFactorPage(path, request.query, waiting))
    })
    app.post(path, open('Send the second factor'), async (request, reply) => {
      const fields = await readForm(request)
      const next = localPath(fields['weiter'])
      const outcome = await finish(stepOf(request), formText(fields, 'code').slice(0, 40), request.ip)
      if (!outcome.ok) return outcome.error.code === 'conflict' ? over(request, reply) : refuse(request, reply, outcome.error)
      if (outcome.value.kind === 'signed-in') return enter(request, reply, outcome.value.person.id, method, next)
      rememberStep(reply, outcome.value.step)
      return seeOther(reply, `${withNext(path, next)}${next === '/' ? '?' : '&'}falsch=1`)
    })
  }
  registerEnrolment(app)
})

const secondFactorPage = (path: string, { weiter, falsch }: Query, { person, ...factors }: Awaited) => {
  const common = { next: localPath(weiter), wrong: falsch !== undefined }
  return path === '/anmelden/code' ? (
    <CodePage
      {...common}
      name={person.name}
      totp={factors.totp}
      passkey={factors.passkey}
      recoveryCodes={factors.recoveryCodes}
    />
  ) : (
    <RecoveryPage {...common} />
  )
}

const over = (request: FastifyRequest, reply: FastifyReply): FastifyReply =>
  page(request, reply, <OverPage kind="over" />, { status: 409 })

const registerEnrolment = defineRoutes((app) => {
  const { accounts } = app.kernel
  const enrolling = async (request: FastifyRequest) => {
    const waiting = await accounts.awaiting(stepOf(request))
    return waiting?.kind === 'enrolment' ? waiting.person : undefined
  }
  app.get<{ Querystring: Query }>('/anmelden/einrichten', open('Set up a second factor'), async (request, reply) => {
    const person = await enrolling(request)
    const started = person && (await accounts.startTotp(person, stepOf(request)))
    if (!started?.ok) return over(request, reply)
    const { step, secret, uri } = started.value
    const next = localPath(request.query.weiter)
    const wrong = request.query.falsch !== undefined
    const picture = await qrPicture(uri)
    return page(request, reply, <EnrolmentPage step={step} secret={secret} picture={picture} wrong={wrong} next={next} />)
  })
  app.post('/anmelden/einrichten', open('Confirm the authenticator app'), async (request, reply) => {
    const fields = await readForm(request)
    const next = localPath(fields['weiter'])
    const person = await enrolling(request)
    if (!person) return over(request, reply)
    const confirmed = await accounts.confirmTotp(formText(fields, 'totp'), formText(fields, 'code'), person)
    if (!confirmed.ok && confirmed.error.code === 'conflict') return over(request, reply)
    if (!confirmed.ok) return seeOther(reply, `${withNext('/anmelden/einrichten', next)}${next === '/' ? '?' : '&'}falsch=1`)
    const finished = await accounts.finishEnrolment(stepOf(request))
    if (!finished.ok) return over(request, reply)
    await signIn(request, reply, person.id, 'password+totp')
    return page(request, reply, <RecoveryCodesPage codes={confirmed.value.recoveryCodes} next={next} />)
  })
  app.post('/anmelden/einrichten/passkey/optionen', open('What a new passkey has to sign'), async (request, reply) => {
    const person = await enrolling(request)
    if (!person) return over(request, reply)
    const started = await accounts.startPasskeyEnrolment(person)
    return started.ok ? started.value : refuse(request, reply, started.error)
  })
  app.post('/anmelden/einrichten/passkey', open('Add the first passkey'), async (request, reply) => {
    const fields = await readForm(request)
    const next = localPath(fields['weiter'])
    const person = await enrolling(request)
    if (!person) return over(request, reply)
    const response = jsonOf(formText(fields, 'response'))
    const added = await accounts.confirmPasskey(formText(fields, 'step'), response, 'Passkey', person)
    if (!added.ok) return refuse(request, reply, added.error)
    const finished = await accounts.finishEnrolment(stepOf(request))
    if (!finished.ok) return over(request, reply)
    return enter(request, reply, person.id, 'passkey', next)
  })
})
