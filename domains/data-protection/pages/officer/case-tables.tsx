import type { CaseSummary } from '@fachwerk/kernel'
import { EmptyState, formatDate, formatDateTime, Table, usePage, useText, type Column } from '@fachwerk/web'
import { Deadline, HoursLeft } from './deadline.tsx'
import { officerMessages } from './messages.ts'

export const RequestTable = ({ cases }: { cases: readonly CaseSummary[] }) => {
  const t = useText(officerMessages)
  return (
    <OpenCases
      cases={cases}
      caption={t('requests.title')}
      empty={['requests.none', 'requests.none.text']}
      since="column.received"
    >
      {(each) => <Deadline due={each.due} />}
    </OpenCases>
  )
}
/** Steps of a breach that the 72 hours hang on. */
const beforeReport = /Risiko|Landesbeauftragten|Meldefrist/

/** The 72 hours run from when the breach became known, as its report says, not from the report (Art. 33 (1) GDPR). */
const knownSince = (due: Date): Date => new Date(due.getTime() - 72 * 3_600_000)

export const BreachTable = ({ cases }: { cases: readonly CaseSummary[] }) => {
  const t = useText(officerMessages)
  const { language } = usePage()
  const dueOf = ({ due, standsAt }: CaseSummary) => (standsAt.some((place) => beforeReport.test(place)) ? due : undefined)
  return (
    <OpenCases cases={cases} caption={t('breaches.title')} empty={['breaches.none', 'breaches.none.text']} since="column.since">
      {(each) => {
        const due = dueOf(each)
        return (
          <>
            <HoursLeft due={due} />
            {due ? <div class="fw-muted">{t('hours.since', { date: formatDateTime(knownSince(due), language) })}</div> : null}
          </>
        )
      }}
    </OpenCases>
  )
}

/** The columns that every table of cases begins with. Periods of requests run from receipt, which a request on paper names itself. */
const useOpening = (since: 'column.received' | 'column.since'): readonly Column<CaseSummary>[] => {
  const t = useText(officerMessages)
  const { language } = usePage()
  return [
    {
      label: t('column.number'),
      cell: ({ id, number }) => (
        <a class="fw-nowrap" href={`/vorgaenge/${id}`}>
          {number}
        </a>
      ),
    },
    { label: t('column.about'), cell: ({ title, processName }) => title ?? processName },
    { label: t(since), cell: ({ received, startedAt }) => formatDate(received ?? startedAt, language) },
  ]
}

const OpenCases = (props: {
  cases: readonly CaseSummary[]
  caption: string
  since: 'column.received' | 'column.since'
  empty: readonly ['requests.none' | 'breaches.none', 'requests.none.text' | 'breaches.none.text']
  children: (each: CaseSummary) => preact.ComponentChildren
}) => {
  const t = useText(officerMessages)
  const opening = useOpening(props.since)
  return (
    <Table
      caption={props.caption}
      captionHidden
      rows={props.cases}
      rowKey={({ id }) => id}
      empty={
        <EmptyState title={t(props.empty[0])}>
          <p>{t(props.empty[1])}</p>
        </EmptyState>
      }
      columns={[
        ...opening,
        { label: t('column.stands'), cell: ({ standsAt }) => standsAt.join(', ') },
        { label: t('column.due'), cell: props.children },
      ]}
    />
  )
}

export const ClosedTable = ({ cases }: { cases: readonly CaseSummary[] }) => {
  const t = useText(officerMessages)
  const { language } = usePage()
  const opening = useOpening('column.received')
  if (cases.length === 0) return null
  return (
    <section>
      <h2 id="abgeschlossen">{t('requests.closed')}</h2>
      <Table
        caption={t('requests.closed')}
        captionHidden
        rows={cases}
        rowKey={({ id }) => id}
        columns={[
          ...opening,
          { label: t('column.ended'), cell: ({ endedAt }) => (endedAt ? formatDate(endedAt, language) : '') },
        ]}
      />
    </section>
  )
}
