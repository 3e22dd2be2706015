import type { LedgerProof, LedgerView } from '@fachwerk/kernel'
import { categoryText, isDataCategory } from '@fachwerk/privacy'
import {
  accessSentence,
  actorWords,
  Disclosure,
  formatDateTime,
  Layout,
  LinkButton,
  Notification,
  SummaryList,
  usePage,
  useSay,
  useText,
  visitsOf,
  type SummaryRow,
} from '@fachwerk/web'
import { checkProof } from '../../model/checked-proof.ts'
import { AskButtons } from './ask-buttons.tsx'
import type { StepNames } from '../step-names.ts'
import { myDataMessages } from './messages.ts'

export interface AccessPageProps {
  readonly entry: LedgerView
  readonly proof: LedgerProof
  readonly stepName: StepNames
}

export const AccessPage = ({ entry, proof, stepName }: AccessPageProps) => {
  const t = useText(myDataMessages)
  const { language, now } = usePage()
  const when = formatDateTime(new Date(entry.at), language)
  return (
    <Layout
      title={t('access.title', { when })}
      section="my-data"
      breadcrumb={[
        { label: t('title'), href: '/meine-daten' },
        { label: t('tab.accesses'), href: '/meine-daten/zugriffe' },
      ]}
    >
      <h1>{t('access.title', { when })}</h1>
      <p class="fw-lead">{accessSentence(visitsOf([entry])[0]!, { language, now })}</p>
      <SummaryList rows={rowsOf(entry, stepName)} />
      {entry.actor.self ? null : (
        <section aria-labelledby="nachfragen">
          <h2 id="nachfragen">{t('access.ask.title')}</h2>
          <p>{t('access.ask.text')}</p>
          <AskButtons kinds={['frage', 'widerspruch', 'berichtigung', 'loeschung']} about={{ entry: entry.index }} />
        </section>
      )}
      <Proof entry={entry} proof={proof} />
    </Layout>
  )
}

function rowsOf(entry: LedgerView, stepName: StepNames): readonly SummaryRow[] {
  const t = useText(myDataMessages)
  const say = useSay()
  const { language } = usePage()
  const who = actorWords(entry, language)
  return [
    { label: t('access.who'), value: `${who[0]!.toLocaleUpperCase(language)}${who.slice(1)}` },
    ...(entry.channel === 'job' && entry.actor.unit ? [{ label: t('access.function'), value: stepName(entry) }] : []),
    { label: t('access.authority'), value: entry.tenantName },
    { label: t('access.when'), value: formatDateTime(new Date(entry.at), language) },
    {
      label: t('access.what'),
      value: entry.categories.map((each) => (isDataCategory(each) ? say(categoryText(each).name) : each)).join(', '),
    },
    ...(entry.purposeText ? [{ label: t('access.why'), value: entry.purposeText }] : []),
    ...(entry.legalBasis ? [{ label: t('access.law'), value: entry.legalBasis }] : []),
    { label: t('access.way'), value: t(`channel.${entry.channel}`) },
    ...(entry.case
      ? [
          {
            label: t('access.case'),
            value: (
              <a href={`/vorgaenge/${entry.case.id}`}>
                {entry.case.number} {entry.case.process}
              </a>
            ),
          },
        ]
      : []),
    { label: t('access.number'), value: String(entry.index) },
  ]
}

const Proof = ({ entry, proof }: Omit<AccessPageProps, 'stepName'>) => {
  const t = useText(myDataMessages)
  const { language } = usePage()
  const { holds, checkpoint } = checkProof(proof)
  return (
    <section aria-labelledby="nachweis">
      <h2 id="nachweis">{t('proof.title')}</h2>
      <Notification kind={holds ? 'success' : 'danger'} title={t(holds ? 'proof.ok' : 'proof.bad')} />
      <p>{t('proof.text')}</p>
      {checkpoint ? (
        <SummaryList
          rows={[
            { label: t('proof.log'), value: checkpoint.origin },
            { label: t('proof.size'), value: String(checkpoint.size) },
            { label: t('proof.signed'), value: formatDateTime(new Date(checkpoint.at), language) },
            { label: t('proof.signers'), value: checkpoint.signatures.map(({ name }) => name).join('\n') },
          ]}
        />
      ) : null}
      <Disclosure summary={t('proof.self')}>
        <ol>
          {(['1', '2', '3', '4'] as const).map((step) => (
            <li key={step}>{t(`proof.self.${step}`)}</li>
          ))}
        </ol>
        <LinkButton href={`/meine-daten/zugriffe/${entry.index}/nachweis.json`} kind="secondary">
          {t('proof.download')}
        </LinkButton>
      </Disclosure>
      <Disclosure summary={t('proof.technical')}>
        <pre class="fw-raw" tabIndex={0}>
          {[proof.entry.content, `salt ${proof.entry.salt}`, ...proof.inclusion, '', proof.checkpoint].join('\n')}
        </pre>
      </Disclosure>
    </section>
  )
}
