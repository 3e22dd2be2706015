import { Button, LinkButton } from '../components/button.tsx'
import { Layout } from '../components/layout.tsx'
import { Notification } from '../components/notification.tsx'
import { Form, useText } from '../page.tsx'
import { signInMessages } from './messages.ts'
import { TextInput } from './text-input.tsx'

interface Props {
  readonly name: string
  readonly secret: string
  readonly login?: string
  readonly error?: string
}

export const InvitationPage = ({ name, secret, login, error }: Props) => {
  const t = useText(signInMessages)
  const title = t('invitation.title', { name })
  return (
    <Layout title={title} hasErrors={error !== undefined}>
      <div class="fw-sign-in">
        <h1>{title}</h1>
        <p class="fw-lead">{t('invitation.lead')}</p>
        {error ? (
          <Notification kind="danger" title={t('refused')}>
            <p>{error}</p>
          </Notification>
        ) : null}
        <Form action={`/einladung/${encodeURIComponent(secret)}`} class="fw-fields">
          <TextInput
            name="login"
            label={t('login')}
            hint={t('invitation.login.hint')}
            autoComplete="username"
            value={login ?? ''}
          />
          <TextInput
            name="password"
            label={t('password')}
            hint={t('invitation.password.hint')}
            type="password"
            autoComplete="new-password"
          />
          <TextInput name="repeat" label={t('invitation.repeat')} type="password" autoComplete="new-password" />
          <div>
            <Button>{t('invitation.submit')}</Button>
          </div>
        </Form>
      </div>
    </Layout>
  )
}

/** For a step or a link that is no longer good: says so, and where to go. */
export const OverPage = ({ kind }: { kind: 'over' | 'invitation.over' }) => {
  const t = useText(signInMessages)
  const title = t(kind === 'over' ? 'over.title' : 'invitation.over')
  return (
    <Layout title={title}>
      <h1>{title}</h1>
      <p class="fw-lead">{t(`${kind}.text`)}</p>
      <p>
        <LinkButton href="/anmelden">{t('over.action')}</LinkButton>
      </p>
    </Layout>
  )
}
