import { accessSentence, formatDate, formatDateTime, formatTime, usePage, useText, type Visit } from '@fachwerk/web'
import { myDataMessages } from './messages.ts'

/** Accesses in plain words, the newest first, each with the way to its details. */
export const VisitList = ({ visits }: { visits: readonly Visit[] }) => (
  <ol class="fw-accesses">
    {visits.map((visit) => (
      <VisitItem key={visit.entries[0]!.index} visit={visit} />
    ))}
  </ol>
)

/** `23.11.2026, 21:27 bis 21:40, 2 Einträge`; within one minute `23.11.2026 um 21:27 Uhr, 2 Einträge`. */
const Times = ({ visit: { entries } }: { visit: Visit }) => {
  const t = useText(myDataMessages)
  const { language } = usePage()
  const [newest, oldest] = [new Date(entries[0]!.at), new Date(entries.at(-1)!.at)]
  const [from, when] = [formatDateTime(oldest, language), formatDateTime(newest, language)]
  const [count, time] = [entries.length, formatTime(newest, language)]
  return from === when
    ? t('access.timesAt', { day: formatDate(newest, language), time, count })
    : t('access.times', { from, to: time, count })
}

const VisitItem = ({ visit }: { visit: Visit }) => {
  const t = useText(myDataMessages)
  const { language, now } = usePage()
  const newest = visit.entries[0]!
  const when = formatDateTime(new Date(newest.at), language)
  return (
    <li>
      <p class="fw-accesses__text">{accessSentence(visit, { language, now })}</p>
      <p class="fw-accesses__foot">
        <span>{visit.entries.length === 1 ? when : <Times visit={visit} />}</span>
        {newest.case ? <span>{newest.case.number}</span> : null}
        <a href={`/meine-daten/zugriffe/${newest.index}`}>
          {t('access.details')}
          <span class="kern-sr-only"> {t('access.details.of', { when })}</span>
        </a>
      </p>
    </li>
  )
}
