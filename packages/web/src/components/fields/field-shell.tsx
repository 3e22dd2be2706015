/** What every field has around its input: label, hint, error. One for a single input, one for a group of inputs. */
import type { ComponentChildren } from 'preact'
import { renderText, textTree, type Field } from '@fachwerk/forms'
import { webMessages } from '../../messages/catalogue.ts'
import { useSay, useText } from '../../page.tsx'
import { Markdown } from '../markdown.tsx'
import type { FieldProps } from './field-context.ts'

export const fieldId = (path: string): string => `f-${path}`
const hintId = (path: string): string => `hint-${path}`
const errorId = (path: string): string => `error-${path}`

type AnyFieldProps = FieldProps & { readonly children: ComponentChildren }

/** Label text with „(freiwillig)“ where an answer is not required. */
export const FieldLabel = ({ field, path, base, context }: FieldProps) => {
  const t = useText(webMessages)
  const isSole = context.soleQuestion?.path === path
  const isOptional = !field.required && !field.readonly && field.kind !== 'checkbox' && field.kind !== 'expression'
  const content = (
    <>
      {isSole ? context.soleQuestion!.title : renderText(field.label, context.answers, base)}
      {isOptional ? <span class="kern-label__optional"> ({t('field.optional')})</span> : null}
    </>
  )
  const Heading = context.headingLevel
  return isSole ? <Heading class="fw-question">{content}</Heading> : content
}

export const FieldHint = ({ field, path, base, context }: FieldProps) =>
  field.hint ? (
    <div class="kern-hint" id={hintId(path)}>
      <Markdown blocks={textTree(field.hint, context.answers, base)} />
    </div>
  ) : null

export const FieldErrorText = ({ path, context }: FieldProps) => {
  const t = useText(webMessages)
  const say = useSay()
  const errors = errorsAt(path, context.errors)
  if (errors.length === 0) return null
  return (
    <p class="kern-error" id={errorId(path)}>
      <span class="kern-icon kern-icon--danger" aria-hidden="true" />
      <span class="kern-body">
        <span class="kern-sr-only">{t('field.error')} </span>
        {errors.map((error) => say(error.message)).join(' ')}
      </span>
    </p>
  )
}
const errorsAt = (path: string, errors: FieldProps['context']['errors']) => errors.filter((error) => error.path === path)

export const hasError = ({ path, context }: FieldProps): boolean => errorsAt(path, context.errors).length > 0

/** Attributes that every input of a field carries. */
export function describedBy(props: FieldProps, extra?: string): { 'aria-describedby'?: string; 'aria-invalid'?: 'true' } {
  const ids = [
    props.field.hint ? hintId(props.path) : undefined,
    extra,
    hasError(props) ? errorId(props.path) : undefined,
  ].filter(Boolean)
  return { ...(ids.length > 0 && { 'aria-describedby': ids.join(' ') }), ...(hasError(props) && { 'aria-invalid': 'true' }) }
}

/** A field with one input. */
export const FieldShell = (props: AnyFieldProps) => (
  <div class={hasError(props) ? 'kern-form-input kern-form-input--error' : 'kern-form-input'}>
    <label class="kern-label" for={fieldId(props.path)}>
      <FieldLabel {...props} />
    </label>
    <FieldHint {...props} />
    <FieldErrorText {...props} />
    {props.children}
  </div>
)

/** A field with several inputs: choices, parts of a date. */
export const FieldsetShell = (props: AnyFieldProps & { readonly horizontal?: boolean }) => {
  const described = describedBy(props)
  return (
    <fieldset
      class={hasError(props) ? 'kern-fieldset kern-fieldset--error' : 'kern-fieldset'}
      aria-describedby={described['aria-describedby']}
    >
      <legend class="kern-label">
        <FieldLabel {...props} />
      </legend>
      <FieldHint {...props} />
      <FieldErrorText {...props} />
      <div class={props.horizontal ? 'kern-fieldset__body kern-fieldset__body--horizontal' : 'kern-fieldset__body'}>
        {props.children}
      </div>
    </fieldset>
  )
}

export const inputClass = (props: FieldProps, extra = ''): string =>
  `kern-form-input__input${hasError(props) ? ' kern-form-input__input--error' : ''}${extra ? ` ${extra}` : ''}`

export const isLocked = (field: Field): { readonly?: true; disabled?: true } => ({
  ...(field.readonly && { readonly: true as const }),
  ...(field.disabled && { disabled: true as const }),
})
