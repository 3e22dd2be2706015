import type { PendingChange } from '@fachwerk/kernel'
import { Button, ButtonRow, EmptyState, Form, formatDateTime, Layout, usePage, useSay, useText } from '@fachwerk/web'
import { administrationMessages } from '../messages.ts'

export const PendingPage = ({ changes }: { changes: readonly PendingChange[] }) => {
  const t = useText(administrationMessages)
  return (
    <Layout title={t('pending.title')} section="administration" breadcrumb={[{ label: t('title'), href: '/verwaltung' }]}>
      <h1>{t('pending.title')}</h1>
      <p class="fw-lead">{t('pending.lead')}</p>
      {changes.length === 0 ? (
        <EmptyState title={t('pending.none')} />
      ) : (
        changes.map((change) => <Change key={change.id} change={change} />)
      )}
    </Layout>
  )
}

const Change = ({ change }: { change: PendingChange }) => {
  const t = useText(administrationMessages)
  const say = useSay()
  const { language, person } = usePage()
  const isAgreement = change.what === 'agreement'
  const dates = {
    name: change.requestedByName,
    at: formatDateTime(change.requestedAt, language),
    until: formatDateTime(change.expiresAt, language),
  }
  return (
    <section class="fw-section" aria-labelledby={change.id}>
      <h2 id={change.id}>{say(change.text)}</h2>
      <p class="fw-muted">{isAgreement ? t('pending.agreement', { name: dates.name }) : t('pending.asked', dates)}</p>
      {change.mayApprove ? null : <p>{t(change.requestedBy === person?.id ? 'pending.own' : 'pending.not-you')}</p>}
      <ButtonRow>
        {change.mayApprove ? (
          <Form action={`/verwaltung/wartend/${change.id}/zustimmen`}>
            <Button>
              {t('pending.approve')}
              <span class="kern-sr-only">: {say(change.text)}</span>
            </Button>
          </Form>
        ) : null}
        <Form action={`/verwaltung/wartend/${change.id}/ablehnen`}>
          <Button kind="secondary">
            {t(change.requestedBy === person?.id ? 'pending.withdraw' : 'pending.reject')}
            <span class="kern-sr-only">: {say(change.text)}</span>
          </Button>
        </Form>
      </ButtonRow>
    </section>
  )
}
