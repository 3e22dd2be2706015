import type { Problem } from '@fachwerk/problem'
import { webMessages } from '../messages/catalogue.ts'
import { useSay, useText } from '../page.tsx'
import type { ProblemDetails } from '../problem.ts'
import { LinkButton } from './button.tsx'
import { Layout } from './layout.tsx'
import { ProblemList } from './problem-list.tsx'

export const ProblemPage = ({ problem, reference }: { problem: ProblemDetails; reference: string }) => {
  const t = useText(webMessages)
  const say = useSay()
  const findings: readonly Problem[] = problem.problems ?? []
  return (
    <Layout title={say(problem.title)}>
      <h1>{say(problem.title)}</h1>
      <p class="fw-lead">{say(problem.detail)}</p>
      <ProblemList problems={findings} />
      <p>
        <LinkButton href="/">{t('problem.home')}</LinkButton>
      </p>
      {problem.status >= 500 ? (
        <p class="fw-muted">
          {t('problem.reference')} <code>{reference}</code>
        </p>
      ) : null}
    </Layout>
  )
}
