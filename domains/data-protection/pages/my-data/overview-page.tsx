import type { CaseSummary, StoredAbout } from '@fachwerk/kernel'
import { Badge, ButtonRow, EmptyState, formatDate, Layout, LinkButton, usePage, useText, visitsOf } from '@fachwerk/web'
import type { LedgerView, Page } from '@fachwerk/kernel'
import { AskButtons } from './ask-buttons.tsx'
import { myDataMessages } from './messages.ts'
import { byAuthority, periodWords, sinceWords, storedUrl } from './stored-words.ts'
import { Tabs } from './tabs.tsx'
import { VisitList } from './visit-list.tsx'
import { WithheldNote, type Withheld } from './withheld-note.tsx'

export interface OverviewPageProps {
  readonly stored: readonly StoredAbout[]
  readonly accesses: Page<LedgerView>
  readonly withheld: Withheld
  readonly requests: readonly CaseSummary[]
}

/** How many visits the overview shows; the rest is on the page of accesses. */
const shown = 4

export const OverviewPage = ({ stored, accesses, withheld, requests }: OverviewPageProps) => {
  const t = useText(myDataMessages)
  return (
    <Layout title={t('title')} section="my-data">
      <h1>{t('title')}</h1>
      <p class="fw-lead">{t('lead')}</p>
      <Tabs current="overview" />
      <Requests requests={requests} />
      <section aria-labelledby="zuletzt">
        <h2 id="zuletzt">{t('accesses.recent')}</h2>
        {accesses.total === 0 ? (
          <EmptyState title={t('accesses.none')}>
            <p>{t('accesses.none.text')}</p>
          </EmptyState>
        ) : (
          <>
            <VisitList visits={visitsOf(accesses.items).slice(0, shown)} />
            <p>
              <a href="/meine-daten/zugriffe">{t('accesses.all')}</a>
            </p>
          </>
        )}
      </section>
      <WithheldNote withheld={withheld} />
      <Stored stored={stored} />
      <section aria-labelledby="rechte">
        <h2 id="rechte">{t('rights.title')}</h2>
        <p>{t('rights.text')}</p>
        <AskButtons kinds={['auskunft', 'berichtigung', 'widerspruch', 'einschraenkung', 'loeschung']} primary={false} />
      </section>
      <section aria-labelledby="mitnehmen">
        <h2 id="mitnehmen">{t('download.title')}</h2>
        <p>{t('download.text')}</p>
        <ButtonRow>
          <LinkButton href="/meine-daten/export.pdf">{t('download.pdf')}</LinkButton>
          <LinkButton href="/meine-daten/export.json" kind="secondary">
            {t('download.json')}
          </LinkButton>
        </ButtonRow>
      </section>
    </Layout>
  )
}

const Stored = ({ stored }: { stored: readonly StoredAbout[] }) => {
  const t = useText(myDataMessages)
  return (
    <section aria-labelledby="gespeichert">
      <h2 id="gespeichert">{t('stored.title')}</h2>
      {stored.length === 0 ? (
        <EmptyState title={t('stored.none')}>
          <p>{t('stored.none.text')}</p>
        </EmptyState>
      ) : (
        byAuthority(stored).map(([authority, held]) => (
          <section key={authority ?? ''} class="fw-held">
            <h3>{authority ?? t('stored.no-authority')}</h3>
            <ul>
              {held.map((each) => (
                <StoredItem key={`${each.kind} ${each.id}`} stored={each} />
              ))}
            </ul>
          </section>
        ))
      )}
    </section>
  )
}

const StoredItem = ({ stored }: { stored: StoredAbout }) => {
  const t = useText(myDataMessages)
  const { language } = usePage()
  const count = stored.fields.length
  const since = sinceWords(stored, t, language)
  return (
    <li>
      <p class="fw-held__title">
        <a href={storedUrl(stored)}>{stored.title}</a> {stored.hold ? <Badge kind="warning">{t('stored.hold')}</Badge> : null}
      </p>
      {stored.purpose ? <p>{stored.purpose}</p> : null}
      <p class="fw-held__foot">
        <span>{t(`stored.kind.${stored.kind}`)}</span>
        {since === undefined ? null : <span>{since}</span>}
        <span>{periodWords(stored, t, language)}</span>
        {count > 0 ? <span>{count === 1 ? t('stored.fields.one') : t('stored.fields', { count })}</span> : null}
      </p>
    </li>
  )
}

const Requests = ({ requests }: { requests: readonly CaseSummary[] }) => {
  const t = useText(myDataMessages)
  const { language } = usePage()
  if (requests.length === 0) return null
  return (
    <section aria-labelledby="anliegen">
      <h2 id="anliegen">{t('requests.title')}</h2>
      <ul class="fw-plain-list">
        {requests.map((request) => (
          <li key={request.id}>
            <a href={`/vorgaenge/${request.id}`}>
              {request.number} {request.title ?? request.processName}
            </a>{' '}
            {request.state === 'active' ? (
              request.due ? (
                <Badge kind="info">{t('requests.due', { date: formatDate(request.due, language) })}</Badge>
              ) : null
            ) : (
              <Badge kind="success">{t('requests.done')}</Badge>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
