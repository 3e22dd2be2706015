import type { LegalHold } from '@fachwerk/kernel'
import { Button, ButtonRow, ErrorSummary, Form, formatDate, LinkButton, usePage, useText } from '@fachwerk/web'
import { HeldThing } from './holds-page.tsx'
import { officerMessages } from './messages.ts'
import { OfficerFrame } from './officer-frame.tsx'

interface Props {
  readonly hold: LegalHold
  readonly reason: string
  readonly wrong: boolean
}

/** Why a legal hold is to end, in the officer's own words: the second person reads them and decides. */
export const EndHoldPage = ({ hold, reason, wrong }: Props) => {
  const t = useText(officerMessages)
  const { language } = usePage()
  const error = wrong ? t('holds.end.reason.error') : undefined
  return (
    <OfficerFrame
      tab="holds"
      title={t('holds.end.title')}
      lead={t('holds.end.lead')}
      hasErrors={wrong}
      before={error ? <ErrorSummary errors={[{ target: 'hold-reason', message: error }]} /> : null}
    >
      <p>
        <HeldThing hold={hold} />
      </p>
      <p>
        {t('holds.ground')}: {hold.ground}
      </p>
      <p>
        {t('holds.since')}: {formatDate(hold.since, language)}
      </p>
      <Form action={`/datenschutz/sperren/${encodeURIComponent(hold.id)}/aufheben`} class="fw-narrow-form">
        <div class={error ? 'kern-form-input kern-form-input--error' : 'kern-form-input'}>
          <label class="kern-label" for="hold-reason">
            {t('holds.end.reason')}
          </label>
          <div class="kern-hint" id="hold-reason-hint">
            {t('holds.end.reason.hint')}
          </div>
          <textarea
            class={error ? 'kern-form-input__input kern-form-input__input--error' : 'kern-form-input__input'}
            id="hold-reason"
            name="reason"
            rows={4}
            maxLength={500}
            required
            aria-invalid={error ? 'true' : undefined}
            aria-describedby={error ? 'hold-reason-hint hold-reason-error' : 'hold-reason-hint'}
          >
            {reason}
          </textarea>
          {error ? (
            <p class="kern-error" id="hold-reason-error">
              <span class="kern-body">{error}</span>
            </p>
          ) : null}
        </div>
        <ButtonRow>
          <Button>{t('holds.end.submit')}</Button>
          <LinkButton href="/datenschutz/sperren" kind="secondary">
            {t('holds.end.back')}
          </LinkButton>
        </ButtonRow>
      </Form>
    </OfficerFrame>
  )
}
