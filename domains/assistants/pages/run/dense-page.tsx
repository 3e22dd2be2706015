import { renderText, visiblePages, type FieldError, type RawInput } from '@fachwerk/forms'
import { Button, ButtonRow, Form, FormFields, Notification, soleQuestionOf, useSay, useText } from '@fachwerk/web'
import type { OpenRun } from './form-run.ts'
import { runMessages } from './messages.ts'
import { DefaultSubmit, Errors } from './question-page.tsx'
import { DraftNote, RunFrame } from './run-frame.tsx'
import { denseUrl, fileUrl, overviewUrl } from './run-urls.ts'

export interface DensePageProps {
  readonly open: OpenRun
  readonly errors?: readonly FieldError[]
  readonly raw?: RawInput
  /** Pages that came in by the answers just given. */
  readonly hasMore?: boolean
  readonly conflict?: boolean
}

/** The same form as one page, for those who fill it in many times a day. */
export const DensePage = ({ open, errors = [], raw, hasMore = false, conflict = false }: DensePageProps) => {
  const t = useText(runMessages)
  const say = useSay()
  const pages = visiblePages(open.run.form, open.answers)
  const submit = open.run.submitLabel ? say(open.run.submitLabel) : t('check.submit')
  return (
    <RunFrame open={open} title={open.run.title} hasErrors={errors.length > 0}>
      <DefaultSubmit />
      <Errors errors={errors} />
      {hasMore ? (
        <Notification title={t('dense.more')}>
          <p>{t('dense.more.text')}</p>
        </Notification>
      ) : null}
      {conflict ? (
        <Notification kind="warning" title={t('conflict.title')}>
          <p>{t('conflict.text', { button: submit })}</p>
        </Notification>
      ) : null}
      <h1>{open.run.title}</h1>
      <Form id="run" class="fw-form fw-dense" action={denseUrl(open.run)} multipart>
        <input type="hidden" name="_revision" value={open.draft.revision} />
        <input type="hidden" name="_draft" value={open.draft.id} />
        <input type="hidden" name="_pages" value={pages.map((page) => page.id).join(' ')} />
        {pages.map((page) => (
          <section key={page.id}>
            {soleQuestionOf(page, open.answers) === undefined ? <h2>{renderText(page.title, open.answers)}</h2> : null}
            <FormFields page={page} answers={open.answers} errors={errors} raw={raw} questionAsHeading="h2" fileUrl={fileUrl} />
          </section>
        ))}
        <ButtonRow>
          <Button name="_go" value="next">
            {submit}
          </Button>
          <Button kind="secondary" name="_go" value="save">
            {t('dense.save')}
          </Button>
        </ButtonRow>
      </Form>
      <p>
        <a href={overviewUrl(open.run)}>{t('dense.stepwise')}</a>
      </p>
      <DraftNote open={open} />
    </RunFrame>
  )
}
