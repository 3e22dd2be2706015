import type { Group, Member, Tenant } from '@fachwerk/kernel'
import { Badge, Button, EmptyState, Form, Layout, LinkButton, Table, useText } from '@fachwerk/web'
import { trail } from '../breadcrumb.ts'
import { administrationMessages } from '../messages.ts'

const list = '/verwaltung/gruppen'

export const GroupsPage = ({ groups, tenants }: { groups: readonly Group[]; tenants: readonly Tenant[] }) => {
  const t = useText(administrationMessages)
  const owner = (id: string): string => tenants.find((tenant) => tenant.id === id)?.name ?? id
  return (
    <Layout title={t('groups.title')} section="administration" breadcrumb={[{ label: t('title'), href: '/verwaltung' }]}>
      <h1>{t('groups.title')}</h1>
      <p class="fw-lead">{t('groups.lead')}</p>
      <Table
        caption={t('groups.title')}
        captionHidden
        rows={groups}
        rowKey={({ id }) => id}
        empty={<EmptyState title={t('groups.none')} />}
        columns={[
          { label: t('group.name'), cell: ({ id, name }) => <a href={`${list}/${encodeURIComponent(id)}`}>{name}</a> },
          { label: t('group.id'), cell: ({ id }) => <code>{id}</code> },
          { label: t('group.owner'), cell: ({ tenant }) => owner(tenant) },
          { label: t('group.members'), align: 'end', cell: ({ members }) => members.length },
        ]}
      />
      <p>
        <LinkButton href={`${list}/neu`}>{t('group.new')}</LinkButton>
      </p>
    </Layout>
  )
}

/** `own`: of this authority; otherwise an agreement opens it, and only the own people in it are shown. */
export const GroupPage = ({ group, own, others }: { group: Group; own: boolean; others: readonly Member[] }) => {
  const t = useText(administrationMessages)
  const to = `${list}/${encodeURIComponent(group.id)}`
  return (
    <Layout title={group.name} section="administration" breadcrumb={trail(t, 'groups.title', list)}>
      <h1>{group.name}</h1>
      <p>
        <code>{group.id}</code>{' '}
        {own ? <a href={`${to}/name`}>{t('group.rename')}</a> : <Badge kind="info">{t('group.joint')}</Badge>}
      </p>
      <Table
        caption={t('group.members')}
        rows={group.members}
        rowKey={(id) => id}
        empty={<EmptyState title={t('group.empty')} />}
        columns={[
          { label: t('person.name'), cell: (id) => group.names[id] ?? id },
          {
            label: t('action'),
            labelHidden: true,
            cell: (id) => (
              <Form action={`${to}/herausnehmen`}>
                <input type="hidden" name="person" value={id} />
                <button type="submit" class="fw-link-button">
                  {t('group.take-out')}
                  <span class="kern-sr-only">: {group.names[id] ?? id}</span>
                </button>
              </Form>
            ),
          },
        ]}
      />
      {others.length > 0 ? <AddMember to={to} others={others} /> : null}
    </Layout>
  )
}

const AddMember = ({ to, others }: { to: string; others: readonly Member[] }) => {
  const t = useText(administrationMessages)
  return (
    <section aria-labelledby="aufnehmen">
      <h2 id="aufnehmen">{t('group.add')}</h2>
      <Form action={`${to}/aufnehmen`} class="fw-filter">
        <label>
          {t('group.add.whom')}
          <select name="person">
            {others.map(({ person }) => (
              <option key={person.id} value={person.id}>
                {person.unit === undefined ? person.name : `${person.name} (${person.unit})`}
              </option>
            ))}
          </select>
        </label>
        <Button kind="secondary">{t('group.add.do')}</Button>
      </Form>
    </section>
  )
}
