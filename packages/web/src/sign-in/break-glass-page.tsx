import { Button } from '../components/button.tsx'
import { Layout } from '../components/layout.tsx'
import { Notification } from '../components/notification.tsx'
import { Form, useText } from '../page.tsx'
import { signInMessages } from './messages.ts'
import { TextInput } from './text-input.tsx'

export const BreakGlassPage = ({ error, reason }: { error?: string; reason?: string }) => {
  const t = useText(signInMessages)
  return (
    <Layout title={t('emergency.title')} hasErrors={error !== undefined}>
      <div class="fw-sign-in">
        <h1>{t('emergency.title')}</h1>
        <p class="fw-lead">{t('emergency.lead')}</p>
        {error ? (
          <Notification kind="danger" title={t('refused')}>
            <p>{error}</p>
          </Notification>
        ) : null}
        <Form action="/anmelden/notfall" class="fw-fields">
          <TextInput
            name="reason"
            label={t('emergency.reason')}
            hint={t('emergency.reason.hint')}
            autoComplete="off"
            value={reason ?? ''}
            lines={3}
          />
          <TextInput name="secret" label={t('emergency.secret')} type="password" autoComplete="off" />
          <div>
            <Button>{t('emergency.submit')}</Button>
          </div>
        </Form>
      </div>
    </Layout>
  )
}
