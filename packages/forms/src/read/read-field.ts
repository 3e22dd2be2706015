import type { JsonValue } from '@fachwerk/problem'
import type { Field, Option, OptionsSource } from '../api.ts'
import { optionsFrom } from '../options.ts'
import { copyJson } from '../path.ts'
import { platformPrefix, sourceNamed } from '../platform-options.ts'
import { readPersonal } from './read-personal.ts'
import { checkedFeel, report, type Reader } from './reader.ts'
import { isSafePattern } from './safe-pattern.ts'
import { countOf, feelOf, flagOf, listOf, numberOf, objectOf, textOf, type Component } from './schema.ts'

/** What a kind of field adds to what all fields have. */
type Special = Field extends infer F ? (F extends Field ? Pick<F, Extract<keyof F, 'kind'>> & Partial<F> : never) : never
type FieldReader = (component: Component, reader: Reader) => Special

/** One entry per form-js component that asks or computes something. To add one, add it here and to `parse-raw`, `check-value`, `format-answer`. */
export const fieldReaders: Readonly<Record<string, FieldReader>> = {
  textfield: readText,
  textarea: (component) => ({ kind: 'textarea', ...lengths(component, 20_000) }),
  number: readNumber,
  datetime: readDateTime,
  checkbox: () => ({ kind: 'checkbox' }),
  radio: (component, reader) => ({ kind: 'radio', ...readOptions(component, reader) }),
  select: (component, reader) => ({ kind: 'select', ...readOptions(component, reader) }),
  checklist: (component, reader) => ({ kind: 'checklist', ...readOptions(component, reader) }),
  taglist: (component, reader) => ({ kind: 'taglist', ...readOptions(component, reader) }),
  filepicker: readFile,
  expression: (component, reader) => ({
    kind: 'expression',
    feel: checkedFeel(reader, component, feelOf(component.expression) ?? textOf(component, 'expression')) ?? 'null',
  }),
}

export function readField(component: Component, reader: Reader, id: string, key: string, hide: string | undefined): Field {
  const special = fieldReaders[String(component.type)]!(component, reader)
  const validate = objectOf(component, 'validate')
  const properties = objectOf(component, 'properties')
  const appearance = objectOf(component, 'appearance')
  const label =
    textOf(component, 'label') ??
    textOf(component, 'dateLabel') ??
    textOf(component, 'timeLabel') ??
    textOf(component, 'key') ??
    id
  const readonlyWhen = feelOf(component.readonly)
  if (readonlyWhen !== undefined) reportUnused(reader, component, 'readonly')
  return {
    id,
    key,
    label,
    required: flagOf(validate, 'required'),
    readonly: flagOf(component, 'readonly') || special.kind === 'expression',
    disabled: flagOf(component, 'disabled'),
    inSummary: textOf(properties, 'summary') !== 'false' && properties.summary !== false,
    ...optional('hide', hide),
    ...optional('hint', textOf(component, 'description') ?? textOf(properties, 'hint')),
    ...optional('accusative', textOf(properties, 'accusative')),
    ...optional('prefix', textOf(appearance, 'prefixAdorner')),
    ...optional('suffix', textOf(appearance, 'suffixAdorner')),
    ...optional('autocomplete', textOf(properties, 'autocomplete')),
    ...optional('errorText', textOf(properties, 'error')),
    ...readPersonal(component, reader),
    ...optional('defaultValue', readDefault(component, special)),
    ...special,
  } as Field
}

const optional = <K extends string, V>(name: K, value: V | undefined): { readonly [key in K]?: V } =>
  value === undefined ? {} : ({ [name]: value } as { [key in K]: V })

function reportUnused(reader: Reader, component: Component, property: string): void {
  report(
    reader,
    'warning',
    'form-expression-unused',
    component,
    {
      de: `„${property}“ als FEEL-Ausdruck wird hier noch nicht ausgewertet.`,
      en: `“${property}” as a FEEL expression is not evaluated here yet.`,
    },
    {
      de: 'Verwenden Sie einen festen Wert oder blenden Sie das Feld mit einer Bedingung aus.',
      en: 'Use a fixed value, or hide the field by a condition.',
    },
  )
}

function lengths(component: Component, most: number): { minLength?: number; maxLength: number } {
  const validate = objectOf(component, 'validate')
  return {
    ...optional('minLength', countOf(validate, 'minLength')),
    maxLength: Math.min(countOf(validate, 'maxLength') ?? most, 100_000),
  }
}

