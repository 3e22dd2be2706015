import type { RegisteredActivity } from '@fachwerk/kernel'
import { categoryText, retentionText } from '@fachwerk/privacy'
import {
  ButtonRow,
  Disclosure,
  EmptyState,
  LinkButton,
  SummaryList,
  Table,
  usePage,
  useSay,
  useText,
  type Language,
} from '@fachwerk/web'
import { subjectName, subjectsOf, type Controller } from '../../model/register.ts'
import { officerMessages } from './messages.ts'
import { OfficerFrame } from './officer-frame.tsx'

/** The register of Art. 30 DSGVO, one entry per procedure. */
export const RegisterPage = ({
  activities,
  controller,
}: {
  activities: readonly RegisteredActivity[]
  controller: Controller
}) => {
  const t = useText(officerMessages)
  return (
    <OfficerFrame tab="register" title={t('register.title')} lead={t('register.lead')}>
      <ButtonRow>
        <LinkButton href="/datenschutz/verzeichnis.csv" kind="secondary">
          {t('register.csv')}
        </LinkButton>
        <LinkButton href="/datenschutz/verzeichnis.json" kind="secondary">
          {t('register.json')}
        </LinkButton>
      </ButtonRow>
      <Responsible controller={controller} />
      {activities.length === 0 ? (
        <EmptyState title={t('register.none')}>
          <p>{t('register.none.text')}</p>
        </EmptyState>
      ) : null}
      {activities.map((activity) => (
        <Activity key={activity.processKey} activity={activity} />
      ))}
    </OfficerFrame>
  )
}

/** Once for all procedures: who answers for them, whom one asks, how the data is protected. */
const Responsible = ({ controller }: { controller: Controller }) => {
  const t = useText(officerMessages)
  const say = useSay()
  const missing = <span class="fw-muted">{t('register.missing.contact')}</span>
  return (
    <section>
      <h2 id="verantwortlich">{t('register.responsible')}</h2>
      <SummaryList
        rows={[
          { label: t('register.authority'), value: controller.name },
          { label: t('register.contact'), value: controller.contact ?? missing },
          { label: t('register.officer'), value: controller.privacyOfficer ?? missing },
        ]}
      />
      <Disclosure summary={t('register.measures')}>
        <ul>
          {say(controller.measures)
            .split('\n')
            .filter((line) => line.trim() !== '')
            .map((line) => (
              <li key={line}>{line}</li>
            ))}
        </ul>
      </Disclosure>
    </section>
  )
}

export const periodOf = (retention: string, language: Language): string => retentionText(retention)[language]

const Activity = ({ activity }: { activity: RegisteredActivity }) => {
  const t = useText(officerMessages)
  const say = useSay()
  const { language } = usePage()
  const categories = [...new Set(activity.fields.map(({ category }) => category))].map(categoryText)
  const missing = <span class="fw-muted">{t('register.missing')}</span>
  return (
    <section>
      <h2 id={`v-${activity.processKey}`}>{activity.name}</h2>
      <SummaryList
        rows={[
          {
            label: t('register.authority'),
            value: activity.authorityName ?? t('register.any-authority'),
          },
          { label: t('register.purpose'), value: activity.purpose ?? missing },
          { label: t('register.law'), value: activity.legalBasis ?? missing },
          {
            label: t('register.categories'),
            value:
              categories.length === 0
                ? missing
                : categories
                    .map(({ name, special }) => (special ? `${say(name)}, ${t('register.special')}` : say(name)))
                    .join('\n'),
          },
          { label: t('register.subjects'), value: subjectsOf(activity, t('register.starter')).join(', ') || missing },
          { label: t('register.recipients'), value: activity.recipientNames.join('\n') || missing },
          {
            label: t('register.retention'),
            value: activity.retention
              ? t('register.retention.after', { period: periodOf(activity.retention, language) })
              : missing,
          },
          ...(activity.withheld
            ? [
                {
                  label: t('register.withheld'),
                  value: `${activity.withheld.ground} (${activity.withheld.legalBasis}, ${periodOf(activity.withheld.period, language)})`,
                },
              ]
            : []),
        ]}
      />
      {activity.fields.length === 0 ? null : <Fields activity={activity} />}
    </section>
  )
}

const Fields = ({ activity }: { activity: RegisteredActivity }) => {
  const t = useText(officerMessages)
  const say = useSay()
  return (
    <Disclosure summary={t('register.fields', { count: activity.fields.length })}>
      <Table
        caption={activity.name}
        captionHidden
        rows={activity.fields}
        rowKey={({ path }, index) => `${path} ${index}`}
        columns={[
          { label: t('register.field'), cell: ({ label, path }) => label ?? <code>{path}</code> },
          { label: t('register.category'), cell: ({ category }) => say(categoryText(category).name) },
          { label: t('register.subjects'), cell: ({ subject }) => subjectName(subject, t('register.starter')) },
          { label: t('register.law'), cell: ({ legalBasis }) => legalBasis ?? activity.legalBasis ?? '' },
        ]}
      />
    </Disclosure>
  )
}
