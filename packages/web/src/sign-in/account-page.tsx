import type { AccountOverview, Announcement, SessionInfo } from '@fachwerk/kernel'
import { Button, LinkButton } from '../components/button.tsx'
import { Layout } from '../components/layout.tsx'
import { Notification } from '../components/notification.tsx'
import { Table } from '../components/table.tsx'
import { formatDateTime } from '../format.ts'
import { Form, usePage, useSay, useText } from '../page.tsx'
import { accountMessages } from './account-messages.ts'
import { PasskeyForm } from './passkey-form.tsx'
import { TextInput } from './text-input.tsx'

export type Done = 'passkey' | 'removed' | 'password' | 'device'

export interface AccountPageProps {
  readonly overview: AccountOverview
  readonly sessions: readonly SessionInfo[]
  /** Id of the session that asks. */
  readonly current: string | undefined
  readonly announcements: readonly Announcement[]
  /** Passkeys are for local accounts and for trying out in demo mode. */
  readonly mayHavePasskeys: boolean
  readonly error?: string
  readonly done?: Done | undefined
}

/** „Mein Konto“: how one signs in, and where one is signed in. */
export const AccountPage = (props: AccountPageProps) => {
  const t = useText(accountMessages)
  const { overview, error, done } = props
  return (
    <Layout title={t('title')} section="account" hasErrors={error !== undefined}>
      <h1>{t('title')}</h1>
      {error ? (
        <Notification kind="danger" title={t('refused')}>
          <p>{error}</p>
        </Notification>
      ) : null}
      {done ? <Notification kind="success" title={t(`done.${done}`)} /> : null}
      <Notices announcements={props.announcements} />
      <OwnPages />
      <Devices sessions={props.sessions} current={props.current} />
      <section aria-labelledby="login">
        <h2 id="login">{t('login.title')}</h2>
        <p>{overview.login ? `${t('login')}: ${overview.login}` : t('login.outside')}</p>
        {overview.login ? <PasswordForm /> : null}
      </section>
      {overview.login ? <App overview={overview} /> : null}
      {props.mayHavePasskeys ? <Passkeys passkeys={overview.passkeys} /> : null}
      {overview.login && (overview.totp || overview.passkeys.length > 0) ? <Codes left={overview.recoveryCodesLeft} /> : null}
    </Layout>
  )
}

