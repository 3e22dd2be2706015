import type { Deputy } from '@fachwerk/kernel'
import { Badge, EmptyState, Form, formatDate, Layout, LinkButton, Table, usePage, useText } from '@fachwerk/web'
import { administrationMessages } from '../messages.ts'

/** Of the whole authority, or (`own`) those of the person who looks. */
export const DeputiesPage = ({ deputies, base, own }: { deputies: readonly Deputy[]; base: string; own: boolean }) => {
  const t = useText(administrationMessages)
  const { language, now } = usePage()
  const title = t(own ? 'deputy.own.title' : 'deputies.title')
  return (
    <Layout
      title={title}
      section={own ? 'account' : 'administration'}
      breadcrumb={own ? [{ label: t('account'), href: '/konto' }] : [{ label: t('title'), href: '/verwaltung' }]}
    >
      <h1>{title}</h1>
      <p class="fw-lead">{t(own ? 'deputy.own.lead' : 'deputies.lead')}</p>
      <Table
        caption={title}
        captionHidden
        rows={deputies}
        rowKey={({ id }) => id}
        empty={<EmptyState title={t('deputies.none')} />}
        columns={[
          { label: t('deputy.absent'), cell: ({ absentName }) => absentName },
          { label: t('deputy.deputy'), cell: ({ deputyName }) => deputyName },
          { label: t('deputy.from'), cell: ({ from }) => formatDate(from, language) },
          // The moment of the end belongs to the next day.
          { label: t('deputy.until'), cell: ({ until }) => formatDate(new Date(until.getTime() - 1), language) },
          {
            label: t('state'),
            cell: ({ from }) =>
              from.getTime() <= now.getTime() ? (
                <Badge kind="success">{t('deputy.runs')}</Badge>
              ) : (
                <Badge>{t('deputy.planned')}</Badge>
              ),
          },
          {
            label: t('action'),
            labelHidden: true,
            cell: ({ id, absentName, deputyName }) => (
              <Form action={`${base}/${id}/beenden`}>
                <button type="submit" class="fw-link-button">
                  {t('deputy.end')}
                  <span class="kern-sr-only">
                    : {deputyName}, {absentName}
                  </span>
                </button>
              </Form>
            ),
          },
        ]}
      />
      <p>
        <LinkButton href={`${base}/neu`}>{t(own ? 'deputy.new.own' : 'deputy.new')}</LinkButton>
      </p>
    </Layout>
  )
}
