import type { CaseSummary, Page } from '@fachwerk/kernel'
import { Button, Card, CardGrid, EmptyState, formatDate, Layout, Pagination, Table, usePage, useText } from '@fachwerk/web'
import { CaseStateBadge } from './case-state.tsx'
import { Due } from './due.tsx'
import { isStaff } from './is-staff.ts'
import { caseMessages } from './messages.ts'

export const caseStates = ['active', 'incident', 'completed', 'terminated', 'failed'] as const

export interface CaseListFilter {
  readonly text?: string
  readonly processKey?: string
  readonly state?: (typeof caseStates)[number]
  readonly offset: number
  readonly limit: number
}
interface Props {
  readonly cases: Page<CaseSummary>
  readonly filter: CaseListFilter
  readonly processes: readonly { readonly key: string; readonly name: string }[]
  /** Cases with a task that waits for the reader. */
  readonly waiting: ReadonlySet<string>
}

export const CaseListPage = (props: Props) => {
  const t = useText(caseMessages)
  const { person } = usePage()
  const staff = person !== undefined && isStaff(person)
  const title = t(staff ? 'list.title' : 'list.title.own')
  return (
    <Layout title={title} section="cases">
      <h1>{title}</h1>
      {staff ? null : <p class="fw-lead">{t('list.lead.own')}</p>}
      {staff ? <Filter {...props} /> : null}
      {props.cases.items.length === 0 ? (
        <NoCases filter={props.filter} />
      ) : staff ? (
        <StaffTable {...props} />
      ) : (
        <OwnCases {...props} />
      )}
      <Pagination
        total={props.cases.total}
        offset={props.filter.offset}
        limit={props.filter.limit}
        url={(offset) => urlOf({ ...props.filter, offset })}
      />
    </Layout>
  )
}

const Filter = ({ filter, processes }: Props) => {
  const t = useText(caseMessages)
  return (
    <form class="fw-filter" action="/vorgaenge" method="get" role="search" aria-label={t('list.filter')}>
      <label>
        {t('filter.text')}
        <input type="search" name="text" value={filter.text ?? ''} maxLength={200} aria-describedby="filter-text-hint" />
      </label>
      <label>
        {t('filter.process')}
        <select name="verfahren">
          <option value="">{t('filter.process.all')}</option>
          {processes.map((process) => (
            <option key={process.key} value={process.key} selected={process.key === filter.processKey}>
              {process.name}
            </option>
          ))}
        </select>
      </label>
      <label>
        {t('filter.state')}
        <select name="stand">
          <option value="">{t('filter.state.all')}</option>
          {caseStates.map((state) => (
            <option key={state} value={state} selected={state === filter.state}>
              {t(`state.${state}`)}
            </option>
          ))}
        </select>
      </label>
      <Button kind="secondary">{t('filter.apply')}</Button>
      <p id="filter-text-hint" class="fw-filter-hint">
        {t('filter.text.hint')}
      </p>
    </form>
  )
}

const StaffTable = ({ cases, waiting }: Props) => {
  const t = useText(caseMessages)
  const { language } = usePage()
  return (
    <Table
      caption={t('list.title')}
      captionHidden
      rows={cases.items}
      rowKey={(row) => row.id}
      columns={[
        {
          label: t('column.number'),
          cell: (row) => (
            <a class="fw-nowrap" href={`/vorgaenge/${row.id}`}>
              {row.number}
            </a>
          ),
        },
        { label: t('column.title'), cell: (row) => row.title ?? '' },
        { label: t('column.process'), cell: (row) => row.processName },
        { label: t('column.state'), cell: (row) => <CaseStateBadge summary={row} waitsForReader={waiting.has(row.id)} /> },
        { label: t('column.stands'), cell: (row) => row.standsAt.join(', ') },
        { label: t('column.due'), cell: (row) => <Due due={row.state === 'active' ? row.due : undefined} /> },
        { label: t('column.started'), cell: (row) => formatDate(row.startedAt, language) },
      ]}
    />
  )
}

const OwnCases = ({ cases, waiting }: Props) => {
  const t = useText(caseMessages)
  const { language } = usePage()
  return (
    <CardGrid>
      {cases.items.map((row) => (
        <Card key={row.id} title={row.processName} href={`/vorgaenge/${row.id}`}>
          <p>
            <CaseStateBadge summary={{ ...row, incident: false }} waitsForReader={waiting.has(row.id)} />
          </p>
          <p class="fw-card__text">
            {row.number} · {t('since', { date: formatDate(row.startedAt, language) })}
          </p>
        </Card>
      ))}
    </CardGrid>
  )
}

const NoCases = ({ filter }: { filter: CaseListFilter }) => {
  const t = useText(caseMessages)
  const isFiltered = filter.text !== undefined || filter.processKey !== undefined || filter.state !== undefined
  return (
    <EmptyState title={t('list.empty')}>
      {isFiltered ? (
        <p>
          {t('list.empty.filter')} <a href="/vorgaenge">{t('list.empty.reset')}</a>.
        </p>
      ) : (
        <p>
          <a href="/assistenten">{t('list.empty.start')}</a>
        </p>
      )}
    </EmptyState>
  )
}

function urlOf(filter: CaseListFilter): string {
  const query = new URLSearchParams()
  if (filter.text) query.set('text', filter.text)
  if (filter.processKey) query.set('verfahren', filter.processKey)
  if (filter.state) query.set('stand', filter.state)
  if (filter.offset > 0) query.set('ab', String(filter.offset))
  return `/vorgaenge?${query}`
}