/** What modules let everybody settle for themselves, e.g. a deputy. */
const OwnPages = () => {
  const say = useSay()
  const t = useText(accountMessages)
  const { navigation, person } = usePage()
  const own = navigation.filter(
    ({ place, roles }) => place === 'account' && (!roles || roles.some((role) => person?.roles.includes(role))),
  )
  if (own.length === 0) return null
  return (
    <nav aria-label={t('own-pages')}>
      <ul class="fw-plain-list">
        {own.map(({ section, href, label }) => (
          <li key={section}>
            <a href={href}>{say(label)}</a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

const Notices = ({ announcements }: Pick<AccountPageProps, 'announcements'>) => {
  const t = useText(accountMessages)
  const say = useSay()
  const { language } = usePage()
  if (announcements.length === 0) return null
  return (
    <section aria-labelledby="hinweise">
      <h2 id="hinweise">{t('notices.title')}</h2>
      {announcements.map(({ id, at, text }) => (
        <Notification key={id} kind="warning" title={formatDateTime(at, language)}>
          <p>{say(text)}</p>
          <Form action="/konto/hinweise">
            <input type="hidden" name="id" value={id} />
            <Button kind="secondary">{t('notices.dismiss')}</Button>
          </Form>
        </Notification>
      ))}
    </section>
  )
}

const Devices = ({ sessions, current }: Pick<AccountPageProps, 'sessions' | 'current'>) => {
  const t = useText(accountMessages)
  const { language } = usePage()
  const device = (session: SessionInfo) => {
    // Kept in German; only the word between browser and system is one.
    const known = language === 'en' ? session.device?.replace(' auf ', ' on ') : session.device
    const name = known ?? t('devices.unknown')
    return session.id === current ? `${name} (${t('devices.this')})` : name
  }
  const end = (session: SessionInfo) => (
    <Form action="/konto/geraete/abmelden">
      <input type="hidden" name="id" value={session.id} />
      <button type="submit" class="fw-link-button">
        {t('devices.end')}
        <span class="kern-sr-only">: {device(session)}</span>
      </button>
    </Form>
  )
  return (
    <section>
      <h2>{t('devices.title')}</h2>
      <Table
        caption={t('devices.title')}
        captionHidden
        rows={sessions}
        rowKey={({ id }) => id}
        columns={[
          { label: t('devices.device'), cell: device },
          { label: t('devices.method'), cell: ({ method }) => t(`method.${method}`) },
          { label: t('devices.since'), cell: ({ createdAt }) => formatDateTime(createdAt, language) },
          { label: t('devices.seen'), cell: ({ lastSeenAt }) => formatDateTime(lastSeenAt, language) },
          { label: t('devices.end'), labelHidden: true, cell: (session) => (session.id === current ? null : end(session)) },
        ]}
      />
      <Form action="/konto/ueberall-abmelden">
        <p class="fw-muted">{t('devices.all.text')}</p>
        <Button kind="secondary">{t('devices.all')}</Button>
      </Form>
    </section>
  )
}

const PasswordForm = () => {
  const t = useText(accountMessages)
  return (
    <details class="fw-sign-in__change">
      <summary>{t('password.title')}</summary>
      <Form action="/konto/passwort" class="fw-fields">
        <TextInput name="old" label={t('password.old')} type="password" autoComplete="current-password" />
        <TextInput name="new" label={t('password.new')} hint={t('password.hint')} type="password" autoComplete="new-password" />
        <div>
          <Button>{t('password.submit')}</Button>
        </div>
      </Form>
    </details>
  )
}

const App = ({ overview }: Pick<AccountPageProps, 'overview'>) => {
  const t = useText(accountMessages)
  return (
    <section aria-labelledby="app">
      <h2 id="app">{t('app.title')}</h2>
      <p>{t(overview.totp ? 'app.on' : 'app.off')}</p>
      <p>
        <LinkButton href="/konto/app" kind="secondary">
          {t(overview.totp ? 'app.replace' : 'app.set-up')}
        </LinkButton>
      </p>
    </section>
  )
}

const Passkeys = ({ passkeys }: Pick<AccountOverview, 'passkeys'>) => {
  const t = useText(accountMessages)
  const { language } = usePage()
  const remove = ({ id, name }: AccountOverview['passkeys'][number]) => (
    <Form action="/konto/passkeys/entfernen">
      <input type="hidden" name="id" value={id} />
      <button type="submit" class="fw-link-button">
        {t('passkeys.remove')}
        <span class="kern-sr-only">: {name}</span>
      </button>
    </Form>
  )
  return (
    <section>
      <h2>{t('passkeys.title')}</h2>
      <Table
        caption={t('passkeys.title')}
        captionHidden
        rows={passkeys}
        rowKey={({ id }) => id}
        empty={<p>{t('passkeys.none')}</p>}
        columns={[
          { label: t('passkeys.name'), cell: ({ name }) => name },
          { label: t('passkeys.added'), cell: ({ createdAt }) => formatDateTime(createdAt, language) },
          {
            label: t('passkeys.used'),
            cell: ({ lastUsedAt }) => (lastUsedAt ? formatDateTime(lastUsedAt, language) : t('passkeys.never')),
          },
          { label: t('passkeys.remove'), labelHidden: true, cell: remove },
        ]}
      />
      <PasskeyForm
        kind="create"
        action="/konto/passkeys"
        options="/konto/passkeys/optionen"
        label={t('passkeys.add')}
        failed={t('passkeys.failed')}
      >
        <div class="fw-fields">
          <TextInput name="name" label={t('passkeys.new')} hint={t('passkeys.new.hint')} autoComplete="off" />
        </div>
      </PasskeyForm>
    </section>
  )
}

const Codes = ({ left }: { left: number }) => {
  const t = useText(accountMessages)
  return (
    <section aria-labelledby="codes">
      <h2 id="codes">{t('codes.title')}</h2>
      <p>{t('codes.left', { count: left })}</p>
      <Form action="/konto/codes">
        <p class="fw-muted">{t('codes.new.text')}</p>
        <Button kind="secondary">{t('codes.new')}</Button>
      </Form>
    </section>
  )
}
