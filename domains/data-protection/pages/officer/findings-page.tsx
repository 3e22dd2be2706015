import type { LedgerFinding } from '@fachwerk/kernel'
import { EmptyState, formatPeriod, Layout, LinkButton, Table, usePage, useSay, useText } from '@fachwerk/web'
import { formUrl } from '../my-data/prefill.ts'
import { officerMessages } from './messages.ts'
import { OfficerFrame } from './officer-frame.tsx'
import { OpenExamination } from './overview-page.tsx'

export const FindingsPage = ({ findings }: { findings: readonly LedgerFinding[] }) => {
  const t = useText(officerMessages)
  return (
    <OfficerFrame tab="findings" title={t('findings.title')} lead={t('findings.lead')}>
      <FindingTable findings={findings} />
    </OfficerFrame>
  )
}

/** Numbers of the first entries; all are in the examination. */
export const entriesOf = ({ entries }: LedgerFinding): string =>
  entries.length <= 8 ? entries.join(', ') : `${entries.slice(0, 8).join(', ')} …`

export const FindingTable = ({ findings }: { findings: readonly LedgerFinding[] }) => {
  const t = useText(officerMessages)
  const say = useSay()
  const { language } = usePage()
  return (
    <Table
      caption={t('findings.title')}
      captionHidden
      rows={findings.map((finding, index) => ({ finding, index }))}
      rowKey={({ index }) => index}
      empty={
        <EmptyState title={t('findings.none')}>
          <p>{t('findings.none.text')}</p>
        </EmptyState>
      }
      columns={[
        { label: t('findings.kind'), cell: ({ finding }) => t(`findings.kind.${finding.kind}`) },
        { label: t('findings.who'), cell: ({ finding }) => finding.actorName },
        {
          label: t('findings.what'),
          cell: ({ finding }) => (
            <>
              {say(finding.text)}{' '}
              <span class="fw-muted">
                {t(finding.entries.length === 1 ? 'findings.entries.one' : 'findings.entries', { list: entriesOf(finding) })}
              </span>
            </>
          ),
        },
        {
          label: t('findings.when'),
          cell: ({ finding }) => formatPeriod(finding.from, finding.until, language),
        },
        {
          label: t('findings.action'),
          labelHidden: true,
          cell: ({ finding, index }) => (
            <OpenExamination index={index} finding={`${t(`findings.kind.${finding.kind}`)}, ${finding.actorName}`} />
          ),
        },
      ]}
    />
  )
}

export const ExaminationBegunPage = () => {
  const t = useText(officerMessages)
  return (
    <Layout title={t('resume.title')} section="privacy" breadcrumb={[{ label: t('title'), href: '/datenschutz' }]}>
      <h1>{t('resume.title')}</h1>
      <p>{t('resume.text')}</p>
      <LinkButton href={formUrl('zugriffspruefung')}>{t('resume.continue')}</LinkButton>
    </Layout>
  )
}
