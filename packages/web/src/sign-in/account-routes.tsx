import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Refusal } from '@fachwerk/kernel'
import { Layout } from '../components/layout.tsx'
import { say } from '../messages/messages.ts'
import { page, seeOther, useText } from '../page.tsx'
import { readForm } from '../read-form.ts'
import { refuse } from '../refusal.tsx'
import { defineRoutes } from '../routes.ts'
import { forgetPages, personOf, signIn } from '../security/session.ts'
import { accountMessages } from './account-messages.ts'
import { AccountPage, type Done } from './account-page.tsx'
import { RecoveryCodesPage } from './enrolment-page.tsx'
import { formText } from './form-text.ts'
import { jsonOf } from './sign-in-routes.tsx'
import { qrPicture, TotpSetUp, type TotpSetUpProps } from './totp-set-up.tsx'

const route = (action: 'read' | 'work', resource: 'account' | 'session', summary: string) => ({
  config: { policy: { action, resource } as const },
  schema: { summary, tags: ['session'] },
})

/** Changing what protects the account needs a sign-in that is fresh (ASVS 5, 7.5.1): a laptop left open is not enough. */
const freshFor = 15 * 60_000
const isFresh = ({ session, server }: FastifyRequest): boolean =>
  session !== undefined && (session.method === 'demo' || +server.now() - +session.createdAt <= freshFor)

