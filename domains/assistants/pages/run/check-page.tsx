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
  const { run, draft } = open
  return (
    <RunFrame open={open} title={t('check.title')} hasErrors={errors.length > 0}>
      <a class="fw-back" href={overviewUrl(run)}>
        {t('overview')}
      </a>
      <ErrorSummary errors={errors.map((error) => ({ target: rowId(error.path), message: say(error.message) }))} />
      <p class="fw-over">{run.title}</p>
      <h1>{t('check.title')}</h1>
      <p class="fw-lead">{t('check.lead')}</p>
      {sectionsOf(open).map((section, index) => (
        <section key={index}>
          {section.title === undefined ? null : <h2>{section.title}</h2>}
          <SummaryList rows={section.rows} />
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

interface Section {
  /** Absent: pages that ask one question, which says it all. */
  readonly title?: string
  readonly rows: readonly ShownRow[]
}
type ShownRow = ReturnType<typeof shownRow>

/** A section per page; pages in a row that ask one question each make one section together. */
function sectionsOf({ run, answers }: OpenRun): Section[] {
  const sections: Section[] = []
  for (const { page, rows } of summaryOf(run.form, answers)) {
    const title = renderText(page.title, answers)
    const shown = rows.map((row) => shownRow(row, `${pageUrl(run, page, true)}#f-${row.path}`))
    const isSole = rows.length === 1 && rows[0]!.label === title
    const last = sections.at(-1)
    if (isSole && last && last.title === undefined) sections[sections.length - 1] = { rows: [...last.rows, ...shown] }
    else sections.push(isSole ? { rows: shown } : { title, rows: shown })
  }
  return sections
}

const rowId = (path: string): string => `row-${path}`
const shownRow = (row: SummaryRow, href: string) => ({ id: rowId(row.path), label: row.label, value: row.value, href })
