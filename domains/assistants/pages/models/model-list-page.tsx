import type { PublishedModel } from '@fachwerk/kernel'
import { Badge, EmptyState, formatDateTime, Layout, LinkButton, Table, usePage, useText } from '@fachwerk/web'
import { modelMessages } from './messages.ts'

const kinds = ['process', 'decision', 'form'] as const

/** What the workshop holds: the newest version of every model, older ones below it. */
export const ModelListPage = ({
  models,
  names,
}: {
  models: readonly PublishedModel[]
  names: Readonly<Record<string, string>>
}) => {
  const t = useText(modelMessages)
  return (
    <Layout title={t('list.title')} section="workshop">
      <h1>{t('list.title')}</h1>
      <p class="fw-lead">{t('list.lead')}</p>
      <p>
        <LinkButton href="/werkstatt/hochladen">{t('list.upload')}</LinkButton>
      </p>
      <p>
        <a href="/werkzeuge/feel">{t('list.feel')}</a>
      </p>
      {models.length === 0 ? (
        <EmptyState title={t('list.empty')}>
          <p>{t('list.empty.text')}</p>
        </EmptyState>
      ) : null}
      {kinds.map((kind) => (
        <KindTable key={kind} kind={kind} models={newestOf(models.filter((model) => model.kind === kind))} names={names} />
      ))}
    </Layout>
  )
}

/** Newest version per key, by name. */
export function newestOf(models: readonly PublishedModel[]): PublishedModel[] {
  const newest = new Map<string, PublishedModel>()
  for (const model of models) if ((newest.get(model.key)?.version ?? 0) < model.version) newest.set(model.key, model)
  return [...newest.values()].toSorted((a, b) => a.name.localeCompare(b.name, 'de'))
}

const KindTable = ({
  kind,
  models,
  names,
}: {
  kind: PublishedModel['kind']
  models: readonly PublishedModel[]
  names: Readonly<Record<string, string>>
}) => {
  const t = useText(modelMessages)
  const { language } = usePage()
  if (models.length === 0) return null
  return (
    <section>
      <h2>{t(`kind.${kind}`)}</h2>
      <Table
        caption={t(`kind.${kind}`)}
        captionHidden
        rows={models}
        rowKey={(model) => model.key}
        columns={[
          {
            label: t('column.name'),
            cell: (model) => (kind === 'process' ? <a href={modelUrl(model.key)}>{model.name}</a> : model.name),
          },
          {
            label: t('column.version'),
            cell: (model) => <Badge kind="info">{t('process.version', { version: model.version })}</Badge>,
          },
          { label: t('column.at'), cell: (model) => formatDateTime(model.at, language) },
          { label: t('column.by'), cell: (model) => names[model.by] ?? model.by },
          { label: t('column.source'), cell: (model) => <SourceLink model={model} /> },
        ]}
      />
    </section>
  )
}

export const modelUrl = (key: string): string => `/werkstatt/modelle/${encodeURIComponent(key)}`

export const SourceLink = ({ model }: { model: PublishedModel }) => {
  const t = useText(modelMessages)
  return (
    <a href={`/werkstatt/quellen/${encodeURIComponent(model.versionId)}`} download>
      {model.file}
      <span class="kern-sr-only">
        {' '}
        {t('download')}: {t('download.of', { file: model.file, version: model.version })}
      </span>
    </a>
  )
}
