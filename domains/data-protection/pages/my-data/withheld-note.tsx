import type { LedgerService } from '@fachwerk/kernel'
import { formatDate, ReasonBox, usePage, useText } from '@fachwerk/web'
import { myDataMessages } from './messages.ts'

export type Withheld = Awaited<ReturnType<LedgerService['withheld']>>

/** What law keeps from the person for a time is counted, with its ground and when that is looked at again. */
export const WithheldNote = ({ withheld }: { withheld: Withheld }) => {
  const t = useText(myDataMessages)
  const { language } = usePage()
  if (withheld.length === 0) return null
  return (
    <section aria-labelledby="nicht-gezeigt">
      <h2 id="nicht-gezeigt">{t('withheld.title')}</h2>
      {withheld.map(({ ground, legalBasis, count, review }) => (
        <ReasonBox key={`${ground} ${legalBasis}`}>
          <p>
            <strong>{count === 1 ? t('withheld.one') : t('withheld.many', { count })}</strong> {ground} ({legalBasis})
          </p>
          <p>{t('withheld.review', { date: formatDate(review, language) })}</p>
        </ReasonBox>
      ))}
    </section>
  )
}
