import { sql } from 'kysely'
import type { Page, Person, TaskFilter, TaskSummary } from '../api.ts'
import { count } from '../cases/list-cases.ts'
import { mayWorkCondition } from '../cases/visibility.ts'
import type { KernelSql } from '../storage/tables.ts'
import { summariesOf } from './task-summary.ts'

const mostPerPage = 200

/** Open tasks this person may work: the most urgent first, then those due first, then the oldest. */
export async function listTasks(
  database: KernelSql,
  person: Person,
  filter: TaskFilter,
  now: number,
): Promise<Page<TaskSummary>> {
  let query = database.selectFrom('task').where('open', '=', true).where(mayWorkCondition(person))
  if (filter.scope === 'mine') query = query.where('assignee', '=', person.id)
  if (filter.scope === 'group') query = query.where('assignee', 'is', null)
  if (filter.overdue) query = query.where('due', '<', new Date(now))
  const text = filter.text?.replaceAll('\0', '').trim().slice(0, 200)
  if (text) query = query.where(contains(text))
  const { total } = await query.select(({ fn }) => fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  const page = query
    .selectAll()
    .orderBy('priority', (order) => order.desc().nullsLast())
    .orderBy('due', (order) => order.asc().nullsLast())
    .orderBy('created_at')
    .orderBy('id')
    .offset(count(filter.offset, 0))
    .limit(Math.min(mostPerPage, count(filter.limit, 50)))
  return { items: await summariesOf(database, await page.execute()), total }
}

function contains(text: string) {
  const pattern = `%${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`
  const inCase = sql`exists (select from kernel.instance where instance.id = task.instance_id
    and (instance.number ilike ${pattern} or instance.title ilike ${pattern} or instance.process_name ilike ${pattern}))`
  return sql<boolean>`(task.name ilike ${pattern} or ${inCase})`
}
