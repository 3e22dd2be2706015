import type { CaseDetails, LedgerView, Page, TaskSummary } from '@fachwerk/kernel'
import {
  BpmnDiagram,
  Button,
  ButtonRow,
  Disclosure,
  ErrorSummary,
  filesAt,
  Form,
  formatBytes,
  formatDate,
  formatDateTime,
  Layout,
  LinkButton,
  Notification,
  SummaryList,
  Table,
  Timeline,
  usePage,
  useSay,
  useText,
} from '@fachwerk/web'
import type { LabelOf } from './answer-labels.ts'
import type { AnswerRow } from './case-answers.ts'
import { CaseAccesses } from './case-accesses.tsx'
import { historyOf, kindOf, nodeName } from './case-history.ts'
import { CaseStateBadge, DueDate } from './case-state.tsx'
import { stepsOf, type Step } from './case-steps.ts'
import { DecisionReason } from './decision-reason.tsx'
import { isOperator, isStaff } from './is-staff.ts'
import { Letters } from './letters.tsx'
import { caseMessages } from './messages.ts'
import { NextActivities } from './next-activities.tsx'

export interface CasePageProps {
  readonly details: CaseDetails
  readonly answers: readonly AnswerRow[]
  readonly labelOf: LabelOf
  /** Open tasks that the reader may work on. */
  readonly ownTasks: readonly TaskSummary[]
  /** Who has looked at the case, as far as the reader may know; absent where the ledger does not answer for it. */
  readonly accesses?: Page<LedgerView> | undefined
  readonly isWithheld: boolean
  /** The reason for cancelling was missing. */
  readonly cancelRefused?: boolean
  /** An incident has just been resolved. */
  readonly retried?: boolean
}

export const CasePage = (props: CasePageProps) => {
  const t = useText(caseMessages)
  const { person } = usePage()
  const { details } = props
  const staff = person !== undefined && isStaff(person)
  const title = details.title ? `${details.number} · ${details.title}` : details.number
  return (
    <Layout
      title={title}
      section="cases"
      hasErrors={props.cancelRefused ?? false}
      breadcrumb={[{ label: t(staff ? 'list.title' : 'list.title.own'), href: '/vorgaenge' }, { label: details.processName }]}
    >
      {props.cancelRefused ? <ErrorSummary errors={[{ target: 'cancel-reason', message: t('cancel.missing') }]} /> : null}
      {props.retried ? <Notification kind="success" title={t('incident.resolved')} /> : null}
      <h1>{title}</h1>
      <StateLine details={details} waits={props.ownTasks.length > 0} />
      {details.erasedAt ? <Erased at={details.erasedAt} /> : staff ? <StaffCase {...props} /> : <CitizenCase {...props} />}
    </Layout>
  )
}

/** Nothing is left to show but the frame. */
const Erased = ({ at }: { at: Date }) => {
  const t = useText(caseMessages)
  const { language } = usePage()
  return <Notification title={t('erased.title', { date: formatDate(at, language) })}>{t('erased.text')}</Notification>
}

const StateLine = ({ details, waits }: { details: CaseDetails; waits: boolean }) => {
  const t = useText(caseMessages)
  const { language } = usePage()
  return (
    <p class="fw-state-line">
      <CaseStateBadge summary={details} waitsForReader={waits} />
      {details.due && details.state === 'active' ? (
        <span>
          {t('due.label')}: <DueDate due={details.due} />
        </span>
      ) : null}
      <span>
        {details.endedAt
          ? t('ended', { date: formatDate(details.endedAt, language) })
          : t('since', { date: formatDate(details.startedAt, language) })}
      </span>
    </p>
  )
}

const StaffCase = (props: CasePageProps) => {
  const { details, ownTasks } = props
  const t = useText(caseMessages)
  return (
    <>
      <TaskLinks tasks={ownTasks} />
      <div class="fw-columns">
        <div>
          <section aria-label={t('drawing.title')}>
            <BpmnDiagram
              xml={details.xml}
              taken={details.taken.map(({ flow }) => flow)}
              active={details.active.map(({ element }) => element)}
              tableHref="#als-tabelle"
            />
          </section>
          <Incidents details={details} />
          <NextActivities details={details} />
          <Reasons details={details} plain={false} labelOf={props.labelOf} />
          <Answers {...props} />
        </div>
        <aside aria-labelledby="verlauf">
          <History details={details} plain={false} />
          <Related details={details} />
        </aside>
      </div>
      <CaseAccesses details={details} accesses={props.accesses} isWithheld={props.isWithheld} />
      <Steps details={details} />
      <Technical details={details} />
      <Cancel {...props} />
    </>
  )
}

