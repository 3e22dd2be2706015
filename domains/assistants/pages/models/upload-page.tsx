import { Button, ButtonRow, ErrorSummary, Form, Layout, usePage, useText } from '@fachwerk/web'
import { modelMessages } from './messages.ts'

/** The browser's own file input: works everywhere, takes several files at once. */
export const UploadPage = ({ error }: { error?: 'missing' | 'too-large' }) => {
  const t = useText(modelMessages)
  const { person } = usePage()
  return (
    <Layout
      title={t('upload.title')}
      section="workshop"
      hasErrors={error !== undefined}
      breadcrumb={[{ label: t('list.title'), href: '/werkstatt' }]}
    >
      <ErrorSummary errors={error ? [{ target: 'f-dateien', message: t(`upload.${error}`) }] : []} />
      <h1>{t('upload.title')}</h1>
      <p class="fw-lead">{t('upload.lead')}</p>
      {person ? (
        <Form action="/werkstatt/hochladen" multipart>
          <div class="fw-upload">
            <label class="kern-label" for="f-dateien">
              {t('upload.files')}
            </label>
            <div class="kern-hint" id="hint-dateien">
              {t('upload.hint')}
            </div>
            {error ? (
              <p class="kern-error" id="error-dateien">
                <span class="kern-icon kern-icon--danger" aria-hidden="true" />
                <span class="kern-body">{t(`upload.${error}`)}</span>
              </p>
            ) : null}
            <input
              id="f-dateien"
              name="dateien"
              type="file"
              multiple
              required
              accept=".bpmn,.xml,.dmn,.form,.json,.zip"
              aria-describedby={error ? 'hint-dateien error-dateien' : 'hint-dateien'}
              aria-invalid={error ? 'true' : undefined}
            />
          </div>
          <ButtonRow>
            <Button>{t('upload.submit')}</Button>
            <Button kind="secondary" name="aktion" value="pruefen">
              {t('upload.check')}
            </Button>
          </ButtonRow>
        </Form>
      ) : null}
    </Layout>
  )
}
