import type { CaseDetails, TaskDetailsForWork } from '@fachwerk/kernel'
import { filesAt, formatBytes, SummaryList, Timeline, usePage, useText } from '@fachwerk/web'
import type { LabelOf } from '../cases/answer-labels.ts'
import type { AnswerRow } from '../cases/case-answers.ts'
import { historyOf } from '../cases/case-history.ts'
import { DecisionReason } from '../cases/decision-reason.tsx'
import { isStaff } from '../cases/is-staff.ts'
import { caseMessages } from '../cases/messages.ts'
import { taskMessages } from './messages.ts'

export interface CaseSoFarProps {
  readonly task: TaskDetailsForWork
  /** Absent where the reader may work on the task but not see the case. */
  readonly details?: CaseDetails
  readonly answers: readonly AnswerRow[]
  readonly labelOf: LabelOf
}

/** Stands beside the form: what is known, what has been decided and why, what has happened. */
export const CaseSoFar = ({ task, details, answers, labelOf }: CaseSoFarProps) => {
  const t = useText(taskMessages)
  const words = useText(caseMessages)
  const { language, person } = usePage()
  const plain = !person || !isStaff(person)
  return (
    <>
      <h2>{t('task.so-far')}</h2>
      <p>
        <a href={`/vorgaenge/${task.caseId}`}>
          {t('task.case', { number: task.caseNumber })}
          {task.caseTitle ? ` · ${task.caseTitle}` : ''}
        </a>
      </p>
      <SummaryList rows={answers.map((row) => ({ label: row.label, value: <Answer row={row} caseId={task.caseId} /> }))} />
      {details?.decisions.map((decision, index) => {
        const position = decision.trace.length - 1
        const trace = decision.trace[position]
        const href = `/vorgaenge/${details.id}/entscheidungen/${index}/${position}`
        return trace ? <DecisionReason key={index} trace={trace} plain={plain} labelOf={labelOf} rulesHref={href} /> : null
      })}
      {details ? (
        <>
          <h3>{words('history.title')}</h3>
          <Timeline
            entries={historyOf({ details, t: words, language, plain }).map(({ title, detail, active }) => ({
              title,
              detail,
              active: active ?? false,
            }))}
          />
        </>
      ) : null}
    </>
  )
}

const Answer = ({ row, caseId }: { row: AnswerRow; caseId: string }) => {
  const { language } = usePage()
  const files = filesAt(row.value)
  if (files.length === 0) return <>{row.text}</>
  return (
    <>
      {files.map((file) => (
        <span key={file.id} class="fw-file-line">
          <a href={`/vorgaenge/${caseId}/dateien/${encodeURIComponent(file.id)}`}>{file.name}</a> (
          {formatBytes(file.size, language)})
        </span>
      ))}
    </>
  )
}
