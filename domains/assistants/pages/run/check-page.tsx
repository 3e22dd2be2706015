import { renderText, summaryOf, type FieldError, type SummaryRow } from '@fachwerk/forms'
import { Button, ButtonRow, ErrorSummary, Form, SummaryList, useSay, useText } from '@fachwerk/web'
import type { OpenRun } from './form-run.ts'
import { runMessages } from './messages.ts'
import { DraftNote, RunFrame } from './run-frame.tsx'
import { checkUrl, overviewUrl, pageUrl } from './run-urls.ts'

/** Check-your-answers: every answer with a link to change it, then one button that sends. */
export const CheckPage = ({ open, errors = [] }: { open: OpenRun; errors?: readonly FieldError[] }) => {
  const t = useText(runMessages)
  const say = useSay()
  const { run, draft, answers } = open
  return (
    <RunFrame open={open} title={t('check.title')} hasErrors={errors.length > 0}>
      <a class="fw-back" href={overviewUrl(run)}>
        {t('overview')}
      </a>
      <ErrorSummary errors={errors.map((error) => ({ target: rowId(error.path), message: say(error.message) }))} />
      <p class="fw-over">{run.title}</p>
      <h1>{t('check.title')}</h1>
      <p class="fw-lead">{t('check.lead')}</p>
      {summaryOf(run.form, answers).map(({ page, rows }) => (
        <section key={page.id} aria-labelledby={`page-${page.id}`}>
          <h2 id={`page-${page.id}`}>{renderText(page.title, answers)}</h2>
          <SummaryList rows={rows.map((row) => shownRow(row, `${pageUrl(run, page, true)}#f-${row.path}`))} />
        </section>
      ))}
      <Form action={checkUrl(run)} class="fw-form">
        <input type="hidden" name="_draft" value={draft.id} />
        <input type="hidden" name="_revision" value={draft.revision} />
        <ButtonRow>
          <Button>{run.submitLabel ? say(run.submitLabel) : t('check.submit')}</Button>
        </ButtonRow>
      </Form>
      <DraftNote open={open} />
    </RunFrame>
  )
}

const rowId = (path: string): string => `row-${path}`
const shownRow = (row: SummaryRow, href: string) => ({ id: rowId(row.path), label: row.label, value: row.value, href })
