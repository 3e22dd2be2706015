import type { StoredAbout } from '@fachwerk/kernel'
import { categoryText } from '@fachwerk/privacy'
import { Disclosure, formatDate, Layout, ReasonBox, SummaryList, Table, usePage, useSay, useText } from '@fachwerk/web'
import { AskButtons } from './ask-buttons.tsx'
import { myDataMessages } from './messages.ts'
import { fieldWords, periodWords, sinceWords } from './stored-words.ts'

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

const Values = ({ stored: { fields } }: { stored: StoredAbout }) => {
  const t = useText(myDataMessages)
  const derived = fields.filter((field) => field.derived)
  return (
    <section>
      <h2 id="angaben">{t('stored.values')}</h2>
      <ValueTable caption={t('stored.values')} fields={fields.filter((field) => !field.derived)} />
      {derived.length === 0 ? null : (
        <Disclosure summary={t('stored.derived', { count: derived.length })}>
          <p>{t('stored.derived.text')}</p>
          <ValueTable caption={t('stored.derived', { count: derived.length })} fields={derived} />
        </Disclosure>
      )}
    </section>
  )
}

const ValueTable = ({ caption, fields }: { caption: string; fields: StoredAbout['fields'] }) => {
  const t = useText(myDataMessages)
  const say = useSay()
  const { language } = usePage()
  const kind = {
    label: t('stored.category'),
    cell: ({ category }: StoredAbout['fields'][number]) => (
      <span class="fw-muted">{category ? say(categoryText(category).name) : t('stored.category.none')}</span>
    ),
  }
  return (
    <Table
      caption={caption}
      captionHidden
      rows={fields}
      rowKey={({ path }, index) => `${path} ${index}`}
      empty={<p>{t('stored.values.none')}</p>}
      columns={[
        { label: t('stored.value'), cell: ({ label }) => label },
        { label: t('stored.content'), cell: (field) => <span class="fw-value">{fieldWords(field, t, language)}</span> },
        ...(fields.some(({ category }) => category !== null) ? [kind] : []),
      ]}
    />
  )
}
