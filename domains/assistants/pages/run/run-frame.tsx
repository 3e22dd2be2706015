import { formatDate, Layout, usePage, useText, type ComponentChildren, type Crumb } from '@fachwerk/web'
import type { OpenRun } from './form-run.ts'
import { runMessages } from './messages.ts'

interface Props {
  readonly open: OpenRun
  /** Title of the browser window; the assistant's name is added. */
  readonly title: string
  readonly hasErrors?: boolean
  readonly children: ComponentChildren
}

/** What all pages of a run have in common. */
export const RunFrame = ({ open, title, hasErrors = false, children }: Props) => {
  const { run } = open
  const breadcrumb: readonly Crumb[] | undefined = run.breadcrumb
  return (
    <Layout
      title={title === run.title ? title : `${title} – ${run.title}`}
      section={run.section}
      hasErrors={hasErrors}
      {...(breadcrumb && { breadcrumb })}
    >
      {run.aside ? (
        <div class="fw-work">
          <div>{children}</div>
          <aside>{run.aside}</aside>
        </div>
      ) : (
        children
      )}
    </Layout>
  )
}

/** That the draft is kept, and until when. */
export const DraftNote = ({ open }: { open: OpenRun }) => {
  const t = useText(runMessages)
  const { language } = usePage()
  return open.draft.revision > 0 ? (
    <p class="fw-muted fw-draft-note">{t('expires', { date: formatDate(open.draft.expiresAt, language) })}</p>
  ) : null
}
