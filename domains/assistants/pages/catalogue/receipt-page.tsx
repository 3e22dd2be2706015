import type { CaseDetails } from '@fachwerk/kernel'
import { ButtonRow, formatDateTime, Layout, LinkButton, usePage, useText } from '@fachwerk/web'
import { catalogueMessages } from './messages.ts'

/** It has arrived: the number, and what happens next. */
export const ReceiptPage = ({ received }: { received: CaseDetails }) => {
  const t = useText(catalogueMessages)
  const { language, person } = usePage()
  const mine = received.tasks.find((task) => isFor(task, person?.id, person?.groups ?? []))
  return (
    <Layout title={t('receipt.title')} section="assistants">
      <div class="fw-receipt">
        <h1>{t('receipt.title')}</h1>
        <p>
          {received.processName}, {formatDateTime(received.startedAt, language)}
        </p>
        <p class="fw-receipt__number">
          {t('receipt.number')} {received.number}
        </p>
      </div>
      <h2>{t('receipt.next')}</h2>
      {nextSteps(received, t)}
      <ButtonRow>
        {mine ? (
          <LinkButton href={`/aufgaben/${encodeURIComponent(mine.id)}`}>{t('receipt.task', { name: mine.name })}</LinkButton>
        ) : (
          <LinkButton href={`/vorgaenge/${encodeURIComponent(received.id)}`}>{t('receipt.case')}</LinkButton>
        )}
        <LinkButton kind="tertiary" href="/assistenten">
          {t('receipt.catalogue')}
        </LinkButton>
      </ButtonRow>
    </Layout>
  )
}

const isFor = (task: CaseDetails['tasks'][number], person: string | undefined, groups: readonly string[]): boolean =>
  task.assignee === undefined ? task.candidateGroups.some((group) => groups.includes(group)) : task.assignee === person

function nextSteps(
  { state, standsAt, incident }: CaseDetails,
  t: (key: 'receipt.finished' | 'receipt.waiting' | 'receipt.steps' | 'receipt.incident') => string,
) {
  if (state !== 'active') return <p>{t('receipt.finished')}</p>
  if (incident) return <p>{t('receipt.incident')}</p>
  if (standsAt.length === 0) return <p>{t('receipt.waiting')}</p>
  return (
    <>
      <p>{t('receipt.steps')}</p>
      <ul>
        {standsAt.map((name) => (
          <li key={name}>{name}</li>
        ))}
      </ul>
    </>
  )
}
