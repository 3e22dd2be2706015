import { useText } from '../page.tsx'
import { webMessages } from '../messages/catalogue.ts'

interface Props {
  readonly name: string
  readonly label: string
  readonly hint?: string
  readonly error?: string | undefined
  readonly type?: 'text' | 'password'
  readonly value?: string
  /** Tells password managers and browsers what belongs here (WCAG 2.2, 1.3.5). */
  readonly autoComplete: string
  readonly numeric?: boolean
  readonly lines?: number
}

/** One question of a page of signing in: label, hint, error, input. The id is `f-<name>`. */
export const TextInput = ({ name, label, hint, error, type = 'text', value, autoComplete, numeric = false, lines }: Props) => {
  const t = useText(webMessages)
  const described = [hint ? `hint-${name}` : '', error ? `error-${name}` : ''].filter(Boolean).join(' ')
  const attributes = {
    id: `f-${name}`,
    name,
    class: `kern-form-input__input${error ? ' kern-form-input__input--error' : ''}${numeric ? ' fw-width-12' : ''}`,
    autoComplete,
    ...(described && { 'aria-describedby': described }),
    ...(error && { 'aria-invalid': 'true' as const }),
  }
  return (
    <div class={error ? 'kern-form-input kern-form-input--error' : 'kern-form-input'}>
      <label class="kern-label" for={`f-${name}`}>
        {label}
      </label>
      {hint ? (
        <div class="kern-hint" id={`hint-${name}`}>
          {hint}
        </div>
      ) : null}
      {error ? (
        <p class="kern-error" id={`error-${name}`}>
          <span class="kern-icon kern-icon--danger" aria-hidden="true" />
          <span class="kern-body">
            <span class="kern-sr-only">{t('field.error')} </span>
            {error}
          </span>
        </p>
      ) : null}
      {lines ? (
        <textarea {...attributes} rows={lines}>
          {value}
        </textarea>
      ) : (
        <input
          {...attributes}
          type={type}
          value={value}
          spellcheck={false}
          autoCapitalize="none"
          {...(numeric && { inputMode: 'numeric' as const })}
        />
      )}
    </div>
  )
}
