import type { Problem, Severity } from '@fachwerk/problem'
import { Badge, Table, useSay, useText } from '@fachwerk/web'
import { modelMessages } from './messages.ts'

const severities: readonly Severity[] = ['error', 'warning', 'info']
const kinds = { error: 'danger', warning: 'warning', info: 'info' } as const
const maxShown = 300

/** Findings in the uploaded files, errors first: where, what is wrong, what to do. */
export const ProblemTables = ({ problems }: { problems: readonly Problem[] }) => (
  <>
    {severities.map((severity) => (
      <ProblemGroup key={severity} severity={severity} problems={problems.filter((problem) => problem.severity === severity)} />
    ))}
  </>
)

const ProblemGroup = ({ severity, problems }: { severity: Severity; problems: readonly Problem[] }) => {
  const t = useText(modelMessages)
  const say = useSay()
  if (problems.length === 0) return null
  const title = t(`problems.${severity}`)
  return (
    <section>
      <h2>
        {title} <Badge kind={kinds[severity]}>{problems.length}</Badge>
      </h2>
      <p>{t(`problems.${severity}.text`)}</p>
      <Table
        caption={title}
        captionHidden
        rows={problems.slice(0, maxShown)}
        rowKey={(_, index) => index}
        columns={[
          { label: t('problem.what'), cell: (problem) => say(problem.message) },
          { label: t('problem.do'), cell: (problem) => say(problem.remedy) },
          { label: t('problem.element'), cell: (problem) => <Element problem={problem} /> },
          { label: t('problem.file'), cell: (problem) => problem.file ?? '' },
          { label: t('problem.line'), align: 'end', cell: (problem) => problem.line ?? '' },
        ]}
      />
    </section>
  )
}

const Element = ({ problem }: { problem: Problem }) => (
  <>
    {problem.elementName ?? ''}
    {problem.elementName && problem.element ? <br /> : null}
    {problem.element ? <code>{problem.element}</code> : null}
  </>
)
