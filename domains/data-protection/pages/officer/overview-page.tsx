import type { CaseSummary, LedgerFinding } from '@fachwerk/kernel'
import { Button, ButtonRow, Form, LinkButton, useText } from '@fachwerk/web'
import { BreachTable, ClosedTable, RequestTable } from './case-tables.tsx'
import { FindingTable } from './findings-page.tsx'
import { officerMessages } from './messages.ts'
import { OfficerFrame } from './officer-frame.tsx'

export const OfficerOverviewPage = (props: {
  requests: readonly CaseSummary[]
  breaches: readonly CaseSummary[]
  findings: readonly LedgerFinding[]
}) => {
  const t = useText(officerMessages)
  return (
    <OfficerFrame tab="overview" title={t('title')} lead={t('lead')}>
      <section>
        <h2 id="pannen">{t('breaches.title')}</h2>
        <BreachTable cases={props.breaches} />
      </section>
      <section>
        <h2 id="anliegen">{t('requests.title')}</h2>
        <RequestTable cases={props.requests} />
      </section>
      <section>
        <h2 id="auffaellig">{t('findings.title')}</h2>
        <FindingTable findings={props.findings.slice(0, 5)} />
        {props.findings.length > 5 ? (
          <p>
            <a href="/datenschutz/auffaelligkeiten">{t('findings.all')}</a>
          </p>
        ) : null}
      </section>
    </OfficerFrame>
  )
}

export const RequestsPage = (props: { open: readonly CaseSummary[]; closed: readonly CaseSummary[] }) => {
  const t = useText(officerMessages)
  return (
    <OfficerFrame tab="requests" title={t('requests.title')}>
      <RequestTable cases={props.open} />
      <ClosedTable cases={props.closed} />
    </OfficerFrame>
  )
}

export const BreachesPage = (props: { open: readonly CaseSummary[]; closed: readonly CaseSummary[] }) => {
  const t = useText(officerMessages)
  return (
    <OfficerFrame tab="breaches" title={t('breaches.title')}>
      <BreachTable cases={props.open} />
      <ButtonRow>
        <LinkButton href="/assistenten/datenpanne" kind="secondary">
          {t('breaches.report')}
        </LinkButton>
      </ButtonRow>
      <ClosedTable cases={props.closed} />
    </OfficerFrame>
  )
}

/** Begins the drawn examination of a finding, filled with what is known. */
export const OpenExamination = ({ finding, index }: { finding: string; index: number }) => {
  const t = useText(officerMessages)
  return (
    <Form action="/datenschutz/auffaelligkeiten/pruefen">
      <input type="hidden" name="finding" value={String(index)} />
      <Button kind="tertiary">
        {t('findings.open')}
        <span class="kern-sr-only"> {t('findings.open.of', { what: finding })}</span>
      </Button>
    </Form>
  )
}
