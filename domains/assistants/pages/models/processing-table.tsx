import { readableName } from '@fachwerk/forms'
import type { PublishedProcess } from '@fachwerk/kernel'
import { categoryText, retentionText, type DeclaredField } from '@fachwerk/privacy'
import { Badge, SummaryList, Table, usePage, useSay, useText } from '@fachwerk/web'
import { groupNames } from '../../model/groups.ts'
import { modelMessages } from './messages.ts'

/** What the process does with personal data: its entry of the register (Art. 30 GDPR), in plain words. */
export const ProcessingTable = ({ process }: { process: PublishedProcess }) => {
  const t = useText(modelMessages)
  const { activity } = process
  return (
    <section>
      <h2>{t('privacy.title')}</h2>
      {activity.fields.length === 0 ? (
        <p>{t('privacy.none')}</p>
      ) : (
        <>
          <ProcessingFacts process={process} />
          <FieldTable fields={distinct(activity.fields)} />
        </>
      )}
    </section>
  )
}

const ProcessingFacts = ({ process: { activity, authorityName } }: { process: PublishedProcess }) => {
  const t = useText(modelMessages)
  const say = useSay()
  const { retention, retentionReason, withheld, recipients } = activity
  const kept = retention === undefined ? '' : t('privacy.keptFor', { period: say(retentionText(retention)) })
  return (
    <SummaryList
      rows={[
        { label: t('privacy.authority'), value: authorityName ?? activity.authority ?? '' },
        { label: t('privacy.kept'), value: [kept, retentionReason ?? ''].join(' ').trim() },
        { label: t('privacy.recipients'), value: recipients.map((one) => groupNames([one])).join('; ') },
        ...(withheld
          ? [
              {
                label: t('privacy.withheld'),
                value: t('privacy.withheld.text', {
                  ground: withheld.ground,
                  basis: withheld.legalBasis,
                  period: say(retentionText(withheld.period)),
                }),
              },
            ]
          : []),
      ]}
    />
  )
}

const FieldTable = ({ fields }: { fields: readonly DeclaredField[] }) => {
  const t = useText(modelMessages)
  const say = useSay()
  const { language } = usePage()
  const asProcess = <span class="fw-muted">{t('privacy.asProcess')}</span>
  return (
    <Table
      caption={t('privacy.title')}
      captionHidden
      rows={fields}
      rowKey={(field) => field.path}
      columns={[
        { label: t('privacy.field'), cell: (field) => field.label ?? readableName(field.path) },
        { label: t('privacy.category'), cell: (field) => <Category field={field} language={language} /> },
        {
          label: t('privacy.subject'),
          cell: (field) => (field.subject === 'starter' ? t('privacy.starter') : readableName(field.subject)),
        },
        { label: t('privacy.purpose'), cell: (field) => field.purpose ?? asProcess },
        { label: t('privacy.legal'), cell: (field) => field.legalBasis ?? asProcess },
        {
          label: t('privacy.kept'),
          cell: (field) => (field.retention === undefined ? asProcess : say(retentionText(field.retention))),
        },
      ]}
    />
  )
}

const Category = ({ field, language }: { field: DeclaredField; language: 'de' | 'en' }) => {
  const t = useText(modelMessages)
  const { name, special } = categoryText(field.category)
  return (
    <>
      {name[language]}
      {special ? (
        <>
          {' '}
          <Badge kind="warning">{t('privacy.special')}</Badge>
        </>
      ) : null}
    </>
  )
}

/** What is handed on under other names is one thing to a reader. */
function distinct(fields: readonly DeclaredField[]): readonly DeclaredField[] {
  const seen = new Set<string>()
  return fields.filter(({ label, path, category, subject }) => {
    const key = JSON.stringify([label ?? path, category, subject])
    return !seen.has(key) && seen.add(key) !== undefined
  })
}
