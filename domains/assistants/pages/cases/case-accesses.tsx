import type { CaseDetails, LedgerView, Page } from '@fachwerk/kernel'
import { accessSentence, formatDateTime, usePage, useText, visitsOf } from '@fachwerk/web'
import { isStaff } from './is-staff.ts'
import { caseMessages } from './messages.ts'

/** How many visits a case shows. */
const shown = 5

interface Props {
  readonly details: CaseDetails
  readonly accesses: Page<LedgerView> | undefined
  /** Accesses to data of whoever looks at this page are withheld by law, in this case or in others. */
  readonly isWithheld: boolean
}

/** Who has looked at this case, in plain words. The person whose case it is sees what concerns them, and where the whole list is. */
export const CaseAccesses = ({ details, accesses, isWithheld }: Props) => {
  const t = useText(caseMessages)
  const { language, now, person } = usePage()
  if (!accesses) return null
  const staff = person !== undefined && isStaff(person)
  const own = details.startedBy === person?.id
  return (
    <section aria-labelledby="hineingesehen">
      <h2 id="hineingesehen">{t('accesses.title')}</h2>
      {accesses.items.length === 0 ? (
        <p class="fw-muted">{t(own && !isWithheld ? 'accesses.none.own' : 'accesses.none')}</p>
      ) : (
        <ol class="fw-accesses">
          {visitsOf(accesses.items)
            .slice(0, shown)
            .map((visit) => (
              <li key={visit.entries[0]!.index}>
                <p class="fw-accesses__text">{accessSentence(visit, { language, now, reader: own ? 'subject' : 'other' })}</p>
                <p class="fw-accesses__foot">
                  <span>{formatDateTime(new Date(visit.entries[0]!.at), language)}</span>
                  {own ? <a href={`/meine-daten/zugriffe/${visit.entries[0]!.index}`}>{t('accesses.details')}</a> : null}
                </p>
              </li>
            ))}
        </ol>
      )}
      {own && isWithheld ? (
        <p>
          {t('accesses.withheld')} <a href="/meine-daten">{t('accesses.withheld.why')}</a>
        </p>
      ) : null}
      {own && !staff ? (
        <p>
          <a href={`/meine-daten/zugriffe?vorgang=${encodeURIComponent(details.id)}`}>{t('accesses.all')}</a>
        </p>
      ) : null}
    </section>
  )
}
