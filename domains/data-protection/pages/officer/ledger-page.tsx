import type { RecordingSystem } from '@fachwerk/kernel'
import { parseCheckpoint, type Checkpoint } from '@fachwerk/ledger'
import { Disclosure, formatDateTime, LinkButton, SummaryList, usePage, useText } from '@fachwerk/web'
import { SystemTable } from '../my-data/completeness-page.tsx'
import { myDataMessages } from '../my-data/messages.ts'
import { officerMessages } from './messages.ts'
import { OfficerFrame } from './officer-frame.tsx'

export const LedgerPage = ({
  checkpoint,
  systems,
}: {
  checkpoint: Checkpoint | undefined
  systems: readonly RecordingSystem[]
}) => {
  const t = useText(officerMessages)
  const own = useText(myDataMessages)
  return (
    <OfficerFrame tab="ledger" title={t('ledger.title')} lead={t('ledger.lead')}>
      {checkpoint ? <State checkpoint={checkpoint} /> : <p>{t('ledger.none')}</p>}
      <section>
        <h2 id="systeme">{own('completeness.systems')}</h2>
        <SystemTable systems={systems} />
      </section>
    </OfficerFrame>
  )
}

const State = ({ checkpoint }: { checkpoint: Checkpoint }) => {
  const t = useText(officerMessages)
  const { language } = usePage()
  const signers = parseCheckpoint(checkpoint.note)?.signatures.map(({ name }) => name) ?? []
  return (
    <section>
      <SummaryList
        rows={[
          { label: t('ledger.origin'), value: checkpoint.origin },
          { label: t('ledger.size'), value: new Intl.NumberFormat(language).format(checkpoint.size) },
          { label: t('ledger.at'), value: formatDateTime(new Date(checkpoint.at), language) },
          { label: t('ledger.signers'), value: signers.join('\n') },
          { label: t('ledger.root'), value: <code>{Buffer.from(checkpoint.root).toString('hex')}</code> },
        ]}
      />
      <Disclosure summary={t('ledger.note')}>
        <pre class="fw-raw" tabIndex={0}>
          {checkpoint.note}
        </pre>
      </Disclosure>
      <p>{t('ledger.verify').replaceAll('`', '')}</p>
      <LinkButton href="/datenschutz/protokoll.ndjson" kind="secondary">
        {t('ledger.export')}
      </LinkButton>
    </section>
  )
}
