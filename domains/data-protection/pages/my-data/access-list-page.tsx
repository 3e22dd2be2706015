import type { LedgerView, Page } from '@fachwerk/kernel'
import { Button, EmptyState, Layout, Pagination, usePage, useText, visitsOf } from '@fachwerk/web'
import { pageSize, urlAt, type AccessQuery } from './access-filter.ts'
import { Choose, ChooseCategory, Period, type Choice } from './filter-fields.tsx'
import { myDataMessages } from './messages.ts'
import { Tabs } from './tabs.tsx'
import { VisitList } from './visit-list.tsx'
import { WithheldNote, type Withheld } from './withheld-note.tsx'

export interface AccessListPageProps {
  readonly accesses: Page<LedgerView>
  readonly withheld: Withheld
  readonly query: AccessQuery
  readonly offset: number
  readonly authorities: readonly Choice[]
  readonly cases: readonly Choice[]
}

const path = '/meine-daten/zugriffe'

export const AccessListPage = (props: AccessListPageProps) => {
  const t = useText(myDataMessages)
  const { accesses, query, offset } = props
  const isFiltered = Object.entries(query).some(([name, value]) => name !== 'ab' && value)
  return (
    <Layout title={t('accesses.title')} section="my-data">
      <h1>{t('accesses.title')}</h1>
      <Tabs current="accesses" />
      <Filter {...props} isFiltered={isFiltered} />
      {accesses.total === 0 ? (
        <EmptyState title={t(isFiltered ? 'accesses.no-match' : 'accesses.none')}>
          <p>{t(isFiltered ? 'accesses.no-match.text' : 'accesses.none.text')}</p>
        </EmptyState>
      ) : (
        <>
          <p class="fw-muted" role="status">
            {accesses.total === 1 ? t('accesses.count.one') : t('accesses.count', { count: accesses.total })}
          </p>
          <Months accesses={accesses.items} />
          <Pagination total={accesses.total} offset={offset} limit={pageSize} url={(at) => urlAt(path, query, at)} />
        </>
      )}
      <WithheldNote withheld={props.withheld} />
    </Layout>
  )
}

const Months = ({ accesses }: { accesses: readonly LedgerView[] }) => {
  const { language } = usePage()
  const month = new Intl.DateTimeFormat(language === 'de' ? 'de-DE' : 'en-GB', {
    month: 'long',
    year: 'numeric',
    timeZone: 'Europe/Berlin',
  })
  const months = Map.groupBy(visitsOf(accesses), ({ entries }) => month.format(entries[0]!.at))
  return (
    <>
      {[...months].map(([name, visits]) => (
        <section key={name}>
          <h2 class="fw-month">{name}</h2>
          <VisitList visits={visits} />
        </section>
      ))}
    </>
  )
}

const Filter = ({ query, authorities, cases, isFiltered }: AccessListPageProps & { isFiltered: boolean }) => {
  const t = useText(myDataMessages)
  return (
    <form class="fw-filter" method="get" action={path}>
      <Period query={query} />
      <Choose label={t('filter.authority')} name="behoerde" value={query.behoerde} choices={authorities} />
      <ChooseCategory query={query} />
      <Choose label={t('filter.case')} name="vorgang" value={query.vorgang} choices={cases} />
      <label class="fw-filter__check">
        <input type="checkbox" name="eigene" value="1" checked={query.eigene === '1'} />
        {t('filter.own')}
      </label>
      <Button kind="secondary">{t('filter.submit')}</Button>
      {isFiltered ? <a href={path}>{t('filter.reset')}</a> : null}
    </form>
  )
}
