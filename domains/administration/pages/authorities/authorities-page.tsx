import type { Tenant } from '@fachwerk/kernel'
import { Badge, EmptyState, Layout, LinkButton, Table, useText } from '@fachwerk/web'
import { administrationMessages } from '../messages.ts'

export const AuthoritiesPage = ({ tenants }: { tenants: readonly Tenant[] }) => {
  const t = useText(administrationMessages)
  return (
    <Layout title={t('authorities.title')} section="authorities">
      <h1>{t('authorities.title')}</h1>
      <p class="fw-lead">{t('authorities.lead')}</p>
      <Table
        caption={t('authorities.title')}
        captionHidden
        rows={tenants}
        rowKey={({ id }) => id}
        empty={<EmptyState title={t('authorities.title')} />}
        columns={[
          { label: t('authority.name'), cell: ({ id, name }) => <a href={`/behoerden/${id}`}>{name}</a> },
          { label: t('authority.id'), cell: ({ id }) => <code>{id}</code> },
          { label: t('authority.kind'), cell: ({ kind }) => t(`kind.${kind}`) },
          {
            label: t('authority.state'),
            cell: ({ state }) => <Badge kind={state === 'active' ? 'success' : 'neutral'}>{t(`authority.state.${state}`)}</Badge>,
          },
          {
            label: t('authority.officers'),
            cell: ({ state, withoutOfficer }) =>
              withoutOfficer ? (
                <Badge kind="warning">{t('authority.officers.none')}</Badge>
              ) : (
                t(state === 'active' ? 'authority.officers.named' : 'authority.officers.closed')
              ),
          },
        ]}
      />
      <p>{t('authority.first')}</p>
      <p>
        <LinkButton href="/behoerden/neu">{t('authority.new')}</LinkButton>
      </p>
    </Layout>
  )
}
