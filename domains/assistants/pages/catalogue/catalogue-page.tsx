import type { CatalogueEntry, Draft } from '@fachwerk/kernel'
import {
  Card,
  CardGrid,
  EmptyState,
  Form,
  formatDateTime,
  formatDays,
  Layout,
  LinkButton,
  Table,
  usePage,
  useText,
} from '@fachwerk/web'
import { catalogueMessages } from './messages.ts'

export interface OpenDraft {
  readonly entry: CatalogueEntry
  readonly draft: Draft
}
interface Props {
  readonly entries: readonly CatalogueEntry[]
  readonly drafts: readonly OpenDraft[]
}

export const CataloguePage = ({ entries, drafts }: Props) => {
  const t = useText(catalogueMessages)
  return (
    <Layout title={t('title')} section="assistants">
      <h1>{t('title')}</h1>
      <p class="fw-lead">{t('lead')}</p>
      {drafts.length > 0 ? <Drafts drafts={drafts} /> : null}
      {entries.length === 0 ? <Empty /> : areasOf(entries, t('area.other')).map((area) => <Area key={area.name} {...area} />)}
    </Layout>
  )
}

interface Area {
  readonly name: string
  readonly entries: readonly CatalogueEntry[]
}
/** Areas by name, those without one last. */
function areasOf(entries: readonly CatalogueEntry[], other: string): Area[] {
  const areas = Map.groupBy(entries, (entry) => entry.area ?? '')
  return [...areas]
    .sort(([a], [b]) => Number(a === '') - Number(b === '') || a.localeCompare(b, 'de'))
    .map(([name, inArea]) => ({ name: name || other, entries: [...inArea].sort((a, b) => a.name.localeCompare(b.name, 'de')) }))
}

const Area = ({ name, entries }: Area) => (
  <section>
    <h2>{name}</h2>
    <CardGrid>
      {entries.map((entry) => (
        <Card key={entry.key} title={entry.name} level={3} href={`/assistenten/${encodeURIComponent(entry.key)}`}>
          {entry.summary ? <p>{entry.summary}</p> : null}
          {entry.legalBasis ? <p class="fw-card__text fw-card__foot">{entry.legalBasis}</p> : null}
        </Card>
      ))}
    </CardGrid>
  </section>
)

const Drafts = ({ drafts }: { drafts: readonly OpenDraft[] }) => {
  const t = useText(catalogueMessages)
  const { language, now } = usePage()
  const columns = [
    { label: t('drafts.name'), cell: ({ entry }: OpenDraft) => <a href={continueUrl(entry)}>{entry.name}</a> },
    { label: t('drafts.changed'), cell: ({ draft }: OpenDraft) => formatDateTime(draft.changedAt, language) },
    { label: t('drafts.expires'), cell: ({ draft }: OpenDraft) => formatDays(now, draft.expiresAt, language) },
    {
      label: t('drafts.action'),
      labelHidden: true,
      cell: ({ entry, draft }: OpenDraft) => <Discard entry={entry} draft={draft} />,
    },
  ]
  return (
    <section>
      <h2>{t('drafts.title')}</h2>
      <Table caption={t('drafts.caption')} captionHidden columns={columns} rows={drafts} rowKey={({ draft }) => draft.id} />
    </section>
  )
}
const continueUrl = (entry: CatalogueEntry): string => `/assistenten/${encodeURIComponent(entry.key)}/antrag`

const Discard = ({ entry, draft }: OpenDraft) => {
  const t = useText(catalogueMessages)
  return (
    <Form action={`${continueUrl(entry)}/verwerfen`}>
      <input type="hidden" name="draft" value={draft.id} />
      <button type="submit" class="fw-link-button">
        {t('drafts.discard')}
        <span class="kern-sr-only">: {entry.name}</span>
      </button>
    </Form>
  )
}

const Empty = () => {
  const t = useText(catalogueMessages)
  const { person } = usePage()
  return (
    <EmptyState title={t('empty.title')}>
      <p>{t('empty.text')}</p>
      {person?.roles.includes('modeller') ? (
        <p>
          <LinkButton href="/werkstatt">{t('empty.upload')}</LinkButton>
        </p>
      ) : null}
    </EmptyState>
  )
}
