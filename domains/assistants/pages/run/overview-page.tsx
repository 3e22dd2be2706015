import { renderText } from '@fachwerk/forms'
import { ButtonRow, LinkButton, TaskList, useText } from '@fachwerk/web'
import type { OpenRun } from './form-run.ts'
import { runMessages } from './messages.ts'
import { firstOpen, type PageState } from './page-states.ts'
import { DraftNote, RunFrame } from './run-frame.tsx'
import { checkUrl, denseUrl, pageUrl } from './run-urls.ts'

/** All sections with what is done; each can be opened in any order. */
export const OverviewPage = ({ open, states }: { open: OpenRun; states: readonly PageState[] }) => {
  const t = useText(runMessages)
  const next = firstOpen(states)
  const done = states.filter(({ state }) => state === 'done').length
  return (
    <RunFrame open={open} title={t('overview.title')}>
      <p class="fw-over">{open.run.title}</p>
      <h1>{t('overview.title')}</h1>
      <p class="fw-lead">{t('overview.done', { done, total: states.length })}</p>
      <TaskList
        items={states.map(({ page, state }) => ({
          title: renderText(page.title, open.answers),
          href: pageUrl(open.run, page),
          state,
        }))}
      />
      <ButtonRow>
        {next ? (
          <LinkButton href={pageUrl(open.run, next)}>{t('overview.continue')}</LinkButton>
        ) : (
          <LinkButton href={checkUrl(open.run)}>{t('overview.toCheck')}</LinkButton>
        )}
        <LinkButton kind="tertiary" href={denseUrl(open.run)}>
          {t('overview.dense')}
        </LinkButton>
      </ButtonRow>
      <DraftNote open={open} />
    </RunFrame>
  )
}
