import { Badge, daysBetween, formatDate, usePage, useText } from '@fachwerk/web'
import { caseMessages } from './messages.ts'

/** A due date in lists; what is over or ends today says so. */
export const Due = ({ due }: { due: Date | undefined }) => {
  const t = useText(caseMessages)
  const { language, now } = usePage()
  if (!due) return null
  const isOver = due < now
  const isToday = !isOver && daysBetween(now, due) === 0
  return (
    <>
      {formatDate(due, language)}{' '}
      {isOver ? <Badge kind="danger">{t('due.overdue')}</Badge> : isToday ? <Badge kind="warning">{t('due.today')}</Badge> : null}
    </>
  )
}
