import { allFields, visiblePages, type FormModel } from '@fachwerk/forms'
import type { Draft, PublishedProcess } from '@fachwerk/kernel'
import { Button, ButtonRow, Form, Layout, LinkButton, useText } from '@fachwerk/web'
import { catalogueMessages } from './messages.ts'
import { YourData } from './your-data.tsx'

interface Props {
  readonly process: PublishedProcess
  /** Absent or untouched: nothing has been answered yet. */
  readonly draft: Draft | undefined
  /** Key of the submission, for a process that starts without a form. */
  readonly submission: string
}

/** What it is about, what is needed, and one button. */
export const IntroPage = ({ process, draft, submission }: Props) => {
  const t = useText(catalogueMessages)
  const { model, startForm } = process
  const { summary } = model.extension
  return (
    <Layout title={model.name} section="assistants" breadcrumb={[{ label: t('title'), href: '/assistenten' }]}>
      <h1>{model.name}</h1>
      {(summary ?? model.documentation) ? <p class="fw-lead">{summary ?? model.documentation}</p> : null}
      {startForm ? <Needed form={startForm} /> : <p>{t('intro.noForm')}</p>}
      {startForm ? (
        <Begin process={process} isResumed={draft !== undefined && draft.revision > 0} />
      ) : (
        <StartNow process={process} submission={submission} />
      )}
      <YourData process={process} />
    </Layout>
  )
}

const Needed = ({ form }: { form: FormModel }) => {
  const t = useText(catalogueMessages)
  const files = allFields(form).filter((field) => field.kind === 'file')
  const count = visiblePages(form, {}).length
  return (
    <section aria-labelledby="needed">
      <h2 id="needed">{t('intro.need')}</h2>
      <ul>
        {files.map((field) => (
          <li key={field.id}>{t(field.required ? 'intro.file' : 'intro.file.optional', { label: field.label })}</li>
        ))}
        <li>{form.pages.length === 1 ? t('intro.questions.one') : t('intro.questions', { count })}</li>
      </ul>
    </section>
  )
}

const Begin = ({ process, isResumed }: { process: PublishedProcess; isResumed: boolean }) => {
  const t = useText(catalogueMessages)
  const url = `/assistenten/${encodeURIComponent(process.key)}/antrag`
  return (
    <ButtonRow>
      <LinkButton href={url}>{isResumed ? t('intro.resume') : t('intro.start')}</LinkButton>
      <LinkButton kind="tertiary" href={`${url}/abschnitte`}>
        {t('intro.overview')}
      </LinkButton>
      <LinkButton kind="tertiary" href={`${url}?dicht=1`}>
        {t('intro.dense')}
      </LinkButton>
    </ButtonRow>
  )
}

const StartNow = ({ process, submission }: { process: PublishedProcess; submission: string }) => {
  const t = useText(catalogueMessages)
  return (
    <ButtonRow>
      <Form action={`/assistenten/${encodeURIComponent(process.key)}/starten`}>
        <input type="hidden" name="submission" value={submission} />
        <Button>{t('intro.startNow')}</Button>
      </Form>
    </ButtonRow>
  )
}