async function askAgain(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> {
  return isFresh(request) ? undefined : seeOther(reply, '/anmelden?erneut=1&weiter=%2Fkonto')
}

/** „Mein Konto“. Devices may be signed out at any time; password, factors and codes only right after signing in. */
export const accountRoutes = defineRoutes((app) => {
  const { sessions, accounts } = app.kernel
  app.get<{ Querystring: { fertig?: Done } }>('/konto', route('read', 'account', 'My account'), async (request, reply) =>
    showAccount(request, reply, { done: request.query.fertig }),
  )
  app.post('/konto/geraete/abmelden', route('work', 'session', 'Sign out a device'), async (request, reply) => {
    const ended = await sessions.revoke(formText(await readForm(request), 'id'), personOf(request))
    return ended.ok ? seeOther(reply, '/konto?fertig=device') : refuse(request, reply, ended.error)
  })
  app.post('/konto/ueberall-abmelden', route('work', 'session', 'Sign out everywhere'), async (request, reply) => {
    const { id } = personOf(request)
    const ended = await sessions.endAll(id, personOf(request))
    if (!ended.ok) return refuse(request, reply, ended.error)
    forgetPages(reply)
    return seeOther(reply, '/')
  })
  app.post('/konto/hinweise', route('work', 'account', 'Put an announcement away'), async (request, reply) => {
    await accounts.dismissAnnouncement(formText(await readForm(request), 'id'), personOf(request))
    return seeOther(reply, '/konto')
  })
  registerPassword(app)
  registerApp(app)
  registerPasskeys(app)
})

const registerPassword = defineRoutes((app) => {
  const { accounts } = app.kernel
  app.post('/konto/passwort', route('work', 'account', 'Change the password'), async (request, reply) => {
    const fields = await readForm(request)
    const changed = await accounts.changePassword(formText(fields, 'old'), formText(fields, 'new'), personOf(request))
    if (!changed.ok) return showAccount(request, reply, { error: changed.error })
    await signIn(request, reply, personOf(request).id, request.session?.method ?? 'password')
    return seeOther(reply, '/konto?fertig=password')
  })
})

const registerApp = defineRoutes((app) => {
  const { accounts } = app.kernel
  app.get<{ Querystring: { falsch?: string } }>(
    '/konto/app',
    { ...route('work', 'account', 'Set up an authenticator app'), preHandler: askAgain },
    async (request, reply) => {
      const started = await accounts.startTotp(personOf(request), request.session?.id ?? '')
      if (!started.ok) return refuse(request, reply, started.error)
      const { step, secret, uri } = started.value
      const wrong = request.query.falsch !== undefined
      const picture = await qrPicture(uri)
      return page(request, reply, <AppPage action="/konto/app" step={step} secret={secret} picture={picture} wrong={wrong} />)
    },
  )
  app.post(
    '/konto/app',
    { ...route('work', 'account', 'Confirm the authenticator app'), preHandler: askAgain },
    async (request, reply) => {
      const fields = await readForm(request)
      const confirmed = await accounts.confirmTotp(formText(fields, 'totp'), formText(fields, 'code'), personOf(request))
      if (confirmed.ok) return page(request, reply, <RecoveryCodesPage codes={confirmed.value.recoveryCodes} next="/konto" />)
      return confirmed.error.code === 'invalid' ? seeOther(reply, '/konto/app?falsch=1') : refuse(request, reply, confirmed.error)
    },
  )
  app.post(
    '/konto/codes',
    { ...route('work', 'account', 'New recovery codes'), preHandler: askAgain },
    async (request, reply) => {
      const renewed = await accounts.newRecoveryCodes(personOf(request))
      if (!renewed.ok) return refuse(request, reply, renewed.error)
      return page(request, reply, <RecoveryCodesPage codes={renewed.value.recoveryCodes} next="/konto" />)
    },
  )
})

const registerPasskeys = defineRoutes((app) => {
  const { accounts } = app.kernel
  app.post('/konto/passkeys/optionen', route('work', 'account', 'What a new passkey has to sign'), async (request, reply) => {
    const started = await accounts.startPasskeyEnrolment(personOf(request))
    return started.ok ? started.value : refuse(request, reply, started.error)
  })
  app.post('/konto/passkeys', { ...route('work', 'account', 'Add a passkey'), preHandler: askAgain }, async (request, reply) => {
    const fields = await readForm(request)
    const response = jsonOf(formText(fields, 'response'))
    const name = formText(fields, 'name') || 'Passkey'
    const added = await accounts.confirmPasskey(formText(fields, 'step'), response, name, personOf(request))
    return added.ok ? seeOther(reply, '/konto?fertig=passkey') : showAccount(request, reply, { error: added.error })
  })
  app.post(
    '/konto/passkeys/entfernen',
    { ...route('work', 'account', 'Remove a passkey'), preHandler: askAgain },
    async (request, reply) => {
      const removed = await accounts.removePasskey(formText(await readForm(request), 'id'), personOf(request))
      if (removed.ok) return seeOther(reply, '/konto?fertig=removed')
      return removed.error.code === 'conflict'
        ? showAccount(request, reply, { error: removed.error })
        : refuse(request, reply, removed.error)
    },
  )
})

async function showAccount(
  request: FastifyRequest,
  reply: FastifyReply,
  { error, done }: { readonly error?: Refusal; readonly done?: Done | undefined },
): Promise<FastifyReply> {
  const person = personOf(request)
  const { sessions, accounts } = request.server.kernel
  const overview = await accounts.overview(person)
  const known: readonly Done[] = ['passkey', 'removed', 'password', 'device']
  return page(
    request,
    reply,
    <AccountPage
      overview={overview}
      sessions={await sessions.list(person)}
      current={request.session?.id}
      announcements={await accounts.announcements(person)}
      mayHavePasskeys={overview.login !== undefined || request.session?.method === 'demo'}
      done={done && known.includes(done) ? done : undefined}
      {...(error && { error: say(error.detail, request.language) })}
    />,
    { status: error ? 422 : 200 },
  )
}

const AppPage = (props: TotpSetUpProps) => {
  const t = useText(accountMessages)
  return (
    <Layout title={t('app.page.title')} section="account" hasErrors={props.wrong}>
      <div class="fw-sign-in">
        <h1>{t('app.page.title')}</h1>
        <TotpSetUp {...props} />
        <p>
          <a href="/konto">{t('app.page.back')}</a>
        </p>
      </div>
    </Layout>
  )
}
