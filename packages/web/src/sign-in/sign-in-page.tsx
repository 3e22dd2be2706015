import { Button, LinkButton } from '../components/button.tsx'
import { Layout } from '../components/layout.tsx'
import { Notification } from '../components/notification.tsx'
import { Form, useText } from '../page.tsx'
import { DemoPeople, type DemoPerson } from './demo-people.tsx'
import { signInMessages } from './messages.ts'
import { PasskeyForm } from './passkey-form.tsx'
import { TextInput } from './text-input.tsx'
import { withNext } from './local-path.ts'

export interface SignInPageProps {
  readonly next: string
  /** What was refused, in the words of the kernel. */
  readonly error?: string
  readonly login?: string
  /** An OpenID Connect provider is configured. */
  readonly outside: boolean
  readonly notice?: 'away' | 'refused'
  /** There is an emergency account. */
  readonly emergency: boolean
  /** Signed in already; this is to prove it once more. */
  readonly again: boolean
  /** In demo mode; empty otherwise. */
  readonly demoPeople: readonly DemoPerson[]
}

export const SignInPage = ({ next, error, login, outside, notice, emergency, again, demoPeople }: SignInPageProps) => {
  const t = useText(signInMessages)
  const title = t(again ? 'again' : 'title')
  return (
    <Layout title={title} hasErrors={error !== undefined}>
      <div class="fw-sign-in">
        <h1>{title}</h1>
        {again ? <p class="fw-lead">{t('again.lead')}</p> : null}
        {notice ? (
          <Notification kind="warning" title={t(`outside.${notice}`)}>
            <p>{t(`outside.${notice}.text`)}</p>
          </Notification>
        ) : null}
        {error ? (
          <Notification kind="danger" title={t('refused')}>
            <p>{error}</p>
          </Notification>
        ) : null}
        {outside ? <Outside next={next} /> : null}
        {outside ? <h2>{t('local.title')}</h2> : null}
        <Form action="/anmelden" class="fw-fields">
          <TextInput name="login" label={t('login')} autoComplete="username webauthn" value={login ?? ''} />
          <TextInput name="password" label={t('password')} type="password" autoComplete="current-password" />
          <input type="hidden" name="weiter" value={next} />
          <div>
            <Button>{t('submit')}</Button>
          </div>
        </Form>
        <PasskeyForm
          kind="get"
          action="/anmelden/passkey"
          options="/anmelden/passkey/optionen"
          label={t('passkey.action')}
          failed={t('passkey.failed')}
          next={next}
        >
          <h2>{t('passkey.title')}</h2>
          <p class="fw-muted">{t('passkey.text')}</p>
        </PasskeyForm>
        {emergency ? (
          <ul class="fw-sign-in__other">
            <li>
              <a href="/anmelden/notfall">{t('other.emergency')}</a>
            </li>
          </ul>
        ) : null}
      </div>
      {demoPeople.length > 0 ? (
        <section aria-labelledby="demo-people">
          <h2 id="demo-people">{t('demo.title')}</h2>
          <p class="fw-muted">{t('demo.text')}</p>
          <DemoPeople people={demoPeople} next={next} />
        </section>
      ) : null}
    </Layout>
  )
}

const Outside = ({ next }: { next: string }) => {
  const t = useText(signInMessages)
  return (
    <section aria-labelledby="outside">
      <h2 id="outside">{t('outside.title')}</h2>
      <p class="fw-muted">{t('outside.text')}</p>
      <p>
        <LinkButton href={withNext('/anmelden/landeskennung', next)} kind="secondary">
          {t('outside.action')}
        </LinkButton>
      </p>
    </section>
  )
}
