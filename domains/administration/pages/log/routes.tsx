import type { AdminLogEntry, Page } from '@fachwerk/kernel'
import {
  defineRoutes,
  EmptyState,
  formatDateTime,
  Layout,
  page,
  Pagination,
  personOf,
  Table,
  usePage,
  useSay,
  useText,
} from '@fachwerk/web'
import { administrationMessages } from '../messages.ts'
import { policies } from '../policies.ts'

const limit = 50

export const logRoutes = defineRoutes((app) => {
  app.get<{ Querystring: { ab?: number } }>(
    '/verwaltung/protokoll',
    {
      config: { policy: policies.seeAuthority },
      schema: {
        summary: 'Log of changes to people and rights',
        tags: ['pages'],
        querystring: { type: 'object', properties: { ab: { type: 'integer', minimum: 0, maximum: 1_000_000_000 } } },
      },
    },
    async (request, reply) => {
      const { ab: offset = 0 } = request.query
      return page(
        request,
        reply,
        <LogPage log={await app.kernel.identity.adminLog(personOf(request), { offset, limit })} offset={offset} />,
      )
    },
  )
})

const LogPage = ({ log, offset }: { log: Page<AdminLogEntry>; offset: number }) => {
  const t = useText(administrationMessages)
  const say = useSay()
  const { language } = usePage()
  return (
    <Layout title={t('log.title')} section="administration" breadcrumb={[{ label: t('title'), href: '/verwaltung' }]}>
      <h1>{t('log.title')}</h1>
      <p class="fw-lead">{t('log.lead')}</p>
      <Table
        caption={t('log.title')}
        captionHidden
        rows={log.items}
        rowKey={({ id }) => id}
        empty={<EmptyState title={t('log.none')} />}
        columns={[
          { label: t('log.at'), cell: ({ at }) => <span class="fw-nowrap">{formatDateTime(at, language)}</span> },
          { label: t('log.by'), cell: ({ byName }) => byName },
          { label: t('log.what'), cell: ({ text }) => say(text) },
        ]}
      />
      <Pagination total={log.total} offset={offset} limit={limit} url={(ab) => `/verwaltung/protokoll?ab=${ab}`} />
    </Layout>
  )
}
