import type { StoredAbout } from '@fachwerk/kernel'
import { categoryText } from '@fachwerk/privacy'
import { formatDate, Layout, ReasonBox, SummaryList, Table, usePage, useSay, useText } from '@fachwerk/web'
import { AskButtons } from './ask-buttons.tsx'
import { myDataMessages } from './messages.ts'
import { periodWords, sinceWords, valueWords } from './stored-words.ts'

/** One case, draft, file or account: what exactly is stored, what for, until when. */
export const StoredPage = ({ stored }: { stored: StoredAbout }) => {
  const t = useText(myDataMessages)
  const { language } = usePage()
  return (
    <Layout title={stored.title} section="my-data" breadcrumb={[{ label: t('title'), href: '/meine-daten' }]}>
      <h1>{stored.title}</h1>
      {stored.hold ? (
        <ReasonBox>
          <strong>{t('stored.hold')}.</strong>{' '}
          {t('stored.hold.text', { ground: stored.hold.ground, date: formatDate(stored.hold.review, language) })}
        </ReasonBox>
      ) : null}
      <SummaryList
        rows={[
          { label: t('access.authority'), value: stored.tenantName ?? t('stored.no-authority') },
          { label: t('stored.purpose'), value: stored.purpose },
          { label: t('stored.law'), value: stored.legalBasis },
          {
            label: t('stored.period'),
            value: [sinceWords(stored, t, language), periodWords(stored, t, language)]
              .filter((words) => words !== undefined)
              .join(', '),
          },
        ]}
      />
      {stored.kind === 'case' ? (
        <p>
          <a href={`/vorgaenge/${stored.id}`}>{t('stored.case')}</a> ·{' '}
          <a href={`/meine-daten/zugriffe?vorgang=${encodeURIComponent(stored.id)}`}>{t('stored.accesses')}</a>
        </p>
      ) : null}
      <Values stored={stored} />
      <section>
        <h2 id="nachfragen">{t('access.ask.title')}</h2>
        <p>{t('access.ask.text')}</p>
        <AskButtons
          kinds={['berichtigung', 'loeschung', 'einschraenkung']}
          about={{ stored: `${stored.kind} ${stored.id}` }}
          primary={false}
        />
      </section>
    </Layout>
  )
}

const Values = ({ stored }: { stored: StoredAbout }) => {
  const t = useText(myDataMessages)
  const say = useSay()
  const { language } = usePage()
  return (
    <section>
      <h2 id="angaben">{t('stored.values')}</h2>
      <Table
        caption={t('stored.values')}
        captionHidden
        rows={stored.fields}
        rowKey={({ path }, index) => `${path} ${index}`}
        empty={<p>{t('stored.values.none')}</p>}
        columns={[
          { label: t('stored.value'), cell: ({ label }) => label },
          { label: t('stored.content'), cell: ({ value }) => <span class="fw-value">{valueWords(value, t, language)}</span> },
          {
            label: t('stored.category'),
            cell: ({ category }) => (
              <span class="fw-muted">{category ? say(categoryText(category).name) : t('stored.category.none')}</span>
            ),
          },
        ]}
      />
    </section>
  )
}
