import { Button, ButtonRow, Form, Layout, usePage, useText } from '@fachwerk/web'
import { CaseSoFar, type CaseSoFarProps } from './case-so-far.tsx'
import { taskMessages } from './messages.ts'
import { Due } from '../cases/due.tsx'
import { isOperator } from '../cases/is-staff.ts'
import { Holder } from './task-list-page.tsx'

/** A task that is not with the reader: free to take over, or with somebody else. */
export const TaskPage = (props: CaseSoFarProps) => {
  const { task } = props
  const t = useText(taskMessages)
  const { person } = usePage()
  const isFree = task.assignee === undefined
  const barred = task.fourEyes?.barred === true
  const mayTake = !barred && (isFree || (person !== undefined && isOperator(person)))
  return (
    <Layout
      title={task.name}
      section="tasks"
      breadcrumb={[{ label: t('list.title'), href: '/aufgaben' }, { label: task.processName }]}
    >
      <h1>{task.name}</h1>
      <p class="fw-state-line">
        <Holder task={task} />
        <span>
          <Due due={task.due} />
        </span>
      </p>
      <p class="fw-lead">
        {task.fourEyes && barred
          ? t('task.fourEyes', { name: task.fourEyes.name })
          : isFree
            ? t('task.claim.text')
            : t(mayTake ? 'task.takeover.text' : 'task.other.text', { name: task.assigneeName ?? task.assignee ?? '' })}
      </p>
      {task.documentation ? (
        <section>
          <h2>{t('task.about')}</h2>
          <p>{task.documentation}</p>
        </section>
      ) : null}
      {mayTake ? (
        <Form action={`/aufgaben/${task.id}/uebernehmen`}>
          <ButtonRow>
            <Button>{t('claim')}</Button>
          </ButtonRow>
        </Form>
      ) : null}
      <CaseSoFar {...props} />
    </Layout>
  )
}

/** Beside the form of a task that is the reader's: what to do, the case so far, and the way to give it back. */
export const TaskAside = (props: CaseSoFarProps) => {
  const { task } = props
  const t = useText(taskMessages)
  return (
    <>
      {task.due ? (
        <p class="fw-state-line">
          <span>
            {t('column.due')}: <Due due={task.due} />
          </span>
        </p>
      ) : null}
      {task.documentation ? (
        <>
          <h2>{t('task.about')}</h2>
          <p>{task.documentation}</p>
        </>
      ) : null}
      {task.fourEyes ? (
        <p>{t(task.fourEyes.barred ? 'task.fourEyes' : 'task.fourEyes.other', { name: task.fourEyes.name })}</p>
      ) : null}
      {task.generated ? <p class="fw-muted">{t('task.generated')}</p> : null}
      <CaseSoFar {...props} />
      <Form action={`/aufgaben/${task.id}/abgeben`}>
        <p>
          {t('task.release.text')}{' '}
          <button type="submit" class="fw-link-button">
            {t('release')}
          </button>
        </p>
      </Form>
    </>
  )
}
