import type { CaseSummary } from '@fachwerk/kernel'
import { Badge, formatDateLong, formatDays, usePage, useText, type BadgeKind } from '@fachwerk/web'
import { caseMessages } from './messages.ts'

type State = 'waiting' | 'active' | 'incident' | 'completed' | 'terminated' | 'failed' | 'erased'
const kinds: Readonly<Record<State, BadgeKind>> = {
  waiting: 'warning',
  active: 'info',
  incident: 'danger',
  completed: 'success',
  terminated: 'neutral',
  failed: 'danger',
  erased: 'neutral',
}

/** `waitsForReader`: one of its open tasks is for the person who reads the page. */
export const stateOf = (summary: CaseSummary, waitsForReader = false): State => {
  if (summary.erasedAt) return 'erased'
  if (summary.state !== 'active') return summary.state
  if (summary.incident) return 'incident'
  return waitsForReader ? 'waiting' : 'active'
}

export const CaseStateBadge = ({ summary, waitsForReader = false }: { summary: CaseSummary; waitsForReader?: boolean }) => {
  const t = useText(caseMessages)
  const state = stateOf(summary, waitsForReader)
  return <Badge kind={kinds[state]}>{t(`state.${state}`)}</Badge>
}

/** `Mi., 2. Dezember 2026 (in 9 Tagen)` */
export const DueDate = ({ due }: { due: Date }) => {
  const { language, now } = usePage()
  return (
    <>
      <strong>{formatDateLong(due, language)}</strong> ({formatDays(now, due, language)})
    </>
  )
}
