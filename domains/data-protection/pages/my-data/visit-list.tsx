import { accessSentence, formatDateTime, formatTime, usePage, useText, type Visit } from '@fachwerk/web'
import { myDataMessages } from './messages.ts'

/** Accesses in plain words, the newest first, each with the way to its details. */
export const VisitList = ({ visits }: { visits: readonly Visit[] }) => (
  <ol class="fw-accesses">
    {visits.map((visit) => (
      <VisitItem key={visit.entries[0]!.index} visit={visit} />
    ))}
  </ol>
)

const VisitItem = ({ visit }: { visit: Visit }) => {
  const t = useText(myDataMessages)
  const { language, now } = usePage()
  const newest = visit.entries[0]!
  const oldest = visit.entries.at(-1)!
  const when = formatDateTime(new Date(newest.at), language)
  return (
    <li>
      <p class="fw-accesses__text">{accessSentence(visit, { language, now })}</p>
      <p class="fw-accesses__foot">
        <span>
          {visit.entries.length === 1
            ? when
            : t('access.times', {
                from: formatDateTime(new Date(oldest.at), language),
                to: formatTime(new Date(newest.at), language),
                count: visit.entries.length,
              })}
        </span>
        {newest.case ? <span>{newest.case.number}</span> : null}
        <a href={`/meine-daten/zugriffe/${newest.index}`}>
          {t('access.details')}
          <span class="kern-sr-only"> {t('access.details.of', { when })}</span>
        </a>
      </p>
    </li>
  )
}
