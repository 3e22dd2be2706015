import type { LegalHold } from '@fachwerk/kernel'
import {
  Badge,
  Button,
  EmptyState,
  ErrorSummary,
  Form,
  formatDate,
  LinkButton,
  Notification,
  Table,
  usePage,
  useText,
} from '@fachwerk/web'
import { officerMessages } from './messages.ts'
import { OfficerFrame } from './officer-frame.tsx'

export const holdFields = ['reference', 'ground', 'legalBasis', 'review'] as const
export type HoldField = (typeof holdFields)[number]
export interface HoldForm {
  readonly kind: 'case' | 'person'
  readonly values: Readonly<Record<HoldField, string>>
  readonly errors: readonly HoldField[]
  /** The reference is filled in, but there is no such case or person. */
  readonly unknown?: true
}
export type HoldNote = 'added' | 'requested'

interface Props {
  readonly holds: readonly LegalHold[]
  /** Ids of those whose end waits for a second person. */
  readonly waiting: ReadonlySet<string>
  readonly form: HoldForm
  readonly note: HoldNote | undefined
}

export const HoldsPage = ({ holds, waiting, form, note }: Props) => {
  const t = useText(officerMessages)
  return (
    <OfficerFrame
      tab="holds"
      title={t('holds.title')}
      lead={t('holds.lead')}
      hasErrors={form.errors.length > 0}
      before={
        <>
          {form.errors.length > 0 ? (
            <ErrorSummary errors={form.errors.map((name) => ({ target: `hold-${name}`, message: t(errorKey(form, name)) }))} />
          ) : null}
          {note ? <Notification kind={note === 'requested' ? 'info' : 'success'} title={t(`holds.${note}`)} /> : null}
        </>
      }
    >
      <HoldTable holds={holds} waiting={waiting} />
      <section>
        <h2 id="neu">{t('holds.add')}</h2>
        <AddHold form={form} />
      </section>
    </OfficerFrame>
  )
}

const errorKey = ({ unknown }: HoldForm, name: HoldField) =>
  name === 'reference' && unknown ? 'holds.error.unknown' : (`holds.error.${name}` as const)

const HoldTable = ({ holds, waiting }: Pick<Props, 'holds' | 'waiting'>) => {
  const t = useText(officerMessages)
  const { language, now } = usePage()
  return (
    <Table
      caption={t('holds.title')}
      captionHidden
      rows={holds}
      rowKey={({ id }) => id}
      empty={
        <EmptyState title={t('holds.none')}>
          <p>{t('holds.none.text')}</p>
        </EmptyState>
      }
      columns={[
        {
          label: t('holds.for'),
          cell: (hold) => <HeldThing hold={hold} />,
        },
        { label: t('holds.ground'), cell: ({ ground }) => ground },
        { label: t('holds.law'), cell: ({ legalBasis }) => legalBasis },
        { label: t('holds.since'), cell: ({ since }) => formatDate(since, language) },
        {
          label: t('holds.review'),
          cell: ({ review }) =>
            review < now ? (
              <Badge kind="warning">{t('holds.review.over', { date: formatDate(review, language) })}</Badge>
            ) : (
              formatDate(review, language)
            ),
        },
        {
          label: t('holds.end'),
          labelHidden: true,
          cell: ({ id, ground }) =>
            waiting.has(id) ? (
              <Badge kind="info">{t('holds.waiting')}</Badge>
            ) : (
              <LinkButton href={`/datenschutz/sperren/${encodeURIComponent(id)}/aufheben`} kind="tertiary">
                {t('holds.end')}
                <span class="kern-sr-only"> {t('holds.end.of', { ground })}</span>
              </LinkButton>
            ),
        },
      ]}
    />
  )
}

/** What a hold is on: a case by its number, a person by the pseudonym. */
export const HeldThing = ({ hold: { caseId, caseNumber, person } }: { hold: LegalHold }) => {
  const t = useText(officerMessages)
  return (
    <>
      {t(caseId ? 'holds.of.case' : 'holds.of.person')}{' '}
      {caseId ? <a href={`/vorgaenge/${caseId}`}>{caseNumber ?? caseId}</a> : <code>{person}</code>}
    </>
  )
}

const AddHold = ({ form }: { form: HoldForm }) => {
  const t = useText(officerMessages)
  const label = {
    reference: t('holds.reference'),
    ground: t('holds.ground'),
    legalBasis: t('holds.law'),
    review: t('holds.review'),
  }
  return (
    <Form action="/datenschutz/sperren" class="fw-narrow-form">
      <fieldset class="kern-fieldset">
        <legend class="kern-label">{t('holds.kind')}</legend>
        <div class="kern-fieldset__body kern-fieldset__body--horizontal">
          {(['case', 'person'] as const).map((kind) => (
            <div key={kind} class="kern-form-check">
              <input
                class="kern-form-check__radio"
                type="radio"
                id={`hold-kind-${kind}`}
                name="kind"
                value={kind}
                checked={form.kind === kind}
              />
              <label class="kern-label" for={`hold-kind-${kind}`}>
                {t(`holds.of.${kind}`)}
              </label>
            </div>
          ))}
        </div>
      </fieldset>
      {holdFields.map((name) => {
        const wrong = form.errors.includes(name)
        return (
          <div key={name} class={wrong ? 'kern-form-input kern-form-input--error' : 'kern-form-input'}>
            <label class="kern-label" for={`hold-${name}`}>
              {label[name]}
            </label>
            {name === 'reference' ? (
              <div class="kern-hint" id="hold-reference-hint">
                {t('holds.reference.hint')}
              </div>
            ) : null}
            <input
              class={wrong ? 'kern-form-input__input kern-form-input__input--error' : 'kern-form-input__input'}
              id={`hold-${name}`}
              name={name}
              type={name === 'review' ? 'date' : 'text'}
              value={form.values[name]}
              maxLength={500}
              aria-invalid={wrong ? 'true' : undefined}
              aria-describedby={wrong ? `hold-${name}-error` : name === 'reference' ? 'hold-reference-hint' : undefined}
            />
            {wrong ? (
              <p class="kern-error" id={`hold-${name}-error`}>
                <span class="kern-body">{t(errorKey(form, name))}</span>
              </p>
            ) : null}
          </div>
        )
      })}
      <div class="fw-button-row">
        <Button>{t('holds.submit')}</Button>
      </div>
    </Form>
  )
}
