/** The questions of a form page: one component per kind of item of `@fachwerk/forms`. */
import type { ComponentChildren } from 'preact'
import {
  expressionText,
  renderText,
  textTree,
  visibleItems,
  withDefaults,
  type Field,
  type FieldError,
  type FormItem,
  type FormPage,
  type RawInput,
  type TextBlock,
} from '@fachwerk/forms'
import type { JsonObject } from '@fachwerk/problem'
import { CheckboxField, ChecklistField, RadioField, SelectField } from './fields/choice-field.tsx'
import { DateField, DateTimeField, TimeField } from './fields/date-field.tsx'
import type { FieldProps, FieldsContext } from './fields/field-context.ts'
import { FileField } from './fields/file-field.tsx'
import { RepeatField } from './fields/repeat-field.tsx'
import { NumberField, TextareaField, TextField } from './fields/text-field.tsx'
import { Markdown } from './markdown.tsx'
import { BlockTable } from './fields/block-table.tsx'

interface FormFieldsProps {
  readonly page: FormPage
  readonly answers: JsonObject
  readonly errors?: readonly FieldError[]
  /** What was typed and refused; shown again as it was. */
  readonly raw?: RawInput | undefined
  /** Makes the one field of a page that asks a single question the h1; see `soleQuestionOf`. */
  readonly questionAsHeading?: 'h1' | 'h2' | undefined
  readonly fileUrl?: (id: string) => string
}

export const FormFields = ({ page, answers, errors = [], raw, questionAsHeading, fileUrl }: FormFieldsProps) => {
  const filled = withDefaults(page, answers)
  const items = visibleItems(page, filled)
  const path = soleQuestionOf(page, filled)
  const context: FieldsContext = {
    answers: filled,
    errors,
    raw,
    fileUrl,
    soleQuestion: path !== undefined && questionAsHeading ? { path, title: renderText(page.title, filled) } : undefined,
    headingLevel: questionAsHeading ?? 'h1',
    soleItem: items.length === 1,
  }
  return <div class="fw-fields">{renderItems(items, '', context)}</div>
}

/** Path of the only question of a page: the page's title asks it, so label and heading are one. A question left over by hidden ones keeps its label. */
export function soleQuestionOf(page: FormPage, answers: JsonObject): string | undefined {
  const items = visibleItems(page, answers)
  const [first] = items
  return page.items.length === 1 &&
    items.length === 1 &&
    first &&
    'required' in first &&
    first.kind !== 'checkbox' &&
    first.kind !== 'expression'
    ? first.key
    : undefined
}

const join = (base: string, key: string): string => (base === '' ? key : `${base}.${key}`)

const renderItems = (items: readonly FormItem[], base: string, context: FieldsContext): ComponentChildren =>
  items.map((item) => <Item key={item.id} item={item} base={base} context={context} />)

const Item = ({ item, base, context }: { item: FormItem; base: string; context: FieldsContext }) => {
  if (item.kind === 'group') return <GroupItem label={item.label}>{renderItems(item.items, base, context)}</GroupItem>
  if (item.kind === 'repeat') {
    const renderRow = (items: readonly FormItem[], row: string) => renderItems(items, row, context)
    return <RepeatField repeat={item} path={join(base, item.key)} base={base} context={context} renderItems={renderRow} />
  }
  if ('required' in item) return <FieldItem field={item} path={join(base, item.key)} base={base} context={context} />
  return <TextItem block={item} base={base} context={context} />
}

const GroupItem = ({ label, children }: { label: string | undefined; children: ComponentChildren }) =>
  label ? (
    <fieldset class="fw-group">
      <legend>{label}</legend>
      {children}
    </fieldset>
  ) : (
    <>{children}</>
  )

/** The type of `field` decides which component fits; TypeScript cannot narrow props by one of their members. */
const FieldItem = (props: FieldProps) => fieldComponents[props.field.kind](props as never)

const ExpressionField = ({ field, base, context }: FieldProps<'expression'>) => (
  <div class="fw-computed">
    <span class="kern-label">{renderText(field.label, context.answers, base)}</span>
    <output>{expressionText(field, context.answers, base)}</output>
  </div>
)

const fieldComponents: { readonly [Kind in Field['kind']]: (props: FieldProps<Kind>) => ComponentChildren } = {
  text: TextField,
  textarea: TextareaField,
  number: NumberField,
  checkbox: CheckboxField,
  radio: RadioField,
  select: SelectField,
  checklist: ChecklistField,
  taglist: ChecklistField,
  date: DateField,
  time: TimeField,
  datetime: DateTimeField,
  file: FileField,
  expression: ExpressionField,
}

const TextItem = ({ block, base, context }: { block: TextBlock; base: string; context: FieldsContext }) => {
  const { text = '', kind } = block
  if (kind === 'rule') return <hr class="fw-rule" />
  if (kind === 'heading') return <h2>{renderText(text, context.answers, base)}</h2>
  if (kind === 'text-block') return <Markdown blocks={textTree(text, context.answers, base)} />
  if (kind === 'table') return <BlockTable block={block} base={base} context={context} />
  // HTML of a form would be foreign markup in our page: its text is shown without its tags. Spacers and images say nothing.
  if (kind === 'html') return <Markdown blocks={textTree(text.replace(/<[^>]*>/g, ' '), context.answers, base)} />
  return null
}
