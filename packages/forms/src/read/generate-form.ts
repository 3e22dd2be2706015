import type { JsonObject, JsonValue } from '@fachwerk/problem'
import type { FormModel, GeneratedField } from '../api.ts'
import { isSafePath } from '../path.ts'
import { slug } from './pages-of.ts'
import { readForm } from './read-form.ts'

/**
 * A form for a task that brought none: one input per variable, its kind taken from the given type or from a value the variable
 * had. Written as form-js JSON and read back, so it is a form like any other and its source can be kept and edited.
 */
export function generateForm(fields: readonly GeneratedField[], title: string): FormModel {
  const known = new Map(fields.filter((field) => isSafePath(field.id)).map((field) => [field.id, field]))
  const schema = {
    type: 'default',
    id: `erzeugt-${slug(title) || 'formular'}`,
    title,
    components: [...known.values()].map(componentOf),
  }
  const result = readForm(JSON.stringify(schema, undefined, 2))
  return result.ok
    ? result.form
    : { id: schema.id, title, pages: [{ id: 'seite', title, items: [] }], source: JSON.stringify(schema) }
}

function componentOf(field: GeneratedField): JsonObject {
  const kind = field.type ?? typeOfSample(field.sample)
  const base = {
    id: `feld-${slug(field.id)}`,
    key: field.id,
    label: field.label ?? readableName(field.id),
    ...(field.readonly && { readonly: true }),
    ...(field.required && { validate: { required: true } }),
  }
  return { ...base, ...special(kind, field) }
}

function special(kind: NonNullable<GeneratedField['type']> | 'shown', field: GeneratedField): JsonObject {
  const values = (field.values ?? []).map(({ id, name }) => ({ value: id, label: name }))
  switch (kind) {
    case 'boolean':
      return field.required
        ? {
            type: 'radio',
            values: [
              { value: true, label: 'Ja' },
              { value: false, label: 'Nein' },
            ],
          }
        : { type: 'checkbox' }
    case 'long':
      return { type: 'number', decimalDigits: 0 }
    case 'number':
      return { type: 'number' }
    case 'date':
      return { type: 'datetime', subtype: 'date' }
    case 'enum':
      return { type: values.length > 7 ? 'select' : 'radio', values }
    case 'text':
      return { type: 'textarea' }
    case 'file':
      return { type: 'filepicker' }
    case 'shown':
      return { type: 'expression', expression: `=${field.id}` }
    default:
      return { type: 'textfield' }
  }
}

function typeOfSample(sample: JsonValue | undefined): NonNullable<GeneratedField['type']> | 'shown' {
  if (typeof sample === 'boolean') return 'boolean'
  if (typeof sample === 'number') return 'number'
  if (typeof sample === 'string')
    return /^\d{4}-\d\d-\d\d$/.test(sample) ? 'date' : sample.length > 120 || sample.includes('\n') ? 'text' : 'string'
  if (sample === null || sample === undefined) return 'string'
  if (!Array.isArray(sample) && 'sha256' in sample) return 'file'
  return 'shown'
}

/** `invoiceNumber`, `rechnungs_nummer` → `Invoice number`, `Rechnungs nummer`. */
export function readableName(name: string): string {
  const words = name
    .replace(/([a-zäöüß\d])([A-ZÄÖÜ])/g, '$1 $2')
    .replace(/[_.-]+/g, ' ')
    .trim()
    .split(' ')
  const text = words.map((word, index) => (index > 0 && /^[A-ZÄÖÜ][a-zäöüß]/.test(word) ? word.toLowerCase() : word)).join(' ')
  return text.charAt(0).toUpperCase() + text.slice(1)
}
