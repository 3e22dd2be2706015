import type { ComponentChildren } from 'preact'
import { textTree, valueAt, visibleRow, type FormItem, type Repeat } from '@fachwerk/forms'
import { webMessages } from '../../messages/catalogue.ts'
import { useSay, useText } from '../../page.tsx'
import { Markdown } from '../markdown.tsx'
import { fieldId } from './field-shell.tsx'
import type { FieldsContext } from './field-context.ts'

interface Props {
  readonly repeat: Repeat
  readonly path: string
  readonly base: string
  readonly context: FieldsContext
  readonly renderItems: (items: readonly FormItem[], base: string) => ComponentChildren
}

/**
 * A list of parts, each with the same questions. „Hinzufügen“ and „Entfernen“ are submit buttons (`_add=<path>`, `_remove=<path>.<i>`):
 * the server keeps what was typed and shows the page with one part more or less. `<path>.length` says how many parts the page showed.
 */
export const RepeatField = ({ repeat, path, base, context, renderItems }: Props) => {
  const t = useText(webMessages)
  const rows = valueAt(context.answers, path)
  const count = Math.max(repeat.min, Array.isArray(rows) ? rows.length : 0)
  return (
    <div class="fw-repeat" id={fieldId(path)} tabIndex={-1}>
      <input type="hidden" name={`${path}.length`} value={count} />
      <h2 class={context.soleItem ? 'kern-sr-only' : 'fw-repeat__title'}>{repeat.label}</h2>
      {repeat.hint ? <Markdown blocks={textTree(repeat.hint, context.answers, base)} /> : null}
      <RepeatErrors path={path} context={context} />
      {count === 0 ? <p class="fw-muted">{t('repeat.empty')}</p> : null}
      {Array.from({ length: count }, (_, index) => (
        <RepeatRow key={index} repeat={repeat} path={`${path}.${index}`} number={index + 1} removable={count > repeat.min}>
          {renderItems(visibleRow(repeat, `${path}.${index}`, context.answers), `${path}.${index}`)}
        </RepeatRow>
      ))}
      {count < repeat.max ? (
        <button type="submit" class="kern-btn kern-btn--secondary" name="_add" value={path}>
          <span class="kern-label">{addLabelFor(repeat.addLabel || t('repeat.add'), count)}</span>
        </button>
      ) : null}
    </div>
  )
}

/** The first one is no further one: „Weiteren Gegenstand hinzufügen“ reads „Gegenstand hinzufügen“ while the list is empty. */
export function addLabelFor(label: string, count: number): string {
  if (count > 0) return label
  const first = label.replace(/^weitere[nrsm]?\s+/i, '').replace(/^(add) (?:another|a further|one more)\b/i, '$1')
  return first.charAt(0).toUpperCase() + first.slice(1)
}

const RepeatRow = (props: { repeat: Repeat; path: string; number: number; removable: boolean; children: ComponentChildren }) => {
  const t = useText(webMessages)
  const { repeat, path, number, removable, children } = props
  return (
    <fieldset class="fw-repeat__row" id={fieldId(path)}>
      <legend>{t('repeat.entry', { label: repeat.label, number })}</legend>
      {children}
      {removable ? (
        <button
          type="submit"
          class="fw-link-button"
          name="_remove"
          value={path}
          aria-label={t('repeat.remove.entry', { label: repeat.label, number })}
        >
          {t('repeat.remove')}
        </button>
      ) : null}
    </fieldset>
  )
}

const RepeatErrors = ({ path, context }: { path: string; context: FieldsContext }) => {
  const say = useSay()
  const errors = context.errors.filter((error) => error.path === path)
  return errors.length === 0 ? null : (
    <p class="kern-error">
      <span class="kern-icon kern-icon--danger" aria-hidden="true" />
      <span class="kern-body">{errors.map((error) => say(error.message)).join(' ')}</span>
    </p>
  )
}
