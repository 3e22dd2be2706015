import { Badge, daysBetween, formatDate, formatDays, usePage, useText, type BadgeKind } from '@fachwerk/web'
import { officerMessages } from './messages.ts'

const soon = 7

/** The legal period in words; the colour only underlines it. */
export const Deadline = ({ due }: { due: Date | undefined }) => {
  const t = useText(officerMessages)
  const { language, now } = usePage()
  if (!due) return <span class="fw-muted">{t('due.none')}</span>
  const date = formatDate(due, language)
  const days = daysBetween(now, due)
  if (days < 0) return <Badge kind="danger">{t('due.over', { date })}</Badge>
  const left = { days: formatDays(now, due, language), date }
  return days <= soon ? <Badge kind="warning">{t('due.soon', left)}</Badge> : <Badge kind="success">{t('due.fine', left)}</Badge>
}

/** Hours left of the 72; `due` is the end of the period as long as the report is open. */
export const HoursLeft = ({ due }: { due: Date | undefined }) => {
  const t = useText(officerMessages)
  const { now } = usePage()
  if (!due) return <Badge kind="success">{t('hours.reported')}</Badge>
  const hours = Math.floor((due.getTime() - now.getTime()) / 3_600_000)
  if (hours < 0) return <Badge kind="danger">{t('hours.over')}</Badge>
  const kind: BadgeKind = hours < 24 ? 'warning' : 'info'
  return <Badge kind={kind}>{hours === 1 ? t('hours.left.one') : t('hours.left', { hours })}</Badge>
}
