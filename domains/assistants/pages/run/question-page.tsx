import { renderText, type FieldError, type FormPage, type RawInput } from '@fachwerk/forms'
import { Button, ButtonRow, ErrorSummary, Form, FormFields, Notification, soleQuestionOf, useSay, useText } from '@fachwerk/web'
import type { OpenRun } from './form-run.ts'
import { runMessages } from './messages.ts'
import { DraftNote, RunFrame } from './run-frame.tsx'
import { fileUrl, overviewUrl, pageUrl } from './run-urls.ts'

export interface QuestionPageProps {
  readonly open: OpenRun
  readonly page: FormPage
  readonly number: number
  readonly total: number
  /** Opened by a change link: goes back to check-your-answers. */
  readonly toCheck: boolean
  readonly errors?: readonly FieldError[]
  readonly raw?: RawInput
  /** The page was sent from an outdated state; what was typed is in `raw`. */
  readonly conflict?: boolean
}

/** One question, or one closely related group, per page. */
export const QuestionPage = (props: QuestionPageProps) => {
  const { open, page, number, total, toCheck, errors = [], raw, conflict = false } = props
  const t = useText(runMessages)
  const title = renderText(page.title, open.answers)
  const sole = soleQuestionOf(page, open.answers)
  const next = toCheck ? t('save.return') : number === total ? t('check') : t('next')
  return (
    <RunFrame open={open} title={title} hasErrors={errors.length > 0}>
      <DefaultSubmit />
      <button type="submit" form="run" class="fw-link-button fw-back" name="_go" value="back">
        {t('back')}
      </button>
      <Errors errors={errors} />
      {conflict ? <ConflictNote open={open} page={page} toCheck={toCheck} button={next} /> : null}
      <p class="fw-over">{t('step', { title: open.run.title, number, total })}</p>
      {sole === undefined ? <h1>{title}</h1> : null}
      <Form id="run" class="fw-form" action={pageUrl(open.run, page, toCheck)} multipart>
        <input type="hidden" name="_revision" value={open.draft.revision} />
        <FormFields page={page} answers={open.answers} errors={errors} raw={raw} questionAsHeading="h1" fileUrl={fileUrl} />
        <ButtonRow>
          <Button name="_go" value="next">
            {next}
          </Button>
          <Button kind="secondary" name="_go" value="pause">
            {t('pause')}
          </Button>
        </ButtonRow>
      </Form>
      <p>
        <a href={overviewUrl(open.run)}>{t('overview')}</a>
      </p>
      <DraftNote open={open} />
    </RunFrame>
  )
}

/** The Enter key presses the first button of a form, wherever it stands; this one goes on, so Enter never goes back or removes a part. */
export const DefaultSubmit = () => (
  <button type="submit" form="run" class="fw-default-submit" name="_go" value="next" tabIndex={-1} aria-hidden="true" />
)

export const Errors = ({ errors }: { errors: readonly FieldError[] }) => {
  const say = useSay()
  return <ErrorSummary errors={errors.map((error) => ({ target: `f-${error.path}`, message: say(error.message) }))} />
}

const ConflictNote = ({ open, page, toCheck, button }: { open: OpenRun; page: FormPage; toCheck: boolean; button: string }) => {
  const t = useText(runMessages)
  return (
    <Notification kind="warning" title={t('conflict.title')}>
      <p>
        {t('conflict.text', { button })} {t('conflict.files')}
      </p>
      <p>
        <a href={pageUrl(open.run, page, toCheck)}>{t('conflict.stored')}</a>
      </p>
    </Notification>
  )
}
