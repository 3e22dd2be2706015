import type { ComponentChildren } from 'preact'
import { describedBy, fieldId, FieldShell, inputClass, isLocked } from './field-shell.tsx'
import type { FieldProps } from './field-context.ts'
import { shownText, shownValues } from './field-values.ts'

const inputTypes = { text: 'text', email: 'email', tel: 'tel', iban: 'text' } as const

/** The width tells how long an answer is expected to be. */
const widthClass = ({ maxLength, autocomplete }: FieldProps<'text'>['field']): string =>
  maxLength <= 6 || autocomplete === 'postal-code'
    ? 'fw-width-6'
    : maxLength <= 12
      ? 'fw-width-12'
      : maxLength <= 40
        ? 'fw-width-40'
        : ''

export const TextField = (props: FieldProps<'text'>) => {
  const { field, path, context } = props
  return (
    <FieldShell {...props}>
      <Affixed field={field}>
        <input
          class={inputClass(props, widthClass(field))}
          id={fieldId(path)}
          name={path}
          type={inputTypes[field.inputType]}
          value={shownText(shownValues(field, path, context), path)}
          autoComplete={field.autocomplete}
          spellcheck={field.inputType === 'text' ? undefined : false}
          {...describedBy(props)}
          {...isLocked(field)}
        />
      </Affixed>
    </FieldShell>
  )
}

export const TextareaField = (props: FieldProps<'textarea'>) => {
  const { field, path, context } = props
  return (
    <FieldShell {...props}>
      <textarea
        class={inputClass(props)}
        id={fieldId(path)}
        name={path}
        rows={5}
        autoComplete={field.autocomplete}
        {...describedBy(props)}
        {...isLocked(field)}
      >
        {shownText(shownValues(field, path, context), path)}
      </textarea>
    </FieldShell>
  )
}

export const NumberField = (props: FieldProps<'number'>) => {
  const { field, path, context } = props
  const unit = field.unit ?? field.suffix
  return (
    <FieldShell {...props}>
      <Affixed field={unit === undefined ? field : { ...field, suffix: unit }}>
        <input
          class={inputClass(props, 'fw-width-12')}
          id={fieldId(path)}
          name={path}
          type="text"
          inputMode={field.decimals === 0 ? 'numeric' : 'decimal'}
          value={shownText(shownValues(field, path, context), path)}
          autoComplete={field.autocomplete ?? 'off'}
          {...describedBy(props)}
          {...isLocked(field)}
        />
      </Affixed>
    </FieldShell>
  )
}

const Affixed = ({
  field,
  children,
}: {
  field: { readonly prefix?: string; readonly suffix?: string }
  children: ComponentChildren
}) =>
  field.prefix || field.suffix ? (
    <div class="fw-affixed">
      {field.prefix ? <span>{field.prefix}</span> : null}
      {children}
      {field.suffix ? <span>{field.suffix}</span> : null}
    </div>
  ) : (
    <>{children}</>
  )
