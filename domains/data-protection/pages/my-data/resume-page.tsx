import { Button, Form, Layout, LinkButton, useText } from '@fachwerk/web'
import { myDataMessages } from './messages.ts'
import { formUrl } from './prefill.ts'

/** Nothing that somebody typed is thrown away unasked. */
export const ResumePage = ({ processKey, fields }: { processKey: string; fields: Readonly<Record<string, string>> }) => {
  const t = useText(myDataMessages)
  return (
    <Layout title={t('resume.title')} section="my-data" breadcrumb={[{ label: t('title'), href: '/meine-daten' }]}>
      <h1>{t('resume.title')}</h1>
      <p>{t('resume.text')}</p>
      <Form action="/meine-daten/anliegen" class="fw-button-row">
        {Object.entries(fields).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <input type="hidden" name="neu" value="1" />
        <LinkButton href={formUrl(processKey)}>{t('resume.continue')}</LinkButton>
        <Button kind="secondary">{t('resume.new')}</Button>
      </Form>
    </Layout>
  )
}
