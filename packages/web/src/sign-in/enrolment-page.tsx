import { Layout } from '../components/layout.tsx'
import { useText } from '../page.tsx'
import { signInMessages } from './messages.ts'
import { PasskeyForm } from './passkey-form.tsx'
import { TotpSetUp, type TotpSetUpProps } from './totp-set-up.tsx'
import { LinkButton } from '../components/button.tsx'

/** A privileged role without a second factor gets no further than here. */
export const EnrolmentPage = (props: Omit<TotpSetUpProps, 'action'>) => {
  const t = useText(signInMessages)
  return (
    <Layout title={t('enrol.title')} hasErrors={props.wrong}>
      <div class="fw-sign-in">
        <h1>{t('enrol.title')}</h1>
        <p class="fw-lead">{t('enrol.lead')}</p>
        <TotpSetUp {...props} action="/anmelden/einrichten" />
        <PasskeyForm
          kind="create"
          action="/anmelden/einrichten/passkey"
          options="/anmelden/einrichten/passkey/optionen"
          label={t('enrol.passkey.action')}
          failed={t('enrol.passkey.failed')}
          next={props.next}
        >
          <h2>{t('enrol.passkey')}</h2>
          <p class="fw-muted">{t('enrol.passkey.text')}</p>
        </PasskeyForm>
      </div>
    </Layout>
  )
}

/** Shown once. */
export const RecoveryCodesPage = ({ codes, next }: { codes: readonly string[]; next: string }) => {
  const t = useText(signInMessages)
  return (
    <Layout title={t('codes.title')}>
      <div class="fw-sign-in">
        <h1>{t('codes.title')}</h1>
        <p class="fw-lead">{t('codes.lead')}</p>
        <ul class="fw-sign-in__codes">
          {codes.map((code) => (
            <li key={code}>
              <code>{code}</code>
            </li>
          ))}
        </ul>
        <p>
          <LinkButton href={next}>{t('codes.done')}</LinkButton>
        </p>
      </div>
    </Layout>
  )
}
