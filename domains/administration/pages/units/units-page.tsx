import type { Unit } from '@fachwerk/kernel'
import { EmptyState, Layout, LinkButton, useText } from '@fachwerk/web'
import { administrationMessages } from '../messages.ts'

export const UnitsPage = ({ units }: { units: readonly Unit[] }) => {
  const t = useText(administrationMessages)
  return (
    <Layout title={t('units.title')} section="administration" breadcrumb={[{ label: t('title'), href: '/verwaltung' }]}>
      <h1>{t('units.title')}</h1>
      {units.length === 0 ? <EmptyState title={t('units.none')} /> : <Branch units={units} below={undefined} />}
      <p>
        <LinkButton href="/verwaltung/einheiten/neu">{t('unit.new')}</LinkButton>
      </p>
    </Layout>
  )
}

const Branch = ({ units, below }: { units: readonly Unit[]; below: string | undefined }) => {
  const here = units.filter(({ parent }) => parent === below)
  return here.length === 0 ? null : (
    <ul>
      {here.map((unit) => (
        <li key={unit.id}>
          <a href={`/verwaltung/einheiten/${unit.id}`}>{unit.name}</a>
          <Branch units={units} below={unit.id} />
        </li>
      ))}
    </ul>
  )
}
