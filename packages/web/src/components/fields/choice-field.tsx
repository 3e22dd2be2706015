import { optionsOf, rawOption, renderText, type Option } from '@fachwerk/forms'
import { webMessages } from '../../messages/catalogue.ts'
import { useText } from '../../page.tsx'
import { describedBy, FieldErrorText, FieldHint, fieldId, FieldsetShell, FieldShell, hasError, isLocked } from './field-shell.tsx'
import type { FieldProps } from './field-context.ts'
import { shownList, shownText, shownValues } from './field-values.ts'

/** One of several. The first input carries the field's id, so that an error can jump to it. */
export const RadioField = (props: FieldProps<'radio'>) => {
  const { field, path, context, base } = props
  const chosen = shownText(shownValues(field, path, context), path)
  return (
    <FieldsetShell {...props}>
      {optionsOf(field, context.answers, base).map((option, index) => (
        <Check
          key={index}
          type="radio"
          props={props}
          option={option}
          index={index}
          checked={rawOption(option.value) === chosen}
        />
      ))}
    </FieldsetShell>
  )
}

/** Any number of several. */
export const ChecklistField = (props: FieldProps<'checklist' | 'taglist'>) => {
  const { field, path, context, base } = props
  const chosen = shownList(shownValues(field, path, context), path)
  return (
    <FieldsetShell {...props}>
      {optionsOf(field, context.answers, base).map((option, index) => (
        <Check
          key={index}
          type="checkbox"
          props={props}
          option={option}
          index={index}
          checked={chosen.includes(rawOption(option.value))}
        />
      ))}
    </FieldsetShell>
  )
}

export const SelectField = (props: FieldProps<'select'>) => {
  const t = useText(webMessages)
  const { field, path, context, base } = props
  const chosen = shownText(shownValues(field, path, context), path)
  return (
    <FieldShell {...props}>
      <div class="kern-form-input__select-wrapper">
        <select
          class={hasError(props) ? 'kern-form-input__select kern-form-input__select--error' : 'kern-form-input__select'}
          id={fieldId(path)}
          name={path}
          autoComplete={field.autocomplete}
          disabled={field.disabled || field.readonly}
          {...describedBy(props)}
        >
          <option value="" selected={chosen === ''}>
            {t('field.choose')}
          </option>
          {optionsOf(field, context.answers, base).map((option, index) => (
            <option key={index} value={rawOption(option.value)} selected={rawOption(option.value) === chosen}>
              {option.label}
            </option>
          ))}
        </select>
      </div>
    </FieldShell>
  )
}

/** A statement to agree to. */
export const CheckboxField = (props: FieldProps<'checkbox'>) => {
  const { field, path, context, base } = props
  const checked = ['true', 'on', '1'].includes(shownText(shownValues(field, path, context), path))
  const label = renderText(field.label, context.answers, base)
  return (
    <div class={hasError(props) ? 'kern-fieldset kern-fieldset--error' : 'kern-fieldset'}>
      <FieldHint {...props} />
      <FieldErrorText {...props} />
      <div class="kern-form-check fw-choice">
        <input
          class="kern-form-check__checkbox"
          type="checkbox"
          id={fieldId(path)}
          name={path}
          value="true"
          checked={checked}
          {...describedBy(props)}
          disabled={field.disabled || field.readonly}
        />
        <label class="kern-label" for={fieldId(path)}>
          {label}
        </label>
      </div>
    </div>
  )
}

interface CheckProps {
  readonly type: 'radio' | 'checkbox'
  readonly props: FieldProps
  readonly option: Option
  readonly index: number
  readonly checked: boolean
}
const Check = ({ type, props, option, index, checked }: CheckProps) => {
  const id = index === 0 ? fieldId(props.path) : `${fieldId(props.path)}-${index}`
  const hint = option.hint ? `${id}-hint` : undefined
  const locked = isLocked(props.field)
  return (
    <div class="kern-form-check fw-choice">
      <input
        class={type === 'radio' ? 'kern-form-check__radio' : 'kern-form-check__checkbox'}
        type={type}
        id={id}
        name={props.path}
        value={rawOption(option.value)}
        checked={checked}
        disabled={locked.disabled ?? locked.readonly}
        aria-describedby={hint}
      />
      <label class="kern-label" for={id}>
        {option.label}
      </label>
      {option.hint ? (
        <span class="fw-choice__hint" id={hint}>
          {option.hint}
        </span>
      ) : null}
    </div>
  )
}
