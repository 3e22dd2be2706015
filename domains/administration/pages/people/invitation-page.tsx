import type { Member } from '@fachwerk/kernel'
import { formatDateTime, Layout, LinkButton, Notification, usePage, useText } from '@fachwerk/web'
import { administrationMessages } from '../messages.ts'

/** The link is shown this once; it is not stored readably. */
export const InvitationPage = ({ member, link, expiresAt }: { member: Member; link: string; expiresAt: Date }) => {
  const t = useText(administrationMessages)
  const { language } = usePage()
  return (
    <Layout
      title={t('invitation.title', { name: member.person.name })}
      section="administration"
      breadcrumb={[{ label: t('people.title'), href: '/verwaltung/personen' }]}
    >
      <h1>{t('invitation.title', { name: member.person.name })}</h1>
      <Notification kind="info" title={t('invitation.once')}>
        <p>{t('invitation.text', { date: formatDateTime(expiresAt, language) })}</p>
      </Notification>
      <p class="fw-raw">
        <code>{link}</code>
      </p>
      <p>
        <LinkButton kind="secondary" href={`/verwaltung/personen/${member.person.id}`}>
          {t('back.person')}
        </LinkButton>
      </p>
    </Layout>
  )
}