/** Citizens read what matters to them: what happens now, what they said, what has been decided and why. */
const CitizenCase = (props: CasePageProps) => {
  const { details, ownTasks } = props
  const t = useText(caseMessages)
  return (
    <>
      <section>
        <h2>{t('citizen.now')}</h2>
        <p class="fw-lead">
          {ownTasks[0]
            ? t('citizen.waiting', { name: ownTasks[0].name })
            : t(`citizen.${details.state === 'failed' ? 'active' : details.state}`)}
        </p>
        <TaskLinks tasks={ownTasks} />
      </section>
      <Letters details={details} />
      <History details={details} plain />
      <Reasons details={details} plain labelOf={props.labelOf} />
      <Answers {...props} />
      <CaseAccesses details={details} accesses={props.accesses} isWithheld={props.isWithheld} />
      <p class="fw-muted">{t('citizen.number', { number: details.number })}</p>
    </>
  )
}

const TaskLinks = ({ tasks }: { tasks: readonly TaskSummary[] }) => {
  if (tasks.length === 0) return null
  return (
    <ButtonRow>
      {tasks.map((task, index) => (
        <LinkButton key={task.id} href={`/aufgaben/${task.id}`} kind={index === 0 ? 'primary' : 'secondary'}>
          {task.name}
        </LinkButton>
      ))}
    </ButtonRow>
  )
}

const Incidents = ({ details }: { details: CaseDetails }) => {
  const t = useText(caseMessages)
  const say = useSay()
  const { person } = usePage()
  if (details.incidents.length === 0) return null
  const operator = person !== undefined && isOperator(person)
  return (
    <section>
      <h2>{t('incidents.title')}</h2>
      {details.incidents.map((incident) => {
        const node = details.model.nodes[incident.element]
        return (
          <Notification key={incident.id} kind="danger" title={say(incident.message)}>
            <p>
              {t('incident.text', { step: node ? nodeName(node, t) : incident.element })} {operator ? '' : t('incident.tell')}
            </p>
            {operator ? (
              <Form action={`/vorgaenge/${details.id}/stoerungen/${encodeURIComponent(incident.id)}`}>
                <Button kind="secondary">{t('incident.retry')}</Button>
              </Form>
            ) : null}
          </Notification>
        )
      })}
    </section>
  )
}

const Reasons = ({ details, plain, labelOf }: { details: CaseDetails; plain: boolean; labelOf: LabelOf }) => {
  const t = useText(caseMessages)
  if (details.decisions.length === 0) return null
  return (
    <section aria-labelledby="gruende">
      <h2 id="gruende">{t('reasons.title')}</h2>
      {details.decisions.map((decision, index) =>
        decision.trace
          .map((trace, position) => ({ trace, position }))
          .toReversed()
          .map(({ trace, position }) => (
            <DecisionReason
              key={`${index}-${position}`}
              trace={trace}
              plain={plain}
              labelOf={labelOf}
              legalBasis={position === decision.trace.length - 1 ? details.model.extension.legalBasis : undefined}
              rulesHref={`/vorgaenge/${details.id}/entscheidungen/${index}/${position}`}
            />
          )),
      )}
    </section>
  )
}

const Answers = ({ details, answers }: CasePageProps) => {
  const t = useText(caseMessages)
  return (
    <section>
      <h2>{t('answers.title')}</h2>
      {answers.length === 0 ? (
        <p class="fw-muted">{t('answers.empty')}</p>
      ) : (
        <SummaryList rows={answers.map((row) => ({ label: row.label, value: <AnswerValue row={row} caseId={details.id} /> }))} />
      )}
    </section>
  )
}

const AnswerValue = ({ row, caseId }: { row: AnswerRow; caseId: string }) => {
  const { language } = usePage()
  const files = filesAt(row.value)
  if (files.length === 0) return <>{row.text}</>
  return (
    <>
      {files.map((file) => (
        <span key={file.id} class="fw-file-line">
          <a href={`/vorgaenge/${caseId}/dateien/${encodeURIComponent(file.id)}`} download={file.name}>
            {file.name}
          </a>{' '}
          ({formatBytes(file.size, language)})
        </span>
      ))}
    </>
  )
}

