import type { Tenant } from '@fachwerk/kernel'
import { Card, CardGrid, defineRoutes, Layout, Notification, page, personOf, useText } from '@fachwerk/web'
import { administrationMessages } from '../messages.ts'
import { policies } from '../policies.ts'

export const overviewRoutes = defineRoutes((app) => {
  app.get(
    '/verwaltung',
    { config: { policy: policies.seePeople }, schema: { summary: 'Administration of an authority', tags: ['pages'] } },
    async (request, reply) => {
      const { identity } = app.kernel
      const by = personOf(request)
      const [people, pending, tenants] = [
        await identity.members(by, { limit: 0 }),
        await identity.pending(by),
        await identity.tenants(by),
      ]
      const own = tenants.find(({ id }) => id === by.tenant)
      const waiting = pending.filter(({ mayApprove }) => mayApprove).length
      return page(request, reply, <Overview authority={own} people={people.total} waiting={waiting} />)
    },
  )
})

const areas = [
  'personen',
  'einheiten',
  'gruppen',
  'vertretungen',
  'gemeinsame-gruppen',
  'wartend',
  'zugaenge',
  'protokoll',
] as const

const Overview = ({ authority, people, waiting }: { authority: Tenant | undefined; people: number; waiting: number }) => {
  const t = useText(administrationMessages)
  return (
    <Layout title={t('title')} section="administration">
      <h1>{t('title')}</h1>
      <p class="fw-lead">{t('lead', { authority: authority?.name ?? '', people })}</p>
      {authority?.withoutOfficer ? (
        <Notification kind="warning" title={t('officer.missing.title')}>
          {t('officer.missing.text')}
        </Notification>
      ) : null}
      {waiting > 0 ? (
        <Notification kind="info" title={t('pending.count', { count: waiting })}>
          <a href="/verwaltung/wartend">{t('pending.title')}</a>
        </Notification>
      ) : null}
      <CardGrid>
        {areas.map((area) => (
          <Card key={area} title={t(`area.${area}`)} href={`/verwaltung/${area}`}>
            <p class="fw-card__text">{t(`area.${area}.text`)}</p>
          </Card>
        ))}
      </CardGrid>
    </Layout>
  )
}
