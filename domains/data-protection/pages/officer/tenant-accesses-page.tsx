import type { LedgerView, Page } from '@fachwerk/kernel'
import { categoryText, dataCategories } from '@fachwerk/privacy'
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
  useSay,
  useText,
  visitsOf,
} from '@fachwerk/web'
import { pageSize, urlAt, type AccessQuery } from '../my-data/access-filter.ts'
import { myDataMessages } from '../my-data/messages.ts'
import { officerMessages } from './messages.ts'
import { OfficerFrame } from './officer-frame.tsx'

const path = '/datenschutz/zugriffe'

/** The ledger of the authority, withheld entries marked; people concerned under their pseudonyms. */
export const TenantAccessesPage = (props: { accesses: Page<LedgerView>; query: AccessQuery; offset: number }) => {
  const t = useText(officerMessages)
  const { accesses, query, offset } = props
  return (
    <OfficerFrame tab="accesses" title={t('accesses.title')} lead={t('accesses.lead')}>
      <Filter query={query} />
      {accesses.total > 0 ? <p class="fw-muted">{t('accesses.count', { count: accesses.total })}</p> : null}
      <EntryTable entries={accesses.items} />
      <Pagination total={accesses.total} offset={offset} limit={pageSize} url={(at) => urlAt(path, query, at)} />
    </OfficerFrame>
  )
}

const EntryTable = ({ entries }: { entries: readonly LedgerView[] }) => {
  const t = useText(officerMessages)
  const { language, now } = usePage()
  return (
    <Table
      caption={t('accesses.title')}
      captionHidden
      rows={entries}
      rowKey={({ index }) => index}
      empty={
        <EmptyState title={t('accesses.none')}>
          <p>{t('accesses.none.text')}</p>
        </EmptyState>
      }
      columns={[
        { label: t('accesses.when'), cell: ({ at }) => <span class="fw-nowrap">{formatDateTime(new Date(at), language)}</span> },
        {
          label: t('accesses.what'),
          cell: (entry) => (
            <>
              {accessSentence(visitsOf([entry])[0]!, { language, now, reader: 'other' })} <Withheld entry={entry} />
            </>
          ),
        },
        { label: t('accesses.actor'), cell: ({ actor }) => <code>{actor.self ? '–' : actor.id}</code> },
        { label: t('accesses.subject'), cell: ({ subject }) => <code title={subject}>{subject.slice(0, 8)}</code> },
        {
          label: t('accesses.hold'),
          labelHidden: true,
          cell: ({ case: place }) =>
            place ? (
              <a href={`/datenschutz/sperren?vorgang=${encodeURIComponent(place.id)}#neu`}>
                {t('accesses.hold')}
                <span class="kern-sr-only"> {t('accesses.hold.of', { number: place.number })}</span>
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
  const say = useSay()
  return (
    <form class="fw-filter" method="get" action={path}>
      <label>
        {t('filter.from')}
        <input type="date" name="von" value={query.von ?? ''} />
      </label>
      <label>
        {t('filter.until')}
        <input type="date" name="bis" value={query.bis ?? ''} />
      </label>
      <label>
        {t('filter.category')}
        <select name="daten">
          <option value="">{t('filter.all')}</option>
          {dataCategories.map((category) => (
            <option key={category} value={category} selected={category === query.daten}>
              {say(categoryText(category).name)}
            </option>
          ))}
        </select>
      </label>
      <Button kind="secondary">{t('filter.submit')}</Button>
    </form>
  )
}
