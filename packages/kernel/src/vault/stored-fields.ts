import { formatAnswer, optionsOf, placedFields, readableName, type Field, type FormModel } from '@fachwerk/forms'
import { fieldAt, personalValues, type ProcessingActivity } from '@fachwerk/privacy'
import type { JsonObject, JsonValue } from '@fachwerk/problem'
import type { StoredAbout } from '../api.ts'

type StoredField = StoredAbout['fields'][number]
type Declarations = Pick<ProcessingActivity, 'fields'>

/**
 * What is stored about the person, in the words of the forms it was asked with: first what is declared, then what else forms ask for, at
 * last what the case keeps for itself. Not what is about others.
 */
export function storedFields(
  { fields }: Declarations,
  forms: readonly FormModel[],
  variables: JsonObject,
): readonly StoredField[] {
  const asked = new Map<string, Field>()
  for (const { path, field } of forms.flatMap(placedFields)) if (!asked.has(path)) asked.set(path, field)
  const declared = personalValues(
    variables,
    fields.filter(({ subject }) => subject === 'starter'),
  ).map(({ field, path, value }): StoredField => {
    const form = asked.get(field.path)
    const label = field.label ?? form?.label ?? readableName(lastOf(field.path))
    return { path, label, category: field.category, value, ...textOf(form, value, variables) }
  })
  const ofOthers = new Set(fields.filter(({ subject }) => subject !== 'starter').map(({ path }) => firstOf(path)))
  const own = (path: string) => firstOf(path) !== 'starter' && !ofOthers.has(firstOf(path))
  const labelled = [...asked]
    .filter(([path]) => own(path) && !fieldAt(fields, path))
    .flatMap(([path, field]) =>
      personalValues(variables, [{ path }])
        .filter(({ value }) => !isEmpty(value))
        .map((found): StoredField => {
          const text = textOf(field, found.value, variables)
          return { path: found.path, label: field.label, category: null, value: found.value, ...text }
        }),
    )
  const known = new Set([...asked.keys(), ...fields.map(({ path }) => path)])
  const rest = Object.entries(variables).flatMap(([name, value]): readonly StoredField[] => {
    const left = own(name) ? without(value, name, known) : undefined
    return left === undefined ? [] : [{ path: name, label: readableName(name), category: null, value: left, derived: true }]
  })
  return [...declared, ...labelled, ...rest]
}

const firstOf = (path: string): string => path.split('.')[0]!
const lastOf = (path: string): string => path.split('.').at(-1)!
const isEmpty = (value: JsonValue): boolean => value === null || value === ''

function textOf(field: Field | undefined, value: JsonValue, variables: JsonObject): Pick<StoredField, 'text'> {
  if (!field) return {}
  const options = 'options' in field ? optionsOf(field, variables) : undefined
  return { text: { de: formatAnswer(field, value, 'de', options), en: formatAnswer(field, value, 'en', options) } }
}

/** A value without the parts that are shown with labels of their own; `undefined`: nothing is left. */
function without(value: JsonValue, path: string, known: ReadonlySet<string>): JsonValue | undefined {
  if (known.has(path) || isEmpty(value)) return undefined
  if (Array.isArray(value)) {
    const left = value.flatMap((item: JsonValue) => without(item, path, known) ?? [])
    return left.length > 0 ? left : undefined
  }
  if (typeof value !== 'object' || value === null) return value
  const left = Object.entries(value as JsonObject).flatMap(([name, part]) => {
    const kept = without(part, `${path}.${name}`, known)
    return kept === undefined ? [] : [[name, kept] as const]
  })
  return left.length > 0 ? Object.fromEntries(left) : undefined
}
