import type { LedgerView, Page } from '@fachwerk/kernel'
import {
  accessSentence,
  Badge,
  Button,
  EmptyState,
  formatDate,
  formatDateTime,
  Pagination,
  Table,
  usePage,
  useText,
  visitsOf,
} from '@fachwerk/web'
import { pageSize, urlAt, type AccessQuery } from '../my-data/access-filter.ts'
import { ChooseCategory, Period } from '../my-data/filter-fields.tsx'
import { myDataMessages } from '../my-data/messages.ts'
import type { StepNames } from '../step-names.ts'
import { ActorCell } from './actor-cell.tsx'
import { officerMessages } from './messages.ts'
import { OfficerFrame } from './officer-frame.tsx'

const path = '/datenschutz/zugriffe'

/** The ledger of the authority, withheld entries marked; people concerned under their pseudonyms. */
export const TenantAccessesPage = (props: {
  accesses: Page<LedgerView>
  query: AccessQuery
  offset: number
  stepName: StepNames
}) => {
  const t = useText(officerMessages)
  const { accesses, query, offset } = props
  return (
    <OfficerFrame tab="accesses" title={t('accesses.title')} lead={t('accesses.lead')}>
      <Filter query={query} />
      {accesses.total > 0 ? <p class="fw-muted">{t('accesses.count', { count: accesses.total })}</p> : null}
      <EntryTable entries={accesses.items} stepName={props.stepName} />
      <Pagination total={accesses.total} offset={offset} limit={pageSize} url={(at) => urlAt(path, query, at)} />
    </OfficerFrame>
  )
}

const EntryTable = ({ entries, stepName }: { entries: readonly LedgerView[]; stepName: StepNames }) => {
  const t = useText(officerMessages)
  const { language, now } = usePage()
  return (
    <Table
      caption={t('accesses.title')}
      captionHidden
      rows={visitsOf(entries)}
      rowKey={({ entries: [newest] }) => newest!.index}
      empty={
        <EmptyState title={t('accesses.none')}>
          <p>{t('accesses.none.text')}</p>
        </EmptyState>
      }
      columns={[
        {
          label: t('accesses.when'),
          cell: ({ entries: [newest] }) => <span class="fw-nowrap">{formatDateTime(new Date(newest!.at), language)}</span>,
        },
        {
          label: t('accesses.what'),
          cell: (visit) => (
            <>
              {accessSentence(visit, { language, now, reader: 'other' })}{' '}
              {visit.entries.length > 1 ? (
                <span class="fw-muted">{t('accesses.count', { count: visit.entries.length })}</span>
              ) : null}{' '}
              <Withheld entry={visit.entries[0]!} />
            </>
          ),
        },
        {
          label: t('accesses.actor'),
          cell: ({ entries: looks }) => <ActorCell entries={looks} stepName={stepName} />,
        },
        {
          label: t('accesses.subject'),
          cell: ({ entries: [newest] }) => <code title={newest!.subject}>{newest!.subject.slice(0, 8)}</code>,
        },
        {
          label: t('accesses.hold'),
          labelHidden: true,
          cell: ({ entries: [newest] }) =>
            newest!.case ? (
              <a href={`/datenschutz/sperren?vorgang=${encodeURIComponent(newest!.case.id)}#neu`}>
                {t('accesses.hold')}
                <span class="kern-sr-only"> {t('accesses.hold.of', { number: newest!.case.number })}</span>
              </a>
            ) : null,
        },
      ]}
    />
  )
}

const Withheld = ({ entry: { withheld } }: { entry: LedgerView }) => {
  const t = useText(officerMessages)
  const { language, now } = usePage()
  if (!withheld || withheld.until <= now.getTime()) return null
  return (
    <>
      <Badge kind="warning">{t('accesses.withheld', { date: formatDate(new Date(withheld.until), language) })}</Badge>{' '}
      <span class="fw-muted">{t('accesses.withheld.why', withheld)}</span>
    </>
  )
}

const Filter = ({ query }: { query: AccessQuery }) => {
  const t = useText(myDataMessages)
  const officer = useText(officerMessages)
  return (
    <form class="fw-filter" method="get" action={path}>
      <Period query={query} />
      <ChooseCategory query={query} />
      <label class="fw-filter__check">
        <input type="checkbox" name="eigene" value="1" checked={query.eigene === '1'} />
        {officer('accesses.own')}
      </label>
      <Button kind="secondary">{t('filter.submit')}</Button>
    </form>
  )
}