const History = ({ details, plain }: { details: CaseDetails; plain: boolean }) => {
  const t = useText(caseMessages)
  const { language } = usePage()
  const entries = historyOf({ details, t, language, plain })
  return (
    <>
      <h2 id="verlauf" class={plain ? undefined : 'fw-aside-title'}>
        {t('history.title')}
      </h2>
      <Timeline
        entries={entries.map((entry) => ({
          title: entry.caseId ? <a href={`/vorgaenge/${entry.caseId}`}>{entry.title}</a> : entry.title,
          detail: entry.detail,
          active: entry.active ?? false,
        }))}
      />
    </>
  )
}

const Related = ({ details }: { details: CaseDetails }) => {
  const t = useText(caseMessages)
  if (details.called.length === 0 && details.parent === undefined) return null
  return (
    <>
      <h2>{t('called.title')}</h2>
      {details.parent === undefined ? null : (
        <p>
          {t('called-by')} <a href={`/vorgaenge/${details.parent}`}>{t('called-by.open')}</a>
        </p>
      )}
      <ul class="fw-plain-list">
        {details.called.map((called) => {
          const node = details.model.nodes[called.element]
          return (
            <li key={called.caseId}>
              <a href={`/vorgaenge/${called.caseId}`}>{called.number}</a> {node ? nodeName(node, t) : ''}
            </li>
          )
        })}
      </ul>
    </>
  )
}

const Steps = ({ details }: { details: CaseDetails }) => {
  const t = useText(caseMessages)
  const { language } = usePage()
  const state = (step: Step): string =>
    step.state === 'done' && step.times > 1 ? t('step.done.times', { times: step.times }) : t(`step.${step.state}`)
  return (
    <section id="als-tabelle">
      <h2>{t('steps.title')}</h2>
      <Table
        caption={t('steps.caption')}
        captionHidden
        rows={stepsOf(details)}
        rowKey={(step) => step.node.id}
        columns={[
          { label: t('steps.step'), cell: (step) => step.node.name ?? <span class="fw-muted">{t('steps.unnamed')}</span> },
          { label: t('steps.kind'), cell: (step) => t(`kind.${kindOf(step.node)}`) },
          { label: t('steps.state'), cell: (step) => (step.state === 'here' ? <strong>{state(step)}</strong> : state(step)) },
          { label: t('steps.when'), cell: (step) => (step.last ? formatDateTime(step.last, language) : '') },
        ]}
      />
    </section>
  )
}

const Technical = ({ details }: { details: CaseDetails }) => {
  const t = useText(caseMessages)
  return (
    <Disclosure summary={t('technical.title')}>
      <p class="fw-muted">{t('technical.version', { key: details.processKey, version: details.version, id: details.id })}</p>
      <Table
        caption={t('technical.caption')}
        captionHidden
        rows={Object.entries(details.variables)}
        rowKey={([name]) => name}
        empty={<p>{t('answers.empty')}</p>}
        columns={[
          { label: t('technical.name'), cell: ([name]) => <code>{name}</code> },
          { label: t('technical.value'), cell: ([, value]) => <code class="fw-raw">{JSON.stringify(value, undefined, 1)}</code> },
        ]}
      />
    </Disclosure>
  )
}

const Cancel = ({ details, cancelRefused = false }: CasePageProps) => {
  const t = useText(caseMessages)
  const { person } = usePage()
  if (details.state !== 'active' || !person || !isOperator(person)) return null
  return (
    <Disclosure summary={t('cancel.summary')} open={cancelRefused}>
      <Form action={`/vorgaenge/${details.id}/abbrechen`} class="fw-dense">
        <p>{t('cancel.warning')}</p>
        <div class="kern-form-input">
          <label class="kern-label" for="cancel-reason">
            {t('cancel.reason')}
          </label>
          <input
            class="kern-form-input__input"
            id="cancel-reason"
            name="reason"
            maxLength={500}
            aria-invalid={cancelRefused ? 'true' : undefined}
          />
        </div>
        <ButtonRow>
          <Button kind="secondary">{t('cancel.submit')}</Button>
        </ButtonRow>
      </Form>
    </Disclosure>
  )
}
