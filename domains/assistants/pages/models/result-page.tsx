import type { ComponentChildren } from 'preact'
import type { Deployment, PublishedModel, Refusal } from '@fachwerk/kernel'
import type { Problem } from '@fachwerk/problem'
import { Badge, ButtonRow, Layout, LinkButton, Notification, Table, useSay, useText } from '@fachwerk/web'
import { modelUrl } from './model-list-page.tsx'
import { modelMessages } from './messages.ts'
import { ProblemTables } from './problem-table.tsx'

/** What the upload made: new versions and what the check found. */
export const PublishedPage = ({ deployment }: { deployment: Deployment }) => {
  const t = useText(modelMessages)
  const changed = deployment.published.some((model) => model.changed)
  const title = t(changed ? 'result.title' : 'result.title.unchanged')
  return (
    <ResultLayout title={title}>
      <Notification kind={changed ? 'success' : 'info'} title={t(changed ? 'result.now' : 'result.unchanged')}>
        <p>{t(changed ? 'result.text' : 'result.unchanged.text')}</p>
      </Notification>
      <Table
        caption={t('result.caption')}
        captionHidden
        rows={deployment.published}
        rowKey={(model) => model.versionId}
        columns={[
          { label: t('column.name'), cell: (model) => <ModelName model={model} /> },
          { label: t('column.kind'), cell: (model) => t(`one.${model.kind}`) },
          { label: t('column.version'), cell: (model) => model.version },
          {
            label: t('column.change'),
            cell: (model) => (
              <Badge kind={model.changed ? 'success' : 'neutral'}>{t(model.changed ? 'result.new' : 'result.same')}</Badge>
            ),
          },
          { label: t('column.file'), cell: (model) => model.file },
        ]}
      />
      <ProblemTables problems={deployment.problems} />
    </ResultLayout>
  )
}

const ModelName = ({ model }: { model: PublishedModel }) =>
  model.kind === 'process' ? <a href={modelUrl(model.key)}>{model.name}</a> : <>{model.name}</>

/** Errors: nothing was stored. The refusal says what happened where it is not about single findings. */
export const RefusedPage = ({ refusal }: { refusal: Refusal }) => {
  const t = useText(modelMessages)
  const say = useSay()
  const problems = refusal.problems ?? []
  return (
    <ResultLayout title={t('refused.title')} hasErrors>
      <Notification kind="danger" title={problems.length > 0 ? t('refused.nothing') : say(refusal.title)}>
        <p>{problems.length > 0 ? t('refused.text') : say(refusal.detail)}</p>
      </Notification>
      <ProblemTables problems={problems} />
    </ResultLayout>
  )
}

export const CheckedPage = ({ problems }: { problems: readonly Problem[] }) => {
  const t = useText(modelMessages)
  const failed = problems.some((problem) => problem.severity === 'error')
  const title = t(failed ? 'checked.failed' : 'checked.title')
  return (
    <ResultLayout title={title} hasErrors={failed}>
      <Notification kind={failed ? 'danger' : 'success'} title={t(failed ? 'refused.nothing' : 'checked.good')}>
        <p>{t(failed ? 'refused.text' : 'checked.text')}</p>
      </Notification>
      <ProblemTables problems={problems} />
    </ResultLayout>
  )
}

const ResultLayout = ({
  title,
  hasErrors = false,
  children,
}: {
  title: string
  hasErrors?: boolean
  children: ComponentChildren
}) => {
  const t = useText(modelMessages)
  return (
    <Layout
      title={title}
      section="workshop"
      hasErrors={hasErrors}
      breadcrumb={[
        { label: t('list.title'), href: '/werkstatt' },
        { label: t('upload.title'), href: '/werkstatt/hochladen' },
      ]}
    >
      <h1>{title}</h1>
      {children}
      <ButtonRow>
        <LinkButton href="/werkstatt/hochladen" kind={hasErrors ? 'primary' : 'secondary'}>
          {t(hasErrors ? 'refused.again' : 'result.more')}
        </LinkButton>
        <LinkButton href="/werkstatt" kind="secondary">
          {t('result.open')}
        </LinkButton>
      </ButtonRow>
    </Layout>
  )
}
