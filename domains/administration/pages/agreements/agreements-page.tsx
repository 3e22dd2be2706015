import type { Agreement, Tenant } from '@fachwerk/kernel'
import { Badge, EmptyState, Form, formatDate, Layout, LinkButton, Table, usePage, useText } from '@fachwerk/web'
import { administrationMessages } from '../messages.ts'

const list = '/verwaltung/gemeinsame-gruppen'

export const AgreementsPage = ({ agreements, tenants }: { agreements: readonly Agreement[]; tenants: readonly Tenant[] }) => {
  const t = useText(administrationMessages)
  const { language } = usePage()
  const nameOf = (id: string): string => tenants.find((tenant) => tenant.id === id)?.name ?? id
  return (
    <Layout title={t('agreements.title')} section="administration" breadcrumb={[{ label: t('title'), href: '/verwaltung' }]}>
      <h1>{t('agreements.title')}</h1>
      <p class="fw-lead">{t('agreements.lead')}</p>
      <Table
        caption={t('agreements.title')}
        captionHidden
        rows={agreements}
        rowKey={({ id }) => id}
        empty={<EmptyState title={t('agreements.none')} />}
        columns={[
          { label: t('agreement.group'), cell: ({ groupName }) => groupName },
          { label: t('agreement.host'), cell: ({ host }) => nameOf(host) },
          { label: t('agreement.guest'), cell: ({ guest }) => nameOf(guest) },
          { label: t('agreement.purpose'), cell: ({ purpose, legalBasis }) => `${purpose} (${legalBasis})` },
          { label: t('agreement.until'), cell: ({ until }) => formatDate(new Date(until.getTime() - 1), language) },
          { label: t('state'), cell: (agreement) => <State agreement={agreement} /> },
          { label: t('action'), labelHidden: true, cell: (agreement) => <Actions agreement={agreement} /> },
        ]}
      />
      <p>
        <LinkButton href={`${list}/neu`}>{t('agreement.new')}</LinkButton>
      </p>
    </Layout>
  )
}

const isOver = ({ endedAt, until }: Agreement, now: Date): boolean => endedAt !== undefined || until.getTime() <= now.getTime()

const State = ({ agreement }: { agreement: Agreement }) => {
  const t = useText(administrationMessages)
  const { now } = usePage()
  if (isOver(agreement, now)) return <Badge>{t('agreement.over')}</Badge>
  return agreement.agreedByGuest === undefined ? (
    <Badge kind="warning">{t('agreement.waits')}</Badge>
  ) : (
    <Badge kind="success">{t('agreement.runs')}</Badge>
  )
}

const Actions = ({ agreement }: { agreement: Agreement }) => {
  const t = useText(administrationMessages)
  const { now, person } = usePage()
  if (isOver(agreement, now) || !person?.roles.includes('administrator')) return null
  const mine = agreement.guest === person.tenant && agreement.agreedByGuest === undefined
  return (
    <>
      {mine ? (
        <Form action={`${list}/${agreement.id}/annehmen`}>
          <button type="submit" class="fw-link-button">
            {t('agreement.agree')}
            <span class="kern-sr-only">: {agreement.groupName}</span>
          </button>
        </Form>
      ) : null}
      <Form action={`${list}/${agreement.id}/beenden`}>
        <button type="submit" class="fw-link-button">
          {t(agreement.agreedByGuest === undefined ? 'agreement.decline' : 'agreement.end')}
          <span class="kern-sr-only">: {agreement.groupName}</span>
        </button>
      </Form>
    </>
  )
}
