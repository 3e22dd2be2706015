import type { Person, Refusal, TaskDetailsForWork } from '@fachwerk/kernel'
import { fail, ok } from '@fachwerk/problem'
import {
  defineRoutes,
  page,
  personOf,
  readForm,
  refuse,
  seeOther,
  translator,
  type FachwerkApp,
  type Language,
} from '@fachwerk/web'
import { labelsOf } from '../cases/answer-labels.ts'
import { answersOf, formsOf } from '../cases/case-answers.ts'
import { isStaff } from '../cases/is-staff.ts'
import { registerFormRun } from '../run/index.ts'
import type { CaseSoFarProps } from './case-so-far.tsx'
import { taskMessages } from './messages.ts'
import { scopes, TaskListPage, urlOf, type TaskListFilter } from './task-list-page.tsx'
import { TaskAside, TaskPage } from './task-page.tsx'

interface ListQuery {
  readonly von?: string
  readonly text?: string
  readonly frist?: string
  readonly ab?: string
  readonly erledigt?: string
  readonly ende?: string
}
type OneTask = { Params: { id: string } }

const pageSize = 50
const reading = { policy: { action: 'read', resource: 'task' } } as const
const working = { policy: { action: 'work', resource: 'task' } } as const

export const taskRoutes = defineRoutes((app) => {
  app.get<{ Querystring: ListQuery }>(
    '/aufgaben',
    { config: reading, schema: { summary: 'Tasks', tags: ['pages'] } },
    async (request, reply) => {
      const filter = filterOf(request.query)
      const tasks = await app.kernel.tasks.list(personOf(request), filter)
      const { erledigt, ende } = request.query
      const done = erledigt ? { number: erledigt.slice(0, 60), ended: ende === '1' } : undefined
      return page(request, reply, <TaskListPage tasks={tasks} filter={filter} {...(done && { done })} />)
    },
  )

  app.get<OneTask>('/aufgaben/:id', { config: reading, schema: { summary: 'Task', tags: ['pages'] } }, async (request, reply) => {
    const person = personOf(request)
    const found = await app.kernel.tasks.get(request.params.id, person)
    if (!found.ok) return refuse(request, reply, found.error)
    if (found.value.assignee === person.id)
      return seeOther(reply, `${workUrl(found.value.id)}${isStaff(person) ? '?dicht=1' : ''}`)
    return page(request, reply, <TaskPage {...await soFar(app, found.value, person, request.language)} />)
  })

  app.post<OneTask>(
    '/aufgaben/:id/uebernehmen',
    { config: working, schema: { summary: 'Take a task over', tags: ['pages'] } },
    async (request, reply) => {
      const claimed = await app.kernel.tasks.claim(request.params.id, personOf(request))
      return claimed.ok ? seeOther(reply, `/aufgaben/${claimed.value.id}`) : refuse(request, reply, claimed.error)
    },
  )

  app.post<OneTask>(
    '/aufgaben/:id/abgeben',
    { config: working, schema: { summary: 'Give a task back to its group', tags: ['pages'] } },
    async (request, reply) => {
      const back = (await readForm(request))['zurueck']
      const released = await app.kernel.tasks.release(request.params.id, personOf(request))
      if (!released.ok) return refuse(request, reply, released.error)
      const scope = scopes.find((each) => each === back) ?? 'group'
      return seeOther(reply, urlOf({ scope, offset: 0, limit: pageSize }))
    },
  )

  registerFormRun(app, {
    prefix: '/aufgaben/:id/bearbeiten',
    policy: working.policy,
    load: async (request) => {
      const person = personOf(request)
      const found = await app.kernel.tasks.get((request.params as { id: string }).id, person)
      if (!found.ok) return found
      const task = found.value
      if (task.assignee !== person.id) return fail(notYours)
      const t = translator(taskMessages, request.language)
      return ok({
        form: task.form,
        title: task.name,
        subject: `task:${task.id}`,
        url: workUrl(task.id),
        known: task.variables,
        section: 'tasks',
        breadcrumb: [{ label: t('list.title'), href: '/aufgaben' }, { label: task.processName }],
        leaveUrl: '/aufgaben',
        submitLabel: { de: taskMessages.de['task.submit'], en: taskMessages.en['task.submit'] },
        aside: <TaskAside {...await soFar(app, task, person, request.language)} />,
        submit: async (answers, submission) => {
          const completed = await app.kernel.tasks.complete(task.id, answers, person, submission)
          if (!completed.ok) return completed
          return ok({ url: afterUrl(person, completed.value.id, completed.value.number, completed.value.state !== 'active') })
        },
      })
    },
  })
})

const workUrl = (id: string): string => `/aufgaben/${encodeURIComponent(id)}/bearbeiten`

/** Staff go on with the next task, citizens back to their case. */
const afterUrl = (person: Person, caseId: string, number: string, ended: boolean): string =>
  isStaff(person)
    ? `/aufgaben?${new URLSearchParams({ von: 'mine', erledigt: number, ...(ended && { ende: '1' }) })}`
    : `/vorgaenge/${encodeURIComponent(caseId)}`

/** The case beside the task; a reader who may not see the case gets what the task itself knows. */
async function soFar(app: FachwerkApp, task: TaskDetailsForWork, person: Person, language: Language): Promise<CaseSoFarProps> {
  const found = await app.kernel.cases.get(task.caseId, person)
  if (!found.ok) return { task, answers: [], labelOf: labelsOf([task.form]) }
  const forms = await formsOf(found.value, app.kernel.models)
  return { task, details: found.value, answers: answersOf(found.value, forms, language), labelOf: labelsOf(forms) }
}

function filterOf(query: ListQuery): TaskListFilter {
  const scope = scopes.find((each) => each === query.von) ?? 'group'
  const text = query.text?.trim().slice(0, 200)
  const offset = Math.max(0, Math.min(1_000_000, Math.trunc(Number(query.ab)) || 0))
  return { scope, offset, limit: pageSize, ...(text && { text }), ...(query.frist === 'abgelaufen' && { overdue: true }) }
}

const notYours: Refusal = {
  code: 'conflict',
  title: { de: taskMessages.de['taken.title'], en: taskMessages.en['taken.title'] },
  detail: { de: taskMessages.de['taken.detail'], en: taskMessages.en['taken.detail'] },
}
