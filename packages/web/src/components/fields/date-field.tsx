import { webMessages } from '../../messages/catalogue.ts'
import { useText } from '../../page.tsx'
import { describedBy, fieldId, FieldsetShell, FieldShell, hasError, inputClass, isLocked } from './field-shell.tsx'
import type { FieldProps } from './field-context.ts'
import { shownText, shownValues } from './field-values.ts'

/** A date as three fields: everybody can type one, whatever the browser makes of date inputs. */
export const DateField = (props: FieldProps<'date'>) => (
  <FieldsetShell {...props} horizontal>
    <DateParts props={props} />
  </FieldsetShell>
)

export const DateTimeField = (props: FieldProps<'datetime'>) => {
  const t = useText(webMessages)
  const { field, path, context } = props
  const name = `${path}.time`
  return (
    <FieldsetShell {...props} horizontal>
      <DateParts props={props} />
      <DatePart
        props={props}
        name={name}
        id={fieldId(name)}
        label={t('date.time')}
        value={shownText(shownValues(field, path, context), name)}
        width="fw-width-time"
      />
    </FieldsetShell>
  )
}

export const TimeField = (props: FieldProps<'time'>) => {
  const t = useText(webMessages)
  const { field, path, context } = props
  const hint = `${fieldId(path)}-example`
  return (
    <FieldShell {...props}>
      <div class="kern-hint" id={hint}>
        {t('time.hint')}
      </div>
      <input
        class={inputClass(props, 'fw-width-time')}
        id={fieldId(path)}
        name={path}
        type="text"
        inputMode="numeric"
        autoComplete="off"
        value={shownText(shownValues(field, path, context), path)}
        {...describedBy(props, hint)}
        {...isLocked(field)}
      />
    </FieldShell>
  )
}

const DateParts = ({ props }: { props: FieldProps<'date' | 'datetime'> }) => {
  const t = useText(webMessages)
  const { field, path, context } = props
  const values = shownValues(field, path, context)
  const isBirthday = field.autocomplete === 'bday'
  return (
    <>
      {(['day', 'month', 'year'] as const).map((part) => (
        <DatePart
          key={part}
          props={props}
          name={`${path}.${part}`}
          id={part === 'day' ? fieldId(path) : fieldId(`${path}.${part}`)}
          label={t(`date.${part}`)}
          value={shownText(values, `${path}.${part}`)}
          width={part === 'year' ? 'fw-width-4' : 'fw-width-2'}
          autoComplete={isBirthday ? `bday-${part}` : 'off'}
        />
      ))}
    </>
  )
}

interface DatePartProps {
  readonly props: FieldProps
  readonly name: string
  readonly id: string
  readonly label: string
  readonly value: string
  readonly width: string
  readonly autoComplete?: string
}
const DatePart = ({ props, name, id, label, value, width, autoComplete = 'off' }: DatePartProps) => (
  <div class="kern-form-input">
    <label class="kern-label fw-label-small" for={id}>
      {label}
    </label>
    <input
      class={inputClass(props, width)}
      id={id}
      name={name}
      type="text"
      inputMode="numeric"
      value={value}
      autoComplete={autoComplete}
      aria-invalid={hasError(props) ? 'true' : undefined}
      {...isLocked(props.field)}
    />
  </div>
)
