import type { RecordingSystem } from '@fachwerk/kernel'
import { Badge, formatDate, formatDateTime, Layout, Table, usePage, useSay, useText } from '@fachwerk/web'
import { myDataMessages } from './messages.ts'
import { Tabs } from './tabs.tsx'
import { WithheldNote, type Withheld } from './withheld-note.tsx'

/** Systems write at least once an hour, if only that they are there. */
const silence = 60 * 60_000
export const isSilent = ({ lastHeartbeat }: RecordingSystem, now: Date): boolean =>
  now.getTime() - lastHeartbeat.getTime() > silence

/** How complete the list of accesses is: said, not assumed. */
export const CompletenessPage = ({ systems, withheld }: { systems: readonly RecordingSystem[]; withheld: Withheld }) => {
  const t = useText(myDataMessages)
  return (
    <Layout title={t('completeness.title')} section="my-data">
      <h1>{t('completeness.title')}</h1>
      <p class="fw-lead">{t('completeness.lead')}</p>
      <Tabs current="completeness" />
      <section>
        <h2 id="systeme">{t('completeness.systems')}</h2>
        <SystemTable systems={systems} />
        <p>{t('completeness.rule')}</p>
      </section>
      <WithheldNote withheld={withheld} />
    </Layout>
  )
}

export const SystemTable = ({ systems }: { systems: readonly RecordingSystem[] }) => {
  const t = useText(myDataMessages)
  const say = useSay()
  const { language, now } = usePage()
  return (
    <Table
      caption={t('completeness.systems')}
      captionHidden
      rows={systems}
      rowKey={({ id }) => id}
      empty={<p>{t('completeness.none')}</p>}
      columns={[
        { label: t('completeness.system'), cell: ({ name }) => say(name) },
        { label: t('completeness.since'), cell: ({ since }) => formatDate(since, language) },
        {
          label: t('completeness.heartbeat'),
          cell: (system) => (
            <>
              {formatDateTime(system.lastHeartbeat, language)}{' '}
              {isSilent(system, now) ? (
                <Badge kind="warning">{t('completeness.late', { time: formatDateTime(system.lastHeartbeat, language) })}</Badge>
              ) : (
                <Badge kind="success">{t('completeness.current')}</Badge>
              )}
            </>
          ),
        },
        {
          label: t('completeness.entries'),
          align: 'end',
          cell: ({ entries }) => new Intl.NumberFormat(language).format(entries),
        },
      ]}
    />
  )
}
