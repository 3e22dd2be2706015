import { sql } from 'kysely'
import type { Page, Person, TaskFilter, TaskSummary } from '../api.ts'
import { count, hasToken, showTitles } from '../cases/list-cases.ts'
import type { CaseOptions } from '../cases/start-case.ts'
import { mayWorkCondition, seesFrames } from '../access/relations.ts'
import { storable } from '../people/people.ts'
import type { KernelSql, TaskRow } from '../storage/tables.ts'
import { caseTasks, type ShownInstance } from '../vault/case-tasks.ts'
import { taskSummary } from './task-summary.ts'

const mostPerPage = 200

/** Open tasks this person may work: the most urgent first, then those due first, then the oldest. */
export async function listTasks(
  { names: namesOf, requests, vault, disclosure, clock }: CaseOptions,
  person: Person,
  filter: TaskFilter,
): Promise<Page<TaskSummary>> {
  const request = requests(person)
  let query = request.selectFrom('task').where('open', '=', true).where(mayWorkCondition(person))
  if (filter.scope === 'mine') query = query.where('assignee', 'in', [person.id, ...(person.deputyFor ?? [])])
  if (filter.scope === 'group') query = query.where('assignee', 'is', null)
  if (filter.overdue) query = query.where('due', '<', new Date(clock()))
  if (filter.caseId !== undefined) query = query.where('instance_id', '=', storable(filter.caseId))
  const text = filter.text?.replaceAll('\0', '').trim().slice(0, 200)
  if (text) query = query.where(contains(text, seesFrames(person) ? [] : await vault.searched(person, text)))
  const counted = query.select(({ fn }) => fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  const page = query
    .selectAll()
    .orderBy('priority', (order) => order.desc().nullsLast())
    .orderBy('due', (order) => order.asc().nullsLast())
    .orderBy('created_at')
    .orderBy('id')
    .offset(count(filter.offset, 0))
    .limit(Math.min(mostPerPage, count(filter.limit, 50)))
  // What is shown is recorded while the others are still being counted.
  const shown = async () => summaries(await page.execute())
  const summaries = async (tasks: readonly TaskRow[]): Promise<readonly TaskSummary[]> => {
    const found = await instancesOf(request, tasks)
    const rows = filter.titles === false ? found.map((row) => ({ ...row, sealed_title: null })) : found
    const mine = new Set(tasks.filter(({ assignee }) => assignee === person.id).map(({ instance_id }) => instance_id))
    const [instances, names] = await Promise.all([
      showTitles(disclosure, person, rows, ({ id }) => mine.has(id), text ? 'search' : undefined),
      namesOf(tasks.flatMap(({ assignee }) => assignee ?? [])),
    ])
    const byId = new Map(instances.map((row) => [row.id, row]))
    return tasks.flatMap((task) => {
      const instance = byId.get(task.instance_id)
      return instance ? [taskSummary(task, instance, names)] : []
    })
  }
  const [{ total }, items] = await Promise.all([counted, shown()])
  return { items, total }
}

async function instancesOf(database: KernelSql, tasks: readonly TaskRow[]): Promise<readonly ShownInstance[]> {
  const ids = [...new Set(tasks.map(({ instance_id }) => instance_id))]
  if (ids.length === 0) return []
  return (await sql<ShownInstance>`select *, ${caseTasks} from kernel.instance where id = any(${ids}::text[])`.execute(database))
    .rows
}

function contains(text: string, tokens: readonly string[]) {
  const pattern = `%${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`
  const inCase = sql`exists (select from kernel.instance where instance.id = task.instance_id
    and (instance.number ilike ${pattern} or instance.process_name ilike ${pattern} or ${hasToken(tokens)}))`
  return sql<boolean>`(task.name ilike ${pattern} or ${inCase})`
}
