import type { PublishedProcess } from '@fachwerk/kernel'
import { categoryText, dataCategories, retentionText, type DeclaredField } from '@fachwerk/privacy'
import { declaredFields, readableName } from '@fachwerk/forms'
import { SummaryList, useSay, useText, type SummaryRow } from '@fachwerk/web'
import { groupNames } from '../../model/groups.ts'
import { catalogueMessages } from './messages.ts'

/** Before anything is asked: who processes which data, why, on what basis, how long, and who receives them (Art. 13 GDPR). */
export const YourData = ({ process }: { process: PublishedProcess }) => {
  const t = useText(catalogueMessages)
  const { purpose, legalBasis } = process.activity
  const rows = [
    row(t('data.authority'), process.authorityName ?? process.activity.authority),
    row(t('intro.purpose'), purpose),
    row(t('intro.basis'), legalBasis),
    ...useDataRows(process),
  ].flat()
  if (rows.length === 0) return null
  return (
    <section aria-labelledby="your-data">
      <h2 id="your-data">{t('data.title')}</h2>
      <SummaryList rows={rows} />
    </section>
  )
}

const row = (label: string, value: string | undefined): SummaryRow[] =>
  value === undefined || value === '' ? [] : [{ label, value }]

function useDataRows({ activity, model, startForm }: PublishedProcess): SummaryRow[] {
  const t = useText(catalogueMessages)
  const say = useSay()
  if (activity.fields.length === 0) return []
  const { retention, retentionReason, withheld } = activity
  const asked = startForm ? declaredFields(startForm).filter(({ subject }) => subject === 'starter') : []
  const others = [...new Set(activity.fields.flatMap(({ subject }) => (subject === 'starter' ? [] : [readableName(subject)])))]
  const kept =
    retention && [t('data.kept.text', { period: say(retentionText(retention)) }), retentionReason ?? ''].join(' ').trim()
  const hidden =
    withheld &&
    t('data.withheld.text', { ground: withheld.ground, basis: withheld.legalBasis, period: say(retentionText(withheld.period)) })
  return [
    row(t('data.which'), categories(asked, say)),
    row(t('data.others'), others.join(', ')),
    row(t('data.kept'), kept),
    row(t('data.recipients'), recipientsForPeople(activity.recipients, model.extension.recipients ?? [])),
    row(t('data.withheld'), hidden),
  ].flat()
}

const categories = (fields: readonly DeclaredField[], say: ReturnType<typeof useSay>): string =>
  dataCategories
    .filter((one) => fields.some(({ category }) => category === one))
    .map((category) => say(categoryText(category).name))
    .join(', ')

/** Groups by their names, and whom the model names; services are how it is done, not who gets it. */
function recipientsForPeople(all: readonly string[], named: readonly string[]): string {
  const groups = all.filter((one) => groupNames([one]) !== one)
  return [...groups.map((group) => groupNames([group])), ...named].join('; ')
}
