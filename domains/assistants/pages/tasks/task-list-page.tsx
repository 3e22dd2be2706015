import type { Page, TaskSummary } from '@fachwerk/kernel'
import {
  Badge,
  Button,
  EmptyState,
  Form,
  formatDate,
  Layout,
  LinkButton,
  Notification,
  Pagination,
  Table,
  usePage,
  useText,
} from '@fachwerk/web'
import { groupNames } from '../../model/groups.ts'
import { Due } from '../cases/due.tsx'
import { taskMessages } from './messages.ts'

export const scopes = ['mine', 'group', 'all'] as const
export type Scope = (typeof scopes)[number]

export interface TaskListFilter {
  readonly scope: Scope
  readonly text?: string
  readonly overdue?: boolean
  readonly offset: number
  readonly limit: number
}
interface Props {
  readonly tasks: Page<TaskSummary>
  readonly filter: TaskListFilter
  /** Number of the case whose task was completed just now. */
  readonly done?: { readonly number: string; readonly ended: boolean }
}

export const TaskListPage = ({ tasks, filter, done }: Props) => {
  const t = useText(taskMessages)
  return (
    <Layout title={t('list.title')} section="tasks">
      {done ? <Notification kind="success" title={t(done.ended ? 'done.ended' : 'done.text', { number: done.number })} /> : null}
      <h1>{t('list.title')}</h1>
      <ScopeTabs filter={filter} />
      <Filter filter={filter} />
      {tasks.items.length === 0 ? <NoTasks filter={filter} /> : <TaskTable tasks={tasks.items} filter={filter} />}
      <Pagination
        total={tasks.total}
        offset={filter.offset}
        limit={filter.limit}
        url={(offset) => urlOf({ ...filter, offset })}
      />
    </Layout>
  )
}

const ScopeTabs = ({ filter }: { filter: TaskListFilter }) => {
  const t = useText(taskMessages)
  return (
    <nav class="fw-tabs" aria-label={t('list.scopes')}>
      <ul>
        {scopes.map((scope) => (
          <li key={scope}>
            <a href={urlOf({ ...filter, scope, offset: 0 })} aria-current={scope === filter.scope ? 'true' : undefined}>
              {t(`scope.${scope}`)}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

const Filter = ({ filter }: { filter: TaskListFilter }) => {
  const t = useText(taskMessages)
  return (
    <form class="fw-filter" action="/aufgaben" method="get" role="search" aria-label={t('filter.label')}>
      <input type="hidden" name="von" value={filter.scope} />
      <label>
        {t('filter.text')}
        <input type="search" name="text" value={filter.text ?? ''} maxLength={200} aria-describedby="filter-text-hint" />
      </label>
      <label>
        {t('filter.overdue')}
        <select name="frist">
          <option value="">{t('filter.overdue.any')}</option>
          <option value="abgelaufen" selected={filter.overdue === true}>
            {t('filter.overdue.only')}
          </option>
        </select>
      </label>
      <Button kind="secondary">{t('filter.apply')}</Button>
      <p id="filter-text-hint" class="fw-filter-hint">
        {t('filter.text.hint')}
      </p>
    </form>
  )
}

const TaskTable = ({ tasks, filter }: { tasks: readonly TaskSummary[]; filter: TaskListFilter }) => {
  const t = useText(taskMessages)
  const { language } = usePage()
  return (
    <Table
      caption={t(`scope.${filter.scope}`)}
      captionHidden
      rows={overdueFirst(tasks)}
      rowKey={(task) => task.id}
      columns={[
        { label: t('column.task'), cell: (task) => <a href={`/aufgaben/${task.id}`}>{task.name}</a> },
        { label: t('column.title'), cell: (task) => task.caseTitle ?? '' },
        {
          label: t('column.case'),
          cell: (task) => (
            <a class="fw-nowrap" href={`/vorgaenge/${task.caseId}`}>
              {task.caseNumber}
            </a>
          ),
        },
        { label: t('column.process'), cell: (task) => task.processName },
        { label: t('column.due'), cell: (task) => <Due due={task.due} /> },
        { label: t('column.holder'), cell: (task) => <Holder task={task} /> },
        { label: t('column.created'), cell: (task) => formatDate(task.createdAt, language) },
        { label: t('column.action'), cell: (task) => <RowAction task={task} filter={filter} /> },
      ]}
    />
  )
}

/** What is due first stands first; without a due date the oldest. */
export const overdueFirst = (tasks: readonly TaskSummary[]): TaskSummary[] =>
  tasks.toSorted(
    (a, b) => (a.due?.getTime() ?? Infinity) - (b.due?.getTime() ?? Infinity) || a.createdAt.getTime() - b.createdAt.getTime(),
  )

export const Holder = ({ task }: { task: TaskSummary }) => {
  const t = useText(taskMessages)
  const { person } = usePage()
  if (task.assignee === undefined)
    return (
      <>
        <Badge kind="info">{t('holder.free')}</Badge>{' '}
        {person?.groups.length === 1 ? null : <span class="fw-muted">{groupNames(task.offeredTo)}</span>}
      </>
    )
  return task.assignee === person?.id ? (
    <Badge kind="warning">{t('holder.you')}</Badge>
  ) : (
    <>{task.assigneeName ?? task.assignee}</>
  )
}

const RowAction = ({ task, filter }: { task: TaskSummary; filter: TaskListFilter }) => {
  const t = useText(taskMessages)
  const { person } = usePage()
  const about = <span class="kern-sr-only">: {t('claim.of', { name: task.name, number: task.caseNumber })}</span>
  if (task.assignee === undefined)
    return (
      <Form action={`/aufgaben/${task.id}/uebernehmen`}>
        <button type="submit" class="fw-link-button">
          {t('claim')}
          {about}
        </button>
      </Form>
    )
  if (task.assignee !== person?.id) return null
  return (
    <Form action={`/aufgaben/${task.id}/abgeben`}>
      <input type="hidden" name="zurueck" value={filter.scope} />
      <button type="submit" class="fw-link-button">
        {t('release')}
        {about}
      </button>
    </Form>
  )
}

const NoTasks = ({ filter }: { filter: TaskListFilter }) => {
  const t = useText(taskMessages)
  if (filter.text !== undefined || filter.overdue)
    return (
      <EmptyState title={t('empty.all')}>
        <p>
          <a href={urlOf({ scope: filter.scope, offset: 0, limit: filter.limit })}>{t('empty.filter')}</a>
        </p>
      </EmptyState>
    )
  if (filter.scope !== 'mine') return <EmptyState title={t(`empty.${filter.scope}`)} />
  return (
    <EmptyState title={t('empty.mine')}>
      <p>{t('empty.mine.text')}</p>
      <p>
        <LinkButton href="/aufgaben?von=group" kind="secondary">
          {t('empty.mine.link')}
        </LinkButton>
      </p>
    </EmptyState>
  )
}

export function urlOf(filter: TaskListFilter): string {
  const query = new URLSearchParams({ von: filter.scope })
  if (filter.text) query.set('text', filter.text)
  if (filter.overdue) query.set('frist', 'abgelaufen')
  if (filter.offset > 0) query.set('ab', String(filter.offset))
  return `/aufgaben?${query}`
}
