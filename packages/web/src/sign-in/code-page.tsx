import { Button } from '../components/button.tsx'
import { Layout } from '../components/layout.tsx'
import { Form, useText } from '../page.tsx'
import { withNext } from './local-path.ts'
import { CodeInput } from './code-input.tsx'
import { signInMessages } from './messages.ts'
import { PasskeyForm } from './passkey-form.tsx'
import { TextInput } from './text-input.tsx'

interface Props {
  readonly name: string
  readonly next: string
  readonly wrong: boolean
  readonly totp: boolean
  readonly passkey: boolean
  readonly recoveryCodes: boolean
}

/** After the password: a code of the app, or a passkey. */
export const CodePage = ({ name, next, wrong, totp, passkey, recoveryCodes }: Props) => {
  const t = useText(signInMessages)
  return (
    <Layout title={t('code.title')} hasErrors={wrong}>
      <div class="fw-sign-in">
        <h1>{t('code.title')}</h1>
        <p class="fw-lead">{t('code.lead', { name })}</p>
        {totp ? (
          <Form action="/anmelden/code" class="fw-fields">
            <CodeInput wrong={wrong} />
            <input type="hidden" name="weiter" value={next} />
            <div>
              <Button>{t('code.submit')}</Button>
            </div>
          </Form>
        ) : null}
        {passkey ? (
          <PasskeyForm
            kind="get"
            action="/anmelden/passkey"
            options="/anmelden/passkey/optionen"
            label={t('passkey.action')}
            failed={t('passkey.failed')}
            button={totp ? 'secondary' : 'primary'}
            next={next}
          >
            <h2>{t(totp ? 'code.passkey' : 'passkey.title')}</h2>
            <p class="fw-muted">{t('passkey.text')}</p>
          </PasskeyForm>
        ) : null}
        {recoveryCodes ? (
          <p>
            <a href={withNext('/anmelden/wiederherstellung', next)}>{t('code.recovery')}</a>
          </p>
        ) : null}
      </div>
    </Layout>
  )
}

export const RecoveryPage = ({ next, wrong }: { next: string; wrong: boolean }) => {
  const t = useText(signInMessages)
  return (
    <Layout title={t('recovery.title')} hasErrors={wrong}>
      <div class="fw-sign-in">
        <h1>{t('recovery.title')}</h1>
        <p class="fw-lead">{t('recovery.lead')}</p>
        <Form action="/anmelden/wiederherstellung" class="fw-fields">
          <TextInput
            name="code"
            label={t('recovery.label')}
            hint={t('recovery.hint')}
            error={wrong ? t('recovery.wrong') : undefined}
            autoComplete="off"
          />
          <input type="hidden" name="weiter" value={next} />
          <div>
            <Button>{t('code.submit')}</Button>
          </div>
        </Form>
        <p>
          <a href={withNext('/anmelden/code', next)}>{t('recovery.back')}</a>
        </p>
      </div>
    </Layout>
  )
}
