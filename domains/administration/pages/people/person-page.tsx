import type { Deputy, Group, Member, PendingChange } from '@fachwerk/kernel'
import {
  Badge,
  Button,
  ButtonRow,
  Form,
  formatDate,
  Layout,
  Notification,
  SummaryList,
  usePage,
  useSay,
  useText,
} from '@fachwerk/web'
import { trail } from '../breadcrumb.ts'
import { administrationMessages } from '../messages.ts'
import { roleWords, stateWords } from './person-words.ts'

interface Props {
  readonly member: Member
  readonly groups: readonly Group[]
  readonly deputies: readonly Deputy[]
  readonly pending: readonly PendingChange[]
  /** False: only the operators of the platform may hand over an invitation for this account. */
  readonly mayInvite: boolean
}

export const PersonPage = ({ member, groups, deputies, pending, mayInvite }: Props) => {
  const t = useText(administrationMessages)
  const say = useSay()
  const { person, state } = member
  return (
    <Layout title={person.name} section="administration" breadcrumb={trail(t, 'people.title', '/verwaltung/personen')}>
      <h1>{person.name}</h1>
      <p>
        <Badge kind={stateWords[state].badge}>{say(stateWords[state].name)}</Badge>
      </p>
      {pending.map((change) => (
        <Notification key={change.id} kind="info" title={t('pending.here')}>
          <p>
            {say(change.text)} <a href="/verwaltung/wartend">{t('pending.title')}</a>
          </p>
        </Notification>
      ))}
      <Facts member={member} groups={groups} deputies={deputies.filter(({ absent }) => absent === person.id)} />
      {state === 'active' ? <SignIn id={person.id} mayInvite={mayInvite} /> : null}
    </Layout>
  )
}

const Facts = ({ member: { person, email, state }, groups, deputies }: Pick<Props, 'member' | 'groups' | 'deputies'>) => {
  const t = useText(administrationMessages)
  const say = useSay()
  const { language } = usePage()
  const to = (step: string): string => `/verwaltung/personen/${person.id}/${step}`
  const nameOf = (id: string): string => groups.find((group) => group.id === id)?.name ?? id
  const stands = deputies.map((deputy) =>
    t('deputy.line', {
      name: deputy.deputyName,
      from: formatDate(deputy.from, language),
      until: formatDate(new Date(deputy.until.getTime() - 1), language),
    }),
  )
  return (
    <SummaryList
      rows={[
        { label: t('person.name'), value: person.name, href: to('angaben') },
        { label: t('person.email'), value: email ?? '', href: to('angaben') },
        { label: t('person.unit'), value: person.unitId === undefined ? '' : (person.unit ?? ''), href: to('angaben') },
        { label: t('person.roles'), value: person.roles.map((role) => say(roleWords[role].name)).join(', '), href: to('rollen') },
        { label: t('person.groups'), value: person.groups.map(nameOf).join(', '), href: to('gruppen') },
        { label: t('person.state'), value: say(stateWords[state].name), href: to('anmeldung') },
        {
          label: t('deputy.of'),
          value: stands.join('; '),
          href: `/verwaltung/vertretungen/neu?person=${encodeURIComponent(person.id)}`,
        },
      ]}
    />
  )
}

const SignIn = ({ id, mayInvite }: { id: string; mayInvite: boolean }) => {
  const t = useText(administrationMessages)
  return (
    <section aria-labelledby="anmeldung">
      <h2 id="anmeldung">{t('sign-in.title')}</h2>
      <p>{t(mayInvite ? 'sign-in.text' : 'sign-in.by-operators')}</p>
      <ButtonRow>
        {mayInvite ? (
          <Form action={`/verwaltung/personen/${id}/einladen`}>
            <Button kind="secondary">{t('sign-in.invite')}</Button>
          </Form>
        ) : null}
        <Form action={`/verwaltung/personen/${id}/abmelden`}>
          <Button kind="tertiary">{t('sign-in.end')}</Button>
        </Form>
      </ButtonRow>
    </section>
  )
}