function readText(component: Component, reader: Reader): Special {
  const validate = objectOf(component, 'validate')
  const types = { email: 'email', phone: 'tel', tel: 'tel', iban: 'iban' } as const
  const wish = textOf(validate, 'validationType') ?? textOf(objectOf(component, 'properties'), 'inputType') ?? ''
  const inputType = Object.hasOwn(types, wish) ? types[wish as keyof typeof types] : 'text'
  const pattern = textOf(validate, 'pattern')
  if (pattern !== undefined && !isSafePattern(pattern)) {
    report(
      reader,
      'error',
      'unsafe-pattern',
      component,
      {
        de: `Das Muster „${pattern.slice(0, 100)}“ ist kein gültiger regulärer Ausdruck oder kann den Server aufhalten.`,
        en: `The pattern “${pattern.slice(0, 100)}” is not a valid regular expression or could hold up the server.`,
      },
      {
        de: 'Schreiben Sie das Muster ohne wiederholte Gruppen, in denen wieder etwas wiederholt wird.',
        en: 'Write the pattern without repeated groups that repeat something inside.',
      },
    )
    return { kind: 'text', ...lengths(component, 4000), inputType }
  }
  const ownCase = flagOf(objectOf(component, 'properties'), 'ownCase') ? ({ ownCase: true } as const) : {}
  return { kind: 'text', ...lengths(component, 4000), ...optional('pattern', pattern), inputType, ...ownCase }
}

function readNumber(component: Component, reader: Reader): Special {
  const validate = objectOf(component, 'validate')
  const appearance = objectOf(component, 'appearance')
  for (const bound of ['min', 'max']) if (feelOf(validate[bound]) !== undefined) reportUnused(reader, component, bound)
  const increment = numberOf(component, 'increment')
  return {
    kind: 'number',
    ...optional('min', numberOf(validate, 'min')),
    ...optional('max', numberOf(validate, 'max')),
    ...optional('decimals', countOf(component, 'decimalDigits')),
    ...optional('step', increment === undefined ? undefined : String(increment)),
    ...optional('unit', textOf(appearance, 'suffixAdorner') ?? textOf(appearance, 'prefixAdorner')),
    asString: flagOf(component, 'serializeToString'),
  }
}

function readDateTime(component: Component): Special {
  if (component.subtype === 'time') return { kind: 'time' }
  if (component.subtype === 'datetime') return { kind: 'datetime' }
  return {
    kind: 'date',
    disallowPast: flagOf(component, 'disallowPassedDates') || flagOf(objectOf(component, 'validate'), 'disallowPast'),
    ...(flagOf(objectOf(component, 'properties'), 'disallowFuture') ? { disallowFuture: true } : {}),
  }
}

function readFile(component: Component): Special {
  return { kind: 'file', multiple: flagOf(component, 'multiple'), ...optional('accept', textOf(component, 'accept')) }
}

interface ReadOptions {
  readonly options: readonly Option[]
  readonly optionsExpression?: string
  readonly optionsSource?: OptionsSource
}

/** `values` fixed, `valuesKey` a variable or a list of the platform (`fachwerk:…`), `valuesExpression` FEEL. */
function readOptions(component: Component, reader: Reader): ReadOptions {
  const valuesKey = textOf(component, 'valuesKey')
  if (valuesKey?.startsWith(platformPrefix)) return fromPlatform(valuesKey, component, reader)
  const expression = feelOf(component.valuesExpression) ?? textOf(component, 'valuesExpression') ?? valuesKey
  const options = optionsFrom(listOf(component, 'values').length > 0 ? listOf(component, 'values') : listOf(component, 'options'))
  if (expression !== undefined) return { options, ...optional('optionsExpression', checkedFeel(reader, component, expression)) }
  if (options.length === 0)
    report(
      reader,
      'warning',
      'no-options',
      component,
      { de: 'Diese Auswahl hat keine Möglichkeiten.', en: 'This choice has no options.' },
      {
        de: 'Tragen Sie Möglichkeiten ein oder nennen Sie die Variable, aus der sie kommen.',
        en: 'Enter options, or name the variable they come from.',
      },
    )
  return { options }
}

function fromPlatform(valuesKey: string, component: Component, reader: Reader): ReadOptions {
  const source = sourceNamed(valuesKey.slice(platformPrefix.length))
  if (source !== undefined) return { options: [], optionsSource: source }
  report(
    reader,
    'error',
    'unknown-options-source',
    component,
    {
      de: `Die Plattform kennt keine Liste „${valuesKey.slice(0, 100)}“.`,
      en: `The platform knows no list “${valuesKey.slice(0, 100)}”.`,
    },
    { de: 'Schreiben Sie „fachwerk:authorities“.', en: 'Write “fachwerk:authorities”.' },
  )
  return { options: [] }
}

/** Default values that fit the kind; others are left out rather than shown wrongly. */
function readDefault(component: Component, special: Special): JsonValue | undefined {
  const value = component.defaultValue
  if (value === undefined || value === null || value === '' || feelOf(value) !== undefined) return undefined
  if (special.kind === 'checkbox') return value === true ? true : undefined
  if (special.kind === 'number')
    return special.asString && typeof value !== 'object' ? String(value) : numberOf(component, 'defaultValue')
  if (special.kind === 'checklist' || special.kind === 'taglist')
    return Array.isArray(value) ? copyJson(value as JsonValue) : undefined
  return typeof value === 'object' ? undefined : copyJson(value as JsonValue)
}
