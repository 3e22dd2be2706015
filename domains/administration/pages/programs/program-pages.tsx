import type { ApiToken, Group, Member } from '@fachwerk/kernel'
import {
  Badge,
  EmptyState,
  Form,
  formatDate,
  formatDateTime,
  Layout,
  LinkButton,
  Notification,
  SummaryList,
  Table,
  usePage,
  useSay,
  useText,
} from '@fachwerk/web'
import { trail } from '../breadcrumb.ts'
import { administrationMessages } from '../messages.ts'
import { roleWords, stateWords } from '../people/person-words.ts'

const list = '/verwaltung/zugaenge'

export const ProgramsPage = ({ programs, tokens }: { programs: readonly Member[]; tokens: readonly ApiToken[] }) => {
  const t = useText(administrationMessages)
  const say = useSay()
  return (
    <Layout title={t('programs.title')} section="administration" breadcrumb={[{ label: t('title'), href: '/verwaltung' }]}>
      <h1>{t('programs.title')}</h1>
      <p class="fw-lead">{t('programs.lead')}</p>
      <Table
        caption={t('programs.title')}
        captionHidden
        rows={programs}
        rowKey={({ person }) => person.id}
        empty={<EmptyState title={t('programs.none')} />}
        columns={[
          { label: t('program.name'), cell: ({ person }) => <a href={`${list}/${person.id}`}>{person.name}</a> },
          { label: t('person.roles'), cell: ({ person }) => person.roles.map((role) => say(roleWords[role].name)).join(', ') },
          {
            label: t('tokens.title'),
            align: 'end',
            cell: ({ person }) => tokens.filter((token) => token.person === person.id).length,
          },
          {
            label: t('person.state'),
            cell: ({ state }) => <Badge kind={stateWords[state].badge}>{say(stateWords[state].name)}</Badge>,
          },
        ]}
      />
      <p>
        <LinkButton href={`${list}/neu`}>{t('program.new')}</LinkButton>
      </p>
    </Layout>
  )
}

export const ProgramPage = ({
  member,
  tokens,
  groups,
}: {
  member: Member
  tokens: readonly ApiToken[]
  groups: readonly Group[]
}) => {
  const t = useText(administrationMessages)
  const say = useSay()
  const { person, state } = member
  const to = (step: string): string => `/verwaltung/personen/${person.id}/${step}`
  return (
    <Layout title={person.name} section="administration" breadcrumb={trail(t, 'programs.title', list)}>
      <h1>{person.name}</h1>
      <SummaryList
        rows={[
          { label: t('program.name'), value: person.name, href: to('angaben') },
          {
            label: t('person.roles'),
            value: person.roles.map((role) => say(roleWords[role].name)).join(', '),
            href: to('rollen'),
          },
          {
            label: t('person.groups'),
            value: person.groups.map((id) => groups.find((group) => group.id === id)?.name ?? id).join(', '),
            href: to('gruppen'),
          },
          { label: t('person.state'), value: say(stateWords[state].name), href: to('anmeldung') },
        ]}
      />
      <Tokens id={person.id} tokens={tokens} />
      <p>
        <LinkButton href={`${list}/${person.id}/schluessel/neu`}>{t('token.new')}</LinkButton>
      </p>
    </Layout>
  )
}

const Tokens = ({ id, tokens }: { id: string; tokens: readonly ApiToken[] }) => {
  const t = useText(administrationMessages)
  const { language, now } = usePage()
  return (
    <Table
      caption={t('tokens.title')}
      rows={tokens}
      rowKey={(token) => token.id}
      empty={<EmptyState title={t('tokens.none')} />}
      columns={[
        { label: t('token.name'), cell: ({ name }) => name },
        { label: t('token.scopes'), cell: ({ scopes }) => scopes.map((scope) => t(`scope.${scope}`)).join(', ') },
        { label: t('token.created'), cell: ({ createdAt }) => formatDate(createdAt, language) },
        {
          label: t('token.expires'),
          cell: ({ expiresAt }) => (
            <>
              {formatDate(new Date(expiresAt.getTime() - 1), language)}{' '}
              {expiresAt.getTime() <= now.getTime() ? <Badge kind="warning">{t('token.over')}</Badge> : null}
            </>
          ),
        },
        {
          label: t('token.used'),
          cell: ({ lastUsedAt }) => (lastUsedAt ? formatDateTime(lastUsedAt, language) : t('token.never')),
        },
        {
          label: t('action'),
          labelHidden: true,
          cell: (token) => (
            <Form action={`${list}/${id}/schluessel/${token.id}/widerrufen`}>
              <button type="submit" class="fw-link-button">
                {t('token.revoke')}
                <span class="kern-sr-only">: {token.name}</span>
              </button>
            </Form>
          ),
        },
      ]}
    />
  )
}

export const SecretPage = ({ name, id, secret, token }: { name: string; id: string; secret: string; token: ApiToken }) => {
  const t = useText(administrationMessages)
  const { language } = usePage()
  return (
    <Layout title={t('secret.title')} section="administration" breadcrumb={[{ label: t('programs.title'), href: list }]}>
      <h1>{t('secret.title')}</h1>
      <Notification kind="warning" title={t('secret.once')}>
        <p>{t('secret.text', { name, until: formatDate(new Date(token.expiresAt.getTime() - 1), language) })}</p>
      </Notification>
      <p class="fw-raw">
        <code id="secret">{secret}</code>
      </p>
      <p>
        <code class="fw-raw">Authorization: Bearer fw_…</code>
      </p>
      <p>
        <LinkButton kind="secondary" href={`${list}/${id}`}>
          {t('secret.done')}
        </LinkButton>
      </p>
    </Layout>
  )
}
