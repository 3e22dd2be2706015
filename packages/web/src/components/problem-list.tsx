import type { Problem } from '@fachwerk/problem'
import { webMessages } from '../messages/catalogue.ts'
import { useSay, useText } from '../page.tsx'
import { Badge } from './badge.tsx'

/** Findings in files: what is wrong, where, and what to do about it; errors first. Renders nothing without findings. */
export const ProblemList = ({ problems }: { problems: readonly Problem[] }) => {
  if (problems.length === 0) return null
  const sorted = [...problems].sort((a, b) => weight[a.severity] - weight[b.severity])
  return (
    <ul class="fw-problems">
      {sorted.map((problem, index) => (
        <ProblemItem key={index} problem={problem} />
      ))}
    </ul>
  )
}
const weight = { error: 0, warning: 1, info: 2 } as const
const badge = { error: 'danger', warning: 'warning', info: 'info' } as const

const ProblemItem = ({ problem }: { problem: Problem }) => {
  const t = useText(webMessages)
  const say = useSay()
  const place = [
    problem.file,
    problem.line === undefined ? undefined : t('finding.line', { line: problem.line }),
    problem.elementName ?? problem.element,
  ].filter((part) => part !== undefined)
  return (
    <li class={`fw-problems__${problem.severity}`}>
      <p class="fw-problems__head">
        <Badge kind={badge[problem.severity]}>{t(`finding.${problem.severity}`)}</Badge> <strong>{say(problem.message)}</strong>
      </p>
      {place.length > 0 ? <p class="fw-muted">{place.join(' · ')}</p> : null}
      <p>{say(problem.remedy)}</p>
    </li>
  )
}
