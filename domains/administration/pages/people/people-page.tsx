import type { Member, Page } from '@fachwerk/kernel'
import { Badge, Button, EmptyState, Layout, LinkButton, Pagination, Table, useSay, useText } from '@fachwerk/web'
import { administrationMessages } from '../messages.ts'
import { roleWords, stateWords } from './person-words.ts'

interface Filter {
  readonly text: string
  readonly offset: number
  readonly limit: number
}

export const PeoplePage = ({ people, filter }: { people: Page<Member>; filter: Filter }) => {
  const t = useText(administrationMessages)
  return (
    <Layout title={t('people.title')} section="administration" breadcrumb={[{ label: t('title'), href: '/verwaltung' }]}>
      <h1>{t('people.title')}</h1>
      <form class="fw-filter" action="/verwaltung/personen" method="get" role="search" aria-label={t('people.search')}>
        <label>
          {t('people.search.text')}
          <input type="search" name="text" value={filter.text} maxLength={200} />
        </label>
        <Button kind="secondary">{t('people.search.go')}</Button>
      </form>
      <p>
        <LinkButton href="/verwaltung/personen/neu">{t('person.new')}</LinkButton>
      </p>
      <PeopleTable people={people.items} />
      <Pagination
        total={people.total}
        offset={filter.offset}
        limit={filter.limit}
        url={(offset) => `/verwaltung/personen?text=${encodeURIComponent(filter.text)}&ab=${offset}`}
      />
    </Layout>
  )
}

const PeopleTable = ({ people }: { people: readonly Member[] }) => {
  const t = useText(administrationMessages)
  const say = useSay()
  return (
    <Table
      caption={t('people.title')}
      captionHidden
      rows={people}
      rowKey={({ person }) => person.id}
      empty={<EmptyState title={t('people.none')}>{t('people.none.next')}</EmptyState>}
      columns={[
        {
          label: t('person.name'),
          cell: ({ person, kind }) => (
            <a href={kind === 'service' ? `/verwaltung/zugaenge/${person.id}` : `/verwaltung/personen/${person.id}`}>
              {person.name}
            </a>
          ),
        },
        { label: t('person.unit'), cell: ({ person }) => person.unit ?? '' },
        { label: t('person.roles'), cell: ({ person }) => person.roles.map((role) => say(roleWords[role].name)).join(', ') },
        {
          label: t('person.state'),
          cell: ({ state, kind }) => (
            <>
              <Badge kind={stateWords[state].badge}>{say(stateWords[state].name)}</Badge>{' '}
              {kind === 'service' ? <Badge>{t('programs.one')}</Badge> : null}
            </>
          ),
        },
      ]}
    />
  )
}
