import { Button, DemoPeople, Form, Layout, useText, type DemoPerson } from '@fachwerk/web'
import { startMessages } from './messages.ts'

/** `next`: where to go after signing in. */
export const StartPage = ({ people, next }: { people: readonly DemoPerson[]; next: string | undefined }) => {
  const t = useText(startMessages)
  return (
    <Layout title={t('title')}>
      <h1>{t('title')}</h1>
      <p class="fw-lead">{t('lead')}</p>
      <DemoPeople people={people} next={next} />
      <Tour citizen={people.find((person) => person.roles.includes('citizen'))} />
      <p>
        <a href={next ? `/anmelden?weiter=${encodeURIComponent(next)}` : '/anmelden'}>{t('own-account')}</a>
      </p>
    </Layout>
  )
}

const Tour = ({ citizen }: { citizen: DemoPerson | undefined }) => {
  const t = useText(startMessages)
  if (!citizen) return null
  return (
    <section aria-labelledby="tour">
      <h2 id="tour">{t('tour.title')}</h2>
      <ol>
        <li>{t('tour.apply')}</li>
        <li>{t('tour.decide')}</li>
        <li>{t('tour.watch')}</li>
        <li>{t('tour.model')}</li>
      </ol>
      <Form action="/anmelden">
        <input type="hidden" name="person" value={citizen.id} />
        <input type="hidden" name="weiter" value="/assistenten" />
        <Button>{t('tour.start')}</Button>
      </Form>
    </section>
  )
}
